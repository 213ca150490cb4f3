/** Opens the data folder's database: one owner at a time, migrated, durable. The only place that opens SQLite. */
import { existsSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { ConsoleError } from '../contract/errors.ts';
import { backupBeforeUpgrade } from './backup.ts';
import { followChanges, noteRebuild, rebuildReasonOf, sealDatabase, succeed } from './change-journal.ts';
import { DATABASE_FILE, hashOfFile, inFolder } from './data-files.ts';
import { keepingStatements } from './kept-statements.ts';
import { type Mending, mendDatabase } from './mend-database.ts';
import { pendingMigrations } from './migrations.ts';
import * as schema from './schema/index.ts';
import { storageFault } from './storage-fault.ts';

export type Db = BetterSQLite3Database<typeof schema>;

export interface Store {
  readonly db: Db;
  readonly dataFolder: string;
  /** The connection itself, for backups. */
  readonly sqlite: Database.Database;
  /** What was wrong with the database and was mended, so that the ledger has to be held against the disk; else null. */
  readonly mended: string | null;
  /** To be called when the ledger has been held against the disk after a mending. */
  noteLedgerRebuilt(): void;
  close(): void;
}

/**
 * Opens the store, making the folder and the database where there are none. A damaged database is set aside, and what the
 * backups and the change journal have takes its place; `mended` tells of it.
 * @param access `own` takes the folder for this process until close (or until the process dies, however it dies);
 *   `look` reads beside a running console and changes nothing
 * @throws ConsoleError `busy` when another console has the folder, `storage` when it cannot be used, `not-found` for a look
 *   at a folder without a database
 */
export function openStore(dataFolder: string, access: 'own' | 'look' = 'own'): Store {
  const file = join(dataFolder, DATABASE_FILE);
  if (access === 'look') return lookAt(file, dataFolder);

  makeFolder(dataFolder);
  const lock = takeFolder(dataFolder);
  let sqlite: Database.Database | undefined;
  try {
    const mending = mendDatabase(dataFolder, new Date());
    sqlite = new Database(file);
    const { db, mended } = prepare(sqlite, dataFolder, mending);
    return {
      db,
      dataFolder,
      sqlite,
      mended,
      noteLedgerRebuilt: () => noteRebuild(sqlite!, null),
      close: onlyOnce(() => {
        if (sqlite!.open) seal(sqlite!, file);
        closing(sqlite, lock)();
      }),
    };
  } catch (cause) {
    closing(sqlite, lock)();
    throw storageError(cause, file);
  }
}

function onlyOnce(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}

function closing(...databases: (Database.Database | undefined)[]): () => void {
  return () => {
    for (const database of databases) database?.close();
  };
}

function prepare(
  sqlite: Database.Database,
  dataFolder: string,
  mending: Mending | null,
): { db: Db; mended: string | null } {
  sqlite.pragma('journal_mode = WAL');
  // The ledger's promise, "committed is safe", needs a sync at every commit, not only at checkpoints.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = OFF');
  const db = drizzle(keepingStatements(sqlite), { schema });
  const pending = pendingMigrations(sqlite, migrationsFolder());
  if (pending.newer) {
    throw new ConsoleError(
      'storage',
      `${dataFolder} was used by a newer Warmroom. Start that one, or name another folder with --data.`,
    );
  }
  if (pending.count > 0 && pending.applied > 0) {
    backupBeforeUpgrade(sqlite, dataFolder, pending.revision, Date.now());
  }
  migrate(db, { migrationsFolder: migrationsFolder() });
  if (mending?.succeedsStoreUid != null) succeed(sqlite, mending.succeedsStoreUid);
  const { broughtBack } = followChanges(sqlite, inFolder(dataFolder).journal);
  const story = mending?.story ?? (broughtBack > 0 ? LOST_LOG : null);
  if (story !== null) noteRebuild(sqlite, story);
  sqlite.pragma('foreign_keys = ON');
  return { db, mended: rebuildReasonOf(sqlite) };
}

const LOST_LOG =
  'The database had lost its latest changes (its write-ahead log was gone or cut short); they were brought back from the change journal.';

/** Notes what the closed database is like, by which the next start sees at once whether it still is. */
function seal(sqlite: Database.Database, file: string): void {
  try {
    const [checkpoint] = sqlite.pragma('main.wal_checkpoint(TRUNCATE)') as { busy: number }[];
    // Somebody reads beside us: the log cannot be emptied, and the next start checks in full.
    if (checkpoint?.busy === 0) sealDatabase(sqlite, hashOfFile(file));
  } catch (thrown) {
    // On a disk that refuses the log stays as it is, which loses nothing: the next start checks in full.
    if (storageFault(thrown) === null) throw thrown;
  }
}

/** What SQLite's own check finds wrong with the database and its references; empty when all is well. */
export function databaseFaults(db: Db): string[] {
  const integrity = db
    .all<{ integrity_check: string }>(sql`pragma integrity_check(10)`)
    .map((row) => row.integrity_check);
  const references = db
    .all<{ table: string }>(sql`pragma foreign_key_check`)
    .map((row) => `a dangling reference in ${row.table}`);
  return [...integrity.filter((line) => line !== 'ok'), ...references];
}

function lookAt(file: string, dataFolder: string): Store {
  if (!existsSync(file)) throw noData(dataFolder);
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { readonly: true });
    // Opening reads nothing yet; this does, and so finds a file that is no database, or one that was never set up.
    const found = sqlite.prepare("select 1 from sqlite_master where name = 'tasks'").get();
    if (found === undefined) throw noData(dataFolder);
    const db = drizzle(keepingStatements(sqlite), { schema });
    return { db, dataFolder, sqlite, mended: null, noteLedgerRebuilt: () => {}, close: closing(sqlite) };
  } catch (cause) {
    sqlite?.close();
    throw storageError(cause, file);
  }
}

