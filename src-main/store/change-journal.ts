/**
 * The change journal: beside the database, a second one with the present state of every row that changed since the older
 * of the backups that it serves. A restored backup and the journal together are the database as it last was.
 *
 * Triggers fill it, in the same transaction as the change itself, so that no code has to think of it. Because it keeps
 * rows, not commands, it may be applied to any backup that is not older than its `horizon`, any number of times.
 */
import Database from 'better-sqlite3';

/** The journal's own columns beside those of the table: the revision that the row came with, and whether it was deleted. */
const SEQ = 'journal_revision';
const GONE = 'journal_gone';

/** Tables that are not journalled: what tells the journal and the database apart, and the migrations' own list. */
const OWN_TABLES = new Set(['store_identity', '__drizzle_migrations']);

/** Horizon of a journal that was begun with its database: alone, it holds everything. */
export const FROM_THE_BEGINNING = -1;

/** Taken only as far as it is needed, and given back at once. */
const ADDITIONS_CACHE_KIB = 256 * 1024;

/** What is kept of the last time that the database was closed in order. */
export interface Seal {
  readonly bytes: number;
  /** Of the whole database file, hexadecimal. */
  readonly sha256: string;
}

export interface JournalState {
  readonly storeUid: string;
  /** Every change after this revision is in the journal. */
  readonly horizon: number;
  /** The newest revision in the journal. */
  readonly revision: number;
  /** Null while the database is open, and after a crash. */
  readonly seal: Seal | null;
  /** Why the ledger still has to be rebuilt; null when it has not. */
  readonly rebuildReason: string | null;
}

/**
 * Attaches the journal to a connection and has it follow all changes from now on. A journal of another database, of
 * another shape or a broken one is emptied; it then serves only backups taken from now on.
 * @returns how many rows the journal had that the database did not, and has now
 */
export function followChanges(sqlite: Database.Database, file: string): { broughtBack: number } {
  sqlite.prepare('attach ? as changes').run(file);
  sqlite.pragma('changes.journal_mode = WAL');
  sqlite.pragma('changes.synchronous = FULL');
  const tables = journalledTables(sqlite);
  const identity = identityOf(sqlite);
  let broughtBack = 0;
  sqlite.transaction(() => {
    const state = readState(sqlite, 'changes');
    if (state === null || state.storeUid !== identity.uid || !sameShape(sqlite, tables)) {
      startAfresh(sqlite, tables, identity);
    } else if (state.horizon > identity.revision || state.revision < identity.revision) {
      // It knows of changes, but not of all. (A power cut can take the last one from the journal alone.)
      startAfresh(sqlite, tables, identity);
    } else if (state.revision > identity.revision) {
      broughtBack = bringBack(sqlite, tables, identity.revision);
      sqlite.prepare('update store_identity set revision = ?').run(state.revision);
    }
    sqlite.exec('update changes.journal set sealed_bytes = null, sealed_sha256 = null');
  })();
  for (const table of tables) sqlite.exec(triggersFor(table));
  return { broughtBack };
}

/**
 * Lets many rows be added and then has the journal take each table's in one statement: a sixteenth of what triggers cost.
 * For use inside a transaction, which keeps rows and journal together as it does for single changes.
 * @param names journalled tables to which `add` only adds rows, numbered by SQLite; all others are followed as ever
 */
export function followAdditions(sqlite: Database.Database, names: readonly string[], add: () => void): void {
  const tables = journalledTables(sqlite).filter(({ name }) => names.includes(name));
  const newest = tables.map(
    ({ name }) => sqlite.prepare<[], number | null>(`select max(rowid) from main.${name}`).pluck().get() ?? 0,
  );
  const cacheSize = sqlite.pragma('main.cache_size', { simple: true });
  // What was added is still at hand when the journal takes it; a fifth of the processor time of a long import.
  sqlite.pragma(`main.cache_size = -${ADDITIONS_CACHE_KIB}`);
  // Dropped and made within the transaction: rolled back, they are there as before.
  for (const table of tables) sqlite.exec(noTriggersFor(table));
  try {
    add();
    takeAdditions(sqlite, tables, newest);
  } finally {
    sqlite.pragma(`main.cache_size = ${cacheSize}`);
  }
  for (const table of tables) sqlite.exec(triggersFor(table));
}

