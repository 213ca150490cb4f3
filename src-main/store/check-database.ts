/** Looks whether a database file is sound, without changing what it says. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface DatabaseCheck {
  /** What is wrong, each a clause such as “row 4 missing from index tasks_by_order”; empty when all is well. */
  readonly faults: readonly string[];
  /** Null for one made before databases had an identity, or that cannot be read. */
  readonly identity: { readonly uid: string; readonly revision: number } | null;
}

/** From this size on, indexes are not held against their tables: a start should not take longer than its patience, bytes. */
const THOROUGH_BELOW_BYTES = 32 * 1024 * 1024;

/**
 * SQLite's own check of the structure, and a look into the tables that matter. Never throws.
 * @param depth `thorough` also holds every index against its table (seconds for 100 MB); `bounded` does so for small files
 */
export function checkDatabaseFile(file: string, depth: 'thorough' | 'bounded'): DatabaseCheck {
  let sqlite: Database.Database | undefined;
  try {
    sqlite = new Database(file, { fileMustExist: true });
    const pragma =
      depth === 'thorough' || statSync(file).size < THOROUGH_BELOW_BYTES ? 'integrity_check' : 'quick_check';
    const lines = sqlite.prepare<[], string>(`pragma ${pragma}(5)`).pluck().all();
    const faults = lines.filter((line) => line !== 'ok');
    if (faults.length > 0) return { faults, identity: null };
    for (const table of ['tasks', 'frames', 'log_entries']) sqlite.prepare(`select * from ${table} limit 1`).get();
    return { faults: [], identity: readIdentity(sqlite) };
  } catch (thrown) {
    return { faults: [thrown instanceof Error ? thrown.message : String(thrown)], identity: null };
  } finally {
    sqlite?.close();
  }
}

function readIdentity(sqlite: Database.Database): DatabaseCheck['identity'] {
  const there = sqlite.prepare("select 1 from sqlite_master where name = 'store_identity'").get();
  if (there === undefined) return null;
  return (
    sqlite.prepare<[], { uid: string; revision: number }>('select uid, revision from store_identity').get() ?? null
  );
}