function noData(dataFolder: string): ConsoleError {
  return new ConsoleError(
    'not-found',
    `There is no console data in ${dataFolder}. Name another folder with --data, or start a console there first.`,
  );
}

/**
 * Takes the folder by an exclusive SQLite lock on a file of its own: the operating system lets go of it when the process
 * ends, even by kill -9 or a power cut, so that no stale lock ever stands in the way.
 */
function takeFolder(dataFolder: string): Database.Database {
  const file = join(dataFolder, 'console.lock');
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock?.close();
    if (codeOf(cause).startsWith('SQLITE_BUSY')) {
      throw new ConsoleError(
        'busy',
        `${dataFolder} belongs to a running console. Use that one, close it, or name another folder with --data.`,
        { cause },
      );
    }
    if (codeOf(cause) === 'SQLITE_NOTADB' && statSync(file).size > 0) {
      // It holds nothing but the lock, and nobody has that: SQLite would have said so before it looked inside.
      truncateSync(file);
      return takeFolder(dataFolder);
    }
    throw storageError(cause, dataFolder);
  }
}

function makeFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true });
  } catch (cause) {
    throw storageError(cause, dataFolder);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

function storageError(cause: unknown, path: string): ConsoleError {
  if (cause instanceof ConsoleError) return cause;
  const code = codeOf(cause);
  const said = cause instanceof Error ? cause.message : String(cause);
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].some((known) => code.startsWith(known))) {
    return new ConsoleError(
      'storage',
      `${path} cannot be written. Give this user the right to write there, or name another folder with --data. (${said})`,
      { cause },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new ConsoleError('storage', `${path} is not a folder. Name a folder with --data. (${said})`, { cause });
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new ConsoleError('storage', `${path} is damaged. Move it away and restore a copy from backups/. (${said})`, {
      cause,
    });
  }
  return new ConsoleError('storage', `${path} cannot be used: ${said}`, { cause });
}

/** The checked-in migrations: beside the sources in a checkout, beside the bundle in an installed console. */
function migrationsFolder(): string {
  for (const up of ['../../drizzle', '../drizzle', '../../../drizzle']) {
    const folder = join(import.meta.dirname, up);
    if (existsSync(join(folder, 'meta', '_journal.json'))) return folder;
  }
  throw new ConsoleError(
    'internal',
    'The folder with the database migrations (drizzle) is missing from this installation.',
  );
}
