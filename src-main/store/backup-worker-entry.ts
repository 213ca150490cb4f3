import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { DatabaseCheck } from './check-database.ts';

/**
 * Where the worker's code is: beside this file as TypeScript when running from source; as `backup-worker.js` in the
 * bundle's main folder otherwise, of which this code may have ended up in a sub-folder for shared chunks.
 */
function workerEntry(moduleUrl: string): URL {
  // Names in variables: bundlers take `new URL('<literal>', import.meta.url)` for an asset to copy.
  const [source, bundled] = ['./backup-worker.ts', './backup-worker.js'];
  if (moduleUrl.endsWith('.ts')) return new URL(source!, moduleUrl);
  const beside = new URL(bundled!, moduleUrl);
  return existsSync(beside) ? beside : new URL(`.${bundled}`, moduleUrl);
}

/**
 * Checks a database file in a thread of its own.
 * @param finish the file is a fresh copy: first make it one whole file, and sync it when it is checked
 */
export function checkAside(file: string, finish = false): Promise<DatabaseCheck> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerEntry(import.meta.url), { workerData: { file, finish } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The check of ${file} ended with code ${code}.`)));
  });
}
