/** How far a database is behind the migrations that this program brings along. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

export interface PendingMigrations {
  /** Migrations that the database already has; 0 for a new one. */
  readonly applied: number;
  readonly count: number;
  /** The database has migrations that this program does not know. */
  readonly newer: boolean;
  /** The database's revision; 0 where it does not count any yet. */
  readonly revision: number;
}

/** Drizzle's own list of what it applied is a table; what there is to apply stands in the folder's journal. */
export function pendingMigrations(sqlite: Database.Database, folder: string): PendingMigrations {
  const { entries } = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: { when: number }[];
  };
  const has = (table: string) => sqlite.prepare('select 1 from sqlite_master where name = ?').get(table) !== undefined;
  const times = has('__drizzle_migrations')
    ? sqlite.prepare<[], number>('select created_at from __drizzle_migrations').pluck().all()
    : [];
  const last = Math.max(0, ...times.map(Number));
  const known = Math.max(...entries.map((entry) => entry.when));
  const revision = has('store_identity')
    ? (sqlite.prepare<[], number>('select revision from store_identity').pluck().get() ?? 0)
    : 0;
  return {
    applied: times.length,
    count: entries.filter((entry) => entry.when > last).length,
    newer: last > known,
    revision,
  };
}
