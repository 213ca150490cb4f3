/**
 * Runs every test there is: formatting, types, vitest, the USB bench where Debian's kernel can be booted, and the end-to-end
 * suite in real Chromium (and real Electron where its binary is). Ends with the failed tests once more, one line over all,
 * `N passed, N failed`, and exit code 1 when anything failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../src-main/hosts/launch/build.ts';
import { findElectron } from '../src-main/hosts/launch/electron-binary.ts';
import { findProject } from '../src-main/hosts/launch/project.ts';
import {
  type Counts,
  describeFailure,
  NONE,
  readBenchCounts,
  readPlaywrightCounts,
  readVitestCounts,
  sum,
  summaryLine,
  withExitCode,
} from './run/counts.ts';
import { provideRequirements } from './run/requirements.ts';

const project = findProject(import.meta.dirname);
const say = (line: string) => console.log(line);
const heading = (text: string) => say(`\n── ${text}`);

interface ToolOptions {
  readonly env?: Record<string, string>;
  /** Gets the output piece by piece; without it, it is shown as it comes. */
  readonly hear?: (output: string) => void;
}

/** Runs a tool of node_modules; resolves with its exit code. */
function runTool(name: string, args: readonly string[], { env = {}, hear }: ToolOptions = {}): Promise<number> {
  const tool = join(project.root, 'node_modules', '.bin', name);
  const output = hear === undefined ? 'inherit' : 'pipe';
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      cwd: project.root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => hear?.(text));
    }
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A check without tests of its own counts as one. */
async function asOneTest(what: string, check: () => Promise<boolean>): Promise<Counts> {
  heading(what);
  return told(what, await check());
}

function told(what: string, ok: boolean): Counts {
  say(ok ? 'ok' : 'FAILED');
  return ok ? { ...NONE, passed: 1 } : failedAs(what, 'See its output above.');
}

function failedAs(what: string, why: string): Counts {
  return { ...NONE, failed: 1, failures: [describeFailure(what, why)] };
}

/** Each is a process that keeps one core busy: they run at the same time, and are told of one after the other. */
async function readTheSources(): Promise<Counts[]> {
  const tools: [what: string, tool: string, args: string[]][] = [
    ['Formatting and lint', 'biome', ['check']],
    ['Types', 'tsc', ['-p', '.']],
    ['Types in Svelte files', 'svelte-check', ['--tsconfig', './tsconfig.json']],
  ];
  const ran = await Promise.all(
    tools.map(async ([what, tool, args]) => {
      let output = '';
      const hear = (text: string) => {
        output += text;
      };
      return { what, ok: (await runTool(tool, args, { hear })) === 0, output };
    }),
  );
  return ran.map(({ what, ok, output }) => {
    heading(what);
    if (output.trim() !== '') say(output.trimEnd());
    return told(what, ok);
  });
}

async function runAll(reports: string): Promise<Counts> {
  const build = await asOneTest('Build', () =>
    ensureBuilt(project, 'all', say).then(
      () => true,
      (failure: Error) => {
        say(failure.message);
        return false;
      },
    ),
  );
  const counts = [build, ...(await readTheSources())];

  heading('Unit and integration tests');
  const vitestReport = join(reports, 'vitest.json');
  const vitestArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const vitestExit = await runTool('vitest', vitestArgs);
  counts.push(withExitCode('vitest', readVitestCounts(vitestReport), vitestExit));

  heading('USB drivers, in a guest with a real USB stack');
  const benchReport = join(reports, 'usb-bench.json');
  const benchExit = await runTool('node', ['test/usb/bench/main.ts', '--report', benchReport]);
  counts.push(withExitCode('USB bench', readBenchCounts(benchReport), benchExit));

  heading('End to end');
  const electron = findElectron(project.root);
  say(
    electron === null
      ? 'Hosts: browser, and the built desktop shell against the stand-in for Electron (its binary is not here).'
      : `Hosts: browser, the desktop shell against the stand-in for Electron, and real Electron (${electron}).`,
  );
  if (build.failed > 0) {
    say('Not run, because the build failed.');
    counts.push(failedAs('End to end', 'Not run, because the build failed.'));
    return sum(counts);
  }
  const playwrightReport = join(reports, 'playwright.json');
  const playwrightArgs = ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter=list,json'];
  const playwrightExit = await runTool('playwright', playwrightArgs, {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport },
  });
  counts.push(withExitCode('playwright', readPlaywrightCounts(playwrightReport), playwrightExit));
  return sum(counts);
}

const missing = provideRequirements(say);
if (missing !== null) {
  console.error(missing);
  process.exit(1);
}
const reports = mkdtempSync(join(tmpdir(), 'warmroom-test-run-'));
const total = await runAll(reports);
rmSync(reports, { recursive: true });
say('');
for (const failure of total.failures) say(failure);
say(summaryLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
