/** Records that a task brings along: kept by id where they have one of their own, and given back on export. */
import { eq } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './open-store.ts';
import { recordFromRow, rowFromRecord } from './record-mapping.ts';
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

/** Returns a function that stores described records; one that was just stored as it is costs nothing. */
export function relatedWriter(db: Db): (relationship: Relationship, record: Json & { id: number }) => void {
  const lastWritten = new Map<string, string>();
  return (relationship, record) => {
    const key = `${relationship} ${record.id}`;
    const text = JSON.stringify(record);
    if (lastWritten.get(key) === text) return;
    lastWritten.set(key, text);
    const table = RELATED[relationship].table as WithId;
    const present = db.select().from(table).where(eq(table.id, record.id)).get() as
      | (Json & { extra: Json })
      | undefined;
    const described = rowFromRecord(table, record) as Json & { extra: Json };
    // What the description leaves out stays as it was: upstream's short form must not wipe what the site has set up.
    const given = Object.fromEntries(Object.entries(described).filter(([, value]) => value !== null));
    const row: Json = { ...present, ...given, id: record.id, extra: { ...present?.extra, ...described.extra } };
    db.insert(table)
      .values(row as never)
      .onConflictDoUpdate({ target: table.id, set: row as never })
      .run();
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