/** @param newest the last row number that each table had before */
function takeAdditions(sqlite: Database.Database, tables: readonly Table[], newest: readonly number[]): void {
  const revision = identityOf(sqlite).revision + 1;
  let added = 0;
  for (const [i, { name, columns, key }] of tables.entries()) {
    // In the order of its key, so that the journal's table grows at its end instead of everywhere.
    const take = `insert or replace into changes.changed_${name} select ${list(columns)}, ?, 0 from main.${name} where rowid > ? order by ${list(key)}`;
    added += sqlite.prepare(take).run(revision, newest[i]).changes;
  }
  // A revision of which the journal has no row would look like one that it has lost.
  if (added > 0) sqlite.prepare('update store_identity set revision = ?').run(revision);
}

/** Reads a journal's state from its file; null when there is none that can be read. Changes nothing. */
export function peekJournal(file: string): JournalState | null {
  let journal: Database.Database | undefined;
  try {
    journal = new Database(file, { fileMustExist: true });
    if (journal.pragma('quick_check(1)', { simple: true }) !== 'ok') return null;
    return readState(journal, 'main');
  } catch {
    return null;
  } finally {
    journal?.close();
  }
}

/** Notes what the database file is like now that nothing will change it any more. */
export function sealDatabase(sqlite: Database.Database, seal: Seal): void {
  sqlite.prepare('update changes.journal set sealed_bytes = ?, sealed_sha256 = ?').run(seal.bytes, seal.sha256);
}

/** Notes that the ledger has to be rebuilt, so that a crash before its end does not forget it; null: it is done. */
export function noteRebuild(sqlite: Database.Database, reason: string | null): void {
  sqlite.prepare('update changes.journal set rebuild_reason = ?').run(reason);
}

export function rebuildReasonOf(sqlite: Database.Database): string | null {
  return sqlite.prepare<[], string | null>('select rebuild_reason from changes.journal').pluck().get() ?? null;
}

/** Drops what backups of this revision and later hold anyway. */
export function forgetChangesUpTo(sqlite: Database.Database, revision: number): void {
  sqlite.transaction(() => {
    for (const { name } of journalledTables(sqlite)) {
      sqlite.prepare(`delete from changed_${name} where ${SEQ} <= ?`).run(revision);
    }
    sqlite.prepare('update changes.journal set horizon = max(horizon, ?)').run(revision);
  })();
}

/** Makes a new, empty database the successor of the one that a journal belongs to, so that it takes the journal's rows. */
export function succeed(sqlite: Database.Database, storeUid: string): void {
  sqlite.prepare('update store_identity set uid = ?, revision = 0').run(storeUid);
}

/** Which database this is, and how far it has come. */
export function identityOf(sqlite: Database.Database): { uid: string; revision: number } {
  return sqlite.prepare<[], { uid: string; revision: number }>('select uid, revision from store_identity').get()!;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly key: readonly string[];
}

function journalledTables(sqlite: Database.Database): Table[] {
  const names = sqlite
    .prepare<[], string>(
      "select name from main.sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
    )
    .pluck()
    .all();
  return names
    .filter((name) => !OWN_TABLES.has(name))
    .map((name) => {
      const info = sqlite.pragma(`main.table_info(${name})`) as { name: string; type: string; pk: number }[];
      const key = info.filter((column) => column.pk > 0).map((column) => column.name);
      return { name, columns: info.map((column) => column.name), types: info.map((column) => column.type), key };
    });
}

const list = (columns: readonly string[], prefix = '') => columns.map((column) => `${prefix}"${column}"`).join(', ');
const sameKey = (key: readonly string[], row: string) =>
  key.map((name) => `"${name}" = ${row}."${name}"`).join(' and ');

function sameShape(sqlite: Database.Database, tables: readonly Table[]): boolean {
  return tables.every(({ name, columns }) => {
    const info = sqlite.pragma(`changes.table_info(changed_${name})`) as { name: string }[];
    return info.map((column) => column.name).join() === [...columns, SEQ, GONE].join();
  });
}

