/**
 * Between rows and wire records. A column is named as its field on the wire, so the schema itself is the mapping; fields
 * without a column go to and from the row's `extra`.
 */
import { isDeepStrictEqual } from 'node:util';
import { getTableColumns, type InferInsertModel, type InferSelectModel } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

type Json = Record<string, unknown>;

/** Columns that hold an instant as UTC ms and stand on the wire as ISO 8601 text. */
const INSTANTS = new Set([
  'earliest_start_time',
  'planned_start_time',
  'expiration_time',
  'actual_start_time',
  'actual_end_time',
  'completed_on',
  'modified_on',
  'at',
  'expires_on',
  'start_after',
  'cancel_on',
  'started_on',
]);

/** Columns of this console's own that never stand on the wire. */
const INTERNAL = new Set([
  'task_uid',
  'seq',
  'row_id',
  'extra',
  'queue_order',
  'remaining_s',
  'search_text',
  'device',
  'in_setup',
  'why_facts',
]);

const NOTHING: ReadonlySet<string> = new Set();

/** UTC ms → ISO 8601; milliseconds only where there are any. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

interface Mapping {
  readonly fields: readonly { readonly key: string; readonly wire: string; readonly instant: boolean }[];
  readonly wireNames: ReadonlySet<string>;
}

const mappings = new WeakMap<SQLiteTable, Mapping>();

function mappingOf(table: SQLiteTable): Mapping {
  let mapping = mappings.get(table);
  if (mapping === undefined) {
    const fields = Object.entries(getTableColumns(table))
      .filter(([, column]) => !INTERNAL.has(column.name))
      .map(([key, column]) => ({ key, wire: column.name, instant: INSTANTS.has(column.name) }));
    mapping = { fields, wireNames: new Set(fields.map((field) => field.wire)) };
    mappings.set(table, mapping);
  }
  return mapping;
}

/**
 * A record's fields as column values, the rest as `extra`. Instants must already be UTC ms.
 * @param taken wire names that are stored elsewhere and belong neither in a column nor in `extra`
 */
export function rowFromRecord<Table extends SQLiteTable>(
  table: Table,
  record: object,
  taken: ReadonlySet<string> = NOTHING,
): Partial<InferInsertModel<Table>> & { extra: Json } {
  const { fields, wireNames } = mappingOf(table);
  const given = record as Json;
  const extra: Json = {};
  const row: Json = { extra };
  for (const { key, wire } of fields) row[key] = given[wire] ?? null;
  for (const name of Object.keys(given)) {
    if (!wireNames.has(name) && !taken.has(name) && given[name] !== undefined) extra[name] = given[name];
  }
  return row as Partial<InferInsertModel<Table>> & { extra: Json };
}

/** A row as a wire record, `extra` fields included. Columns named in `onlyWhenSet` are left out when null. */
export function recordFromRow<Table extends SQLiteTable>(
  table: Table,
  row: InferSelectModel<Table>,
  onlyWhenSet: ReadonlySet<string> = NOTHING,
): Json {
  const values = row as Json;
  const record: Json = {};
  for (const { key, wire, instant } of mappingOf(table).fields) {
    const value = values[key];
    if (value === null && onlyWhenSet.has(wire)) continue;
    record[wire] = instant && typeof value === 'number' ? instantText(value) : value;
  }
  return Object.assign(record, values.extra);
}

/** True when a row says everything that a record says, so that nothing of the record would be lost. */
export function saysAll<Table extends SQLiteTable>(
  table: Table,
  row: InferSelectModel<Table>,
  record: object,
): boolean {
  const values = row as Json & { extra: Json };
  const { fields } = mappingOf(table);
  return Object.entries(record).every(([name, given]) => {
    const field = fields.find((candidate) => candidate.wire === name);
    const here = field === undefined ? values.extra[name] : values[field.key];
    return given === undefined || isDeepStrictEqual(here, given);
  });
}
