/** Inserting many rows of one table: the statement is prepared once. */
import { getTableColumns, type InferInsertModel, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './open-store.ts';

/** Returns a function that inserts one row; columns that a row does not name get their default. */
export function preparedInsert<Table extends SQLiteTable>(
  db: Db,
  table: Table,
): (row: InferInsertModel<Table>) => void {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([, column]) => !column.primary || column.dataType !== 'number' || !isAutomatic(column),
  );
  const placeholders = Object.fromEntries(columns.map(([key]) => [key, sql.placeholder(key)]));
  const statement = db
    .insert(table)
    .values(placeholders as InferInsertModel<Table>)
    .prepare();
  const defaults = Object.fromEntries(columns.map(([key, column]) => [key, column.hasDefault ? column.default : null]));
  return (row) => {
    statement.run({ ...defaults, ...row });
  };
}

function isAutomatic(column: object): boolean {
  return 'autoIncrement' in column && column.autoIncrement === true;
}
