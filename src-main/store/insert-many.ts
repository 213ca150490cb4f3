/** Inserting many rows of one table: the statement is made and prepared once, and no query is built for each row. */
import type Database from 'better-sqlite3';
import { getTableColumns, type InferInsertModel, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './open-store.ts';

/**
 * Returns a function that inserts one row; columns that a row does not name get their default.
 * @param db the database itself, which a transaction may be under way on
 */
export function preparedInsert<Table extends SQLiteTable>(
  db: Db,
  table: Table,
): (row: InferInsertModel<Table>) => void {
  const columns = Object.entries(getTableColumns(table) as Record<string, SQLiteColumn>)
    .filter(([, column]) => !isAutomatic(column))
    .map(([key, column]) => ({ key, encode: encoderOf(column), preset: column.hasDefault ? column.default : null }));
  const placeholders = Object.fromEntries(columns.map(({ key }) => [key, sql.placeholder(key)]));
  const { sql: text } = db
    .insert(table)
    .values(placeholders as InferInsertModel<Table>)
    .toSQL();
  const statement = connectionOf(db).prepare(text);
  return (row) => {
    const values = row as Record<string, unknown>;
    statement.run(columns.map(({ key, encode, preset }) => encode(values[key] ?? preset)));
  };
}

/** The connection under a database, which any transaction that is under way on it goes through too. */
export function connectionOf(db: Db): Database.Database {
  const { $client } = db as Db & { readonly $client?: Database.Database };
  if ($client === undefined) throw new Error('This needs the database itself, not a transaction on it.');
  return $client;
}

/** Numbered by SQLite itself. */
function isAutomatic(column: object): boolean {
  return 'autoIncrement' in column && column.autoIncrement === true;
}

/** A value as SQLite takes it: JSON and truth values are encoded, the rest is as it is. */
function encoderOf(column: SQLiteColumn): (value: unknown) => unknown {
  if (column.dataType !== 'json' && column.dataType !== 'boolean') return (value) => value;
  return (value) => (value === null ? null : column.mapToDriverValue(value));
}
