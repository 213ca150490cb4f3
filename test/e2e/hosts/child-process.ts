import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');
export const BUILT_MAIN = join(PROJECT_ROOT, 'out', 'main', 'electron.js');

/** Resolves with the exit code; at once when the process has ended already. A signal counts as code 1. */
export function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Keeps what a process says on standard error, for a test that fails because of it. */
export function collectErrors(child: ChildProcess): () => string {
  const parts: string[] = [];
  child.stderr?.on('data', (part) => parts.push(String(part)));
  return () => parts.join('').slice(-4000);
}

/** Waits for `promise`, but rejects with what the process said when it ends first. */
export async function unlessEnded<Value>(
  child: ChildProcess,
  errors: () => string,
  promise: Promise<Value>,
): Promise<Value> {
  const ended = exitOf(child).then((code) => {
    throw new Error(`The console ended with code ${code}:\n${errors()}`);
  });
  return Promise.race([promise, ended]);
}
