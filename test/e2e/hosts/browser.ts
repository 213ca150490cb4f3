import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { NODE_FLAGS } from '../../../src-main/bundle/node-flags.ts';
import { chromiumLaunchOptions } from '../chromium.ts';
import { collectErrors, exitOf, PROJECT_ROOT, unlessEnded } from './child-process.ts';
import type { ConsoleUnderTest, StartOptions } from './console-under-test.ts';

interface Served {
  readonly child: ChildProcess;
  /** With its one-time token. */
  readonly url: string;
}

/** A console served by `warmroom serve`, and a Chromium that is signed in to it. */
export interface BrowserConsole extends ConsoleUnderTest {
  readonly kind: 'browser';
  readonly port: number;
  /** Kills the console's process under the open page, as a power cut would. */
  killConsole(): Promise<void>;
  /** Starts it again on the same port and data folder. */
  startAgain(): Promise<void>;
}

/**
 * @param shared a Chromium that is there already and stays: the console gets a context of its own in it, with cookies and storage of
 * its own. Without it, a Chromium is started and ends with the console.
 */
export async function startInBrowser(options: StartOptions, shared?: Browser): Promise<BrowserConsole> {
  let served = await serve(options, 0);
  const port = Number(new URL(served.url).port);
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;
  const kill = async () => {
    served.child.kill('SIGKILL');
    await exitOf(served.child);
  };
  const dispose = async () => {
    await context?.close();
    if (shared === undefined) await browser?.close();
    await kill();
  };
  try {
    browser = shared ?? (await chromium.launch(chromiumLaunchOptions()));
    const opened = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context = opened;
    const page = await opened.newPage();
    await page.goto(served.url);
    return {
      kind: 'browser',
      page,
      port,
      async openSecondPage(): Promise<Page> {
        const second = await opened.newPage();
        await second.goto(`http://127.0.0.1:${port}/`);
        return second;
      },
      killConsole: kill,
      async startAgain() {
        served = await serve(options, port);
      },
      stop() {
        served.child.kill('SIGTERM');
        return exitOf(served.child);
      },
      dispose,
    };
  } catch (failure) {
    await dispose();
    throw failure;
  }
}

async function serve({ dataFolder, speed }: StartOptions, port: number): Promise<Served> {
  const args = ['serve', '--data', dataFolder, '--port', String(port), '--speed', String(speed), '--json'];
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const child = spawn(process.execPath, [...NODE_FLAGS, cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const errors = collectErrors(child);
  const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const [line] = await unlessEnded(child, errors, firstLine);
  return { child, url: (JSON.parse(line) as { url: string }).url };
}
