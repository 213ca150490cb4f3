import { Worker } from 'node:worker_threads';
import { programFile } from '../bundle/program-file.ts';
import type { DatabaseCheck } from './check-database.ts';

/**
 * Checks a database file in a thread of its own.
 * @param finish the file is a fresh copy: first make it one whole file, and sync it when it is checked
 */
export function checkAside(file: string, finish = false): Promise<DatabaseCheck> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile(import.meta.url, './backup-worker.ts', './backup-worker.js'), {
      workerData: { file, finish },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The check of ${file} ended with code ${code}.`)));
  });
}