function startAfresh(
  sqlite: Database.Database,
  tables: readonly Table[],
  identity: { uid: string; revision: number },
): void {
  const old = sqlite.prepare<[], string>("select name from changes.sqlite_master where type = 'table'").pluck().all();
  for (const name of old) sqlite.exec(`drop table changes."${name}"`);
  for (const { name, columns, types, key } of tables) {
    // The same types: keys of another one would not be looked up by their index.
    const typed = columns.map((column, i) => `"${column}" ${types[i]}`).join(', ');
    sqlite.exec(
      `create table changes.changed_${name} (${typed}, ${SEQ}, ${GONE}, primary key (${list(key)})) without rowid`,
    );
  }
  sqlite.exec(
    'create table changes.journal (store_uid text, horizon integer, sealed_bytes integer, sealed_sha256 text, rebuild_reason text)',
  );
  const empty = tables.every(({ name }) => sqlite.prepare(`select 1 from main.${name} limit 1`).get() === undefined);
  sqlite
    .prepare('insert into changes.journal (store_uid, horizon) values (?, ?)')
    .run(identity.uid, empty ? FROM_THE_BEGINNING : identity.revision);
}

function readState(sqlite: Database.Database, schema: 'main' | 'changes'): JournalState | null {
  const there = sqlite.prepare(`select 1 from ${schema}.sqlite_master where name = 'journal'`).get();
  if (there === undefined) return null;
  const row = sqlite
    .prepare<
      [],
      {
        store_uid: string;
        horizon: number;
        sealed_bytes: number | null;
        sealed_sha256: string | null;
        rebuild_reason: string | null;
      }
    >(`select * from ${schema}.journal`)
    .get();
  if (row === undefined) return null;
  const tables = sqlite
    .prepare<[], string>(
      `select name from ${schema}.sqlite_master where name like 'changed\\_%' escape '\\' and type = 'table'`,
    )
    .pluck()
    .all();
  const newest = tables.map(
    (name) => sqlite.prepare<[], number | null>(`select max(${SEQ}) from ${schema}."${name}"`).pluck().get() ?? 0,
  );
  return {
    storeUid: row.store_uid,
    horizon: row.horizon,
    revision: Math.max(0, row.horizon, ...newest),
    seal:
      row.sealed_bytes === null || row.sealed_sha256 === null
        ? null
        : { bytes: row.sealed_bytes, sha256: row.sealed_sha256 },
    rebuildReason: row.rebuild_reason,
  };
}

/** Puts rows that changed after a revision into the database as the journal has them. Foreign keys must be off. */
function bringBack(sqlite: Database.Database, tables: readonly Table[], after: number): number {
  let rows = 0;
  for (const { name, columns, key } of tables) {
    const changed = `changes.changed_${name}`;
    rows += sqlite
      .prepare(
        `delete from main.${name} where (${list(key)}) in (select ${list(key)} from ${changed} where ${GONE} and ${SEQ} > ?)`,
      )
      .run(after).changes;
    rows += sqlite
      .prepare(
        `insert or replace into main.${name} (${list(columns)}) select ${list(columns)} from ${changed} where not ${GONE} and ${SEQ} > ?`,
      )
      .run(after).changes;
  }
  return rows;
}

/** Triggers of this connection alone: readers beside it, and other programs, have none. */
function triggersFor({ name, columns, key }: Table): string {
  const next = 'update store_identity set revision = revision + 1;';
  const forget = (row: string) => `delete from changed_${name} where ${sameKey(key, row)};`;
  const seq = '(select revision from store_identity)';
  const note = `insert into changed_${name} select ${list(columns, 'new.')}, ${seq}, 0;`;
  const gone = (when = '') =>
    `insert into changed_${name} (${list(key)}, ${SEQ}, ${GONE}) select ${list(key, 'old.')}, ${seq}, 1 ${when};`;
  const moved = key.map((column) => `old."${column}" is not new."${column}"`).join(' or ');
  return `
    create temp trigger ${name}_added after insert on main.${name}
      begin ${next} ${forget('new')} ${note} end;
    create temp trigger ${name}_changed after update on main.${name}
      begin ${next} ${forget('old')} ${gone(`where ${moved}`)} ${forget('new')} ${note} end;
    create temp trigger ${name}_removed after delete on main.${name}
      begin ${next} ${forget('old')} ${gone()} end;
  `;
}

function noTriggersFor({ name }: Table): string {
  return ['added', 'changed', 'removed'].map((event) => `drop trigger temp.${name}_${event};`).join('');
}
