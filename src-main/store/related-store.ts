/**
 * Records that a task brings along. The first description of an id is kept for all tasks that name it; a later one that
 * says something else stays with its own task, so that every task is given back as it came and no import changes the
 * site's set-up.
 */
import { eq } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { TaskRecord } from '../contract/task-record.ts';
import type { Db } from './open-store.ts';
import { recordFromRow, rowFromRecord, saysAll } from './record-mapping.ts';
import {
  cameras,
  instruments,
  observations,
  observingGrants,
  otas,
  queueAccessGrants,
  schedulerRuns,
} from './schema/index.ts';

type Json = Record<string, unknown>;

/** Relationship on the wire → the task's reference to it and the table that keeps it. */
export const RELATED = {
  ota: { reference: 'ota_id', table: otas },
  camera: { reference: 'camera_id', table: cameras },
  instrument: { reference: 'instrument_id', table: instruments },
  observation: { reference: 'observation_id', table: observations },
  observing_grant: { reference: 'observing_grant_id', table: observingGrants },
  queue_access_grant: { reference: 'queue_access_grant_id', table: queueAccessGrants },
  scheduler_run: { reference: 'scheduler_run_id', table: schedulerRuns },
} as const;
export type Relationship = keyof typeof RELATED;
export const RELATIONSHIPS = Object.keys(RELATED) as Relationship[];

interface WithId extends SQLiteTable {
  id: SQLiteColumn;
}

/** Returns a function that stores a record's descriptions and returns, in wire form, those that must stay with the task. */
export function relatedWriter(db: Db): (record: TaskRecord) => Partial<Record<Relationship, Json>> {
  const rows = new Map<string, Json>();

  /** The row that keeps what is known of the id: there before, or made of this description. */
  function rowOf(relationship: Relationship, description: Json, id: number): Json {
    const key = `${relationship} ${id}`;
    let row = rows.get(key);
    if (row === undefined) {
      const table = RELATED[relationship].table as WithId;
      const read = () => db.select().from(table).where(eq(table.id, id)).get() as Json | undefined;
      row = read();
      if (row === undefined) {
        db.insert(table)
          .values({ ...rowFromRecord(table, description), id } as never)
          .run();
        row = read()!;
      }
      rows.set(key, row);
    }
    return row;
  }

  return (record) => {
    const own: Partial<Record<Relationship, Json>> = {};
    for (const relationship of RELATIONSHIPS) {
      const description = record[relationship];
      if (description == null) continue;
      const { reference, table } = RELATED[relationship];
      const id = record[reference];
      const shared =
        id !== null &&
        description.id === id &&
        saysAll(table, rowOf(relationship, description, id) as never, description);
      if (!shared) own[relationship] = recordFromRow(table, rowFromRecord(table, description) as never);
    }
    return own;
  };
}

/** Returns a function that gives a kept record, or null for one that was never described. Looks each up once. */
export function relatedReader(db: Db): (relationship: Relationship, id: number) => Json | null {
  const read = new Map<string, Json | null>();
  return (relationship, id) => {
    const key = `${relationship} ${id}`;
    let record = read.get(key);
    if (record === undefined) {
      const table = RELATED[relationship].table as WithId;
      const row = db.select().from(table).where(eq(table.id, id)).get();
      record = row === undefined ? null : recordFromRow(table, row as never);
      read.set(key, record);
    }
    return record;
  };
}
