import { Worker } from 'node:worker_threads';
import { programFile } from '../bundle/program-file.ts';
import type { DatabaseCheck } from './check-database.ts';

/** What the thread is to do with which files. */
export type BackupWork =
  | { readonly kind: 'check'; readonly file: string }
  | { readonly kind: 'copy'; readonly database: string; readonly copy: string };

/** Checks a database file in a thread of its own. */
export function checkAside(file: string): Promise<DatabaseCheck> {
  return workAside({ kind: 'check', file });
}

/**
 * Copies a database, which may be open and written to, into one whole file as it is at one moment, checks that and syncs it, all in a
 * thread of its own. Rejects with what SQLite says where the copy cannot be written.
 */
export function copyAside(database: string, copy: string): Promise<DatabaseCheck> {
  return workAside({ kind: 'copy', database, copy });
}

function workAside(work: BackupWork): Promise<DatabaseCheck> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile(import.meta.url, './backup-worker.ts', './backup-worker.js'), {
      workerData: work,
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that backs up ended with code ${code}.`)));
  });
}
