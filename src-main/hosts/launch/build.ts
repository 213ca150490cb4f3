/** Keeps the build in a checkout as new as its sources, so that nobody has to think of building. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ConsoleError } from '../../contract/errors.ts';
import type { Project } from './project.ts';

/** The browser host runs from the sources and needs the built page only; the desktop application needs everything. */
export type BuildPart = 'page' | 'all';

const SOURCES: Readonly<Record<BuildPart, readonly string[]>> = {
  page: ['src-renderer', 'src-main/contract', 'electron.vite.config.ts', 'package-lock.json'],
  all: ['src-renderer', 'src-main', 'electron.vite.config.ts', 'package-lock.json'],
};
const RESULTS: Readonly<Record<BuildPart, readonly string[]>> = {
  page: ['out/renderer/index.html'],
  all: ['out/renderer/index.html', 'out/preload/index.cjs', 'out/main/electron.js'],
};
/** What the last build was made from; lies in out/ and goes with it. */
const STAMP = 'out/built-from.json';

/** A digest of names, sizes and modification times of a part's sources: differs after any edit, addition or removal. */
export function sourcesDigest(root: string, part: BuildPart): string {
  const digest = createHash('sha256');
  for (const source of SOURCES[part]) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const names = statSync(path).isDirectory() ? (readdirSync(path, { recursive: true }) as string[]).sort() : [''];
    for (const name of names) {
      const { size, mtimeMs } = statSync(join(path, name));
      digest.update(`${source}/${name}\0${size}\0${mtimeMs}\n`);
    }
  }
  return digest.digest('hex');
}

export function isBuilt(root: string, part: BuildPart): boolean {
  if (RESULTS[part].some((file) => !existsSync(join(root, file)))) return false;
  try {
    const stamp = JSON.parse(readFileSync(join(root, STAMP), 'utf8')) as Record<string, unknown>;
    return stamp[part] === sourcesDigest(root, part);
  } catch {
    return false;
  }
}

/**
 * Builds what is missing or older than its sources, which takes some seconds, and says so. An installed console is never
 * built, nor is anything with WARMROOM_AS_BUILT=1 (tests set it, so that one run of them is about one build). Rejects with a ConsoleError `internal` that carries the build tool's output.
 */
export async function ensureBuilt(project: Project, part: BuildPart, say: (line: string) => void): Promise<void> {
  const { root, isCheckout } = project;
  if (!isCheckout || process.env.WARMROOM_AS_BUILT === '1' || isBuilt(root, part)) return;
  await withBuildLock(root, async () => {
    // Whoever held the lock may have built just this.
    if (!isBuilt(root, part)) await build(root, say);
  });
}

async function build(root: string, say: (line: string) => void): Promise<void> {
  say('Building the console …');
  const began = performance.now();
  // Taken before the build: an edit made while it runs calls for another one.
  const stamp = { page: sourcesDigest(root, 'page'), all: sourcesDigest(root, 'all') };
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  try {
    await promisify(execFile)(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root });
  } catch (cause) {
    const { stdout = '', stderr = '', message } = cause as { stdout?: string; stderr?: string; message: string };
    const output = `${stdout}${stderr}`.trim() || message;
    throw new ConsoleError('internal', `The console could not be built:\n${output}`, { cause });
  }
  writeFileSync(join(root, STAMP), JSON.stringify(stamp));
  say(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/** Lets one process at a time build in a checkout. The lock of a process that has died is taken over. */
async function withBuildLock(root: string, work: () => Promise<void>): Promise<void> {
  const lock = join(root, 'out', 'building.pid');
  mkdirSync(dirname(lock), { recursive: true });
  while (!tryLock(lock)) await setTimeout(100);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
  }
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ESRCH') rmSync(lock, { force: true });
  }
  return false;
}
