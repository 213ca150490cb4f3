/** Statements that are not compiled anew each time: a frame's way through the ledger asks the same two dozen questions. */
import type Database from 'better-sqlite3';

/** Lists of different lengths give texts of their own; those used last are kept. */
const MOST_KEPT = 256;

/**
 * The connection for Drizzle, which prepares every query just before it runs it: a text that was prepared before gives that statement
 * again. SQLite compiles it again by itself where the schema has changed since (sqlite3_prepare_v2). What reads a statement row by row
 * (`iterate`) needs one of its own, from the connection itself.
 */
export function keepingStatements(sqlite: Database.Database): Database.Database {
  const kept = new Map<string, Database.Statement>();
  const prepare = (text: string): Database.Statement => {
    const known = kept.get(text);
    kept.delete(text);
    const statement = known ?? sqlite.prepare(text);
    // Whoever had it before may have wanted rows as arrays; a new statement gives objects.
    if (known?.reader) known.raw(false);
    kept.set(text, statement);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return statement;
  };
  return Object.create(sqlite, { prepare: { value: prepare } }) as Database.Database;
}
