/** Writes that nobody would miss after a power cut. */
import type Database from 'better-sqlite3';
import type { Db } from './open-store.ts';

/**
 * Commits without waiting for the disk, which takes some milliseconds during which nothing else is done: for what a later
 * write states again, or what can be found out anew. Readers see it at once and it outlives the process; it is on the disk
 * after the next commit that waits, since the log is written in order (SQLite, "PRAGMA synchronous": in WAL mode with NORMAL
 * the last commits may be rolled back by a loss of power, and the database stays consistent). Not within a transaction.
 */
export function commitUnsynced<Result>(db: Db, write: () => Result): Result {
  const sqlite = (db as Db & { readonly $client: Database.Database }).$client;
  const names = ['main', 'changes'] as const;
  const before = names.map((name) => sqlite.pragma(`${name}.synchronous`, { simple: true }));
  for (const name of names) sqlite.pragma(`${name}.synchronous = NORMAL`);
  try {
    return write();
  } finally {
    names.forEach((name, i) => {
      sqlite.pragma(`${name}.synchronous = ${before[i]}`);
    });
  }
}
