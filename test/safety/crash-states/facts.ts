/** What the books of a data folder say, read beside or after whoever writes them. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface Facts {
  /** State by uid. */
  readonly frames: Readonly<Record<string, string>>;
  /** Status by uid. */
  readonly tasks: Readonly<Record<string, string>>;
}

export function factsIn(folder: string): Facts {
  return readonly(folder, (sqlite) => {
    const pairs = (query: string) => Object.fromEntries(sqlite.prepare(query).raw().all() as [string, string][]);
    return {
      frames: pairs('select uid, state from frames'),
      tasks: pairs('select uid, status from tasks'),
    };
  });
}

/** Everything that counts, as text to compare: what a second start must leave as it is. */
export function booksIn(folder: string): string {
  return readonly(folder, (sqlite) =>
    JSON.stringify(
      ['frames', 'tasks', 'task_cells', 'task_asset_infos', 'task_history'].map((table) =>
        sqlite.prepare(`select * from ${table} order by rowid`).all(),
      ),
    ),
  );
}

function readonly<Value>(folder: string, read: (sqlite: Database.Database) => Value): Value {
  const sqlite = new Database(join(folder, 'warmroom.db'), { readonly: true });
  try {
    return read(sqlite);
  } finally {
    sqlite.close();
  }
}
