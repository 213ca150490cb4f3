/** Entry of the thread that makes a copied database whole and checks it, so that the console's own is not held up. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { checkDatabaseFile, type DatabaseCheck } from './check-database.ts';
import { syncFile } from './data-files.ts';

const { file, finish } = workerData as { file: string; finish: boolean };
parentPort?.postMessage((finish ? finishCopy(file) : checkDatabaseFile(file, 'thorough')) satisfies DatabaseCheck);

function finishCopy(copy: string): DatabaseCheck {
  const sqlite = new Database(copy, { fileMustExist: true });
  // A backup is one file: in WAL mode even a reader would put others beside it.
  sqlite.pragma('journal_mode = DELETE');
  sqlite.close();
  const check = checkDatabaseFile(copy, 'thorough');
  syncFile(copy);
  return check;
}
