/** Entry of the thread that copies the database and checks copies, so that the console's own is not held up. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { BackupWork } from './backup-worker-entry.ts';
import { checkDatabaseFile, type DatabaseCheck } from './check-database.ts';
import { syncFile } from './data-files.ts';

/** Pages copied and synced at a time: 1 MiB. */
const PAGES_A_STEP = 256;

const work = workerData as BackupWork;
const check =
  work.kind === 'copy' ? await copyAndCheck(work.database, work.copy) : checkDatabaseFile(work.file, 'thorough');
parentPort?.postMessage(check satisfies DatabaseCheck);

async function copyAndCheck(database: string, copy: string): Promise<DatabaseCheck> {
  await copyOneMoment(database, copy);
  makeOneFile(copy);
  const check = checkDatabaseFile(copy, 'thorough');
  syncFile(copy);
  return check;
}

/**
 * Through a connection of its own and within a transaction that reads: that sees what was committed when it began, and beside a
 * write-ahead log it keeps nobody from writing. (Without it SQLite would begin anew after each change that another connection makes.)
 */
async function copyOneMoment(database: string, copy: string): Promise<void> {
  const source = new Database(database, { readonly: true, fileMustExist: true });
  try {
    source.exec('begin; select 1 from sqlite_master limit 1;');
    await source.backup(copy, {
      progress: () => {
        // Left to the end, the disk would be busy with all of it at once, and the console's next commit would wait. (Closing the file
        // lets go of SQLite's locks on it: nobody else looks at a copy that is being made.)
        syncFile(copy);
        return PAGES_A_STEP;
      },
    });
  } finally {
    source.close();
  }
}

/** A backup is one file: in WAL mode even a reader would put others beside it. */
function makeOneFile(copy: string): void {
  const sqlite = new Database(copy, { fileMustExist: true });
  sqlite.pragma('journal_mode = DELETE');
  sqlite.close();
}
