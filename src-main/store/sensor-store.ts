/** Measurements of the sensors over the nights, and the frames that they are made from. */
import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { SensorQuantity } from '../contract/vocabulary.ts';
import type { Db } from './open-store.ts';
import { frames, sensorMeasurements, taskRequests, tasks } from './schema/index.ts';

export type SensorMeasurement = Omit<typeof sensorMeasurements.$inferSelect, 'id'>;

/** Bias, dark and flat frames that count, oldest first, with what flats were taken of. */
export function framesToMeasure(db: Db) {
  return db
    .select({
      frame: frames,
      cameraId: tasks.cameraId,
      flatLight: sql<string | null>`json_extract(${taskRequests.extra}, '$.flat_light')`,
    })
    .from(frames)
    .innerJoin(tasks, eq(tasks.uid, frames.taskUid))
    .leftJoin(taskRequests, eq(taskRequests.taskUid, frames.taskUid))
    .where(and(eq(frames.state, 'counted'), inArray(frames.frameType, ['bias', 'dark', 'flat'])))
    .orderBy(frames.id)
    .all();
}
export type FrameToMeasure = ReturnType<typeof framesToMeasure>[number];

/** From which frames each set was measured: `setKey` → `framesKey`. */
export function measuredSets(db: Db, source: SensorMeasurement['source']): ReadonlyMap<string, string> {
  const rows = db
    .select({ setKey: sensorMeasurements.setKey, framesKey: sensorMeasurements.framesKey })
    .from(sensorMeasurements)
    .where(eq(sensorMeasurements.source, source))
    .all();
  return new Map(rows.map(({ setKey, framesKey }) => [setKey, framesKey]));
}

/** Keeps what was measured of sets; what was measured of them before is gone. */
export function keepMeasurements(db: Db, measurements: readonly SensorMeasurement[]): void {
  db.transaction((tx) => {
    dropMeasurements(
      tx,
      measurements.map(({ setKey }) => setKey),
    );
    for (const measurement of measurements) tx.insert(sensorMeasurements).values(measurement).run();
  });
}

/** Drops all that was measured of these sets: of which no frame counts any more, say. */
export function dropMeasurements(db: Db, setKeys: readonly string[]): void {
  for (const setKey of new Set(setKeys)) {
    db.delete(sensorMeasurements).where(eq(sensorMeasurements.setKey, setKey)).run();
  }
}

/** Measurements of a quantity that are made from frames rejected since, by id, with those frames. */
export function measurementsOfRejected(db: Db, quantity: SensorQuantity): ReadonlyMap<number, readonly string[]> {
  const rows = db.all<{ id: number; uid: string }>(sql`
    SELECT ${sensorMeasurements.id} AS id, ${frames.uid} AS uid
    FROM ${sensorMeasurements}, json_each(${sensorMeasurements.frames}) AS made_from
    JOIN ${frames} ON ${frames.uid} = json_extract(made_from.value, '$.name')
    WHERE ${sensorMeasurements.quantity} = ${quantity} AND ${frames.state} = 'rejected'`);
  const grouped = Map.groupBy(rows, ({ id }) => id);
  return new Map([...grouped].map(([id, some]) => [id, some.map(({ uid }) => uid)]));
}

/** The newest measurements of a quantity, newest first, without the lists of their frames. */
export function newestMeasurements(db: Db, quantity: SensorQuantity, limit: number) {
  const { frames: _, ...columns } = getTableColumns(sensorMeasurements);
  return db
    .select(columns)
    .from(sensorMeasurements)
    .where(eq(sensorMeasurements.quantity, quantity))
    .orderBy(desc(sensorMeasurements.takenAt), desc(sensorMeasurements.id))
    .limit(limit)
    .all();
}
export type ShownMeasurement = ReturnType<typeof newestMeasurements>[number];
