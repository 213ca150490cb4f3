/** Has a console recorded while it takes frames and while its books are changed: every process, SQLite's files included. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freshFolder } from '../../app/small-console.ts';
import { openTinyConsole } from '../tiny-console.ts';
import type { Snapshot } from './file-system.ts';
import { type Operation, RECORDED_CALLS, readOperations } from './operations.ts';

export interface Recording {
  /** The data folder before the recorded console opened it. */
  readonly before: Snapshot;
  readonly operations: readonly Operation[];
}

/** @param frames how many frames the first of the recorded tasks has */
export async function recordConsole(frames: number): Promise<Recording> {
  const c = await openTinyConsole();
  await c.close();
  const { folder } = c;
  const before = readSnapshot(folder);
  const aside = freshFolder();
  const trace = join(aside, 'trace');
  const promises = join(aside, 'promises');
  const strace = ['-f', '-y', '-xx', '-s', '8388608', '-e', `trace=${RECORDED_CALLS.map((call) => `?${call}`)}`];
  const scenario = [join(import.meta.dirname, 'scenario.ts'), folder, promises, String(frames)];
  await promisify(execFile)('strace', [...strace, '-o', trace, process.execPath, ...scenario]).catch((thrown) => {
    if (thrown.code !== 'ENOENT') throw thrown;
    throw new Error('The crash states are recorded with strace, which is missing: apt-get install strace');
  });
  return { before, operations: readOperations(readFileSync(trace, 'utf8'), folder, promises) };
}

export function readSnapshot(folder: string): Snapshot {
  const files = new Map<string, Buffer>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) files.set(`${name}/`, Buffer.alloc(0));
    else files.set(name, readFileSync(path));
  }
  return files;
}

/** Lays the files out in a folder of their own. */
export function writeSnapshot(folder: string, files: Snapshot): void {
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (name.endsWith('/')) mkdirSync(path, { recursive: true });
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }
}
