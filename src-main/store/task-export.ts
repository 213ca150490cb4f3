/** Gives tasks back under their wire names: everything that import took, with what happened since. */
import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './open-store.ts';
import { recordFromRow } from './record-mapping.ts';
import { RELATED, RELATIONSHIPS, relatedReader } from './related-store.ts';
import * as schema from './schema/index.ts';
import type { TaskRow } from './task-rows.ts';

type Json = Record<string, unknown>;

/** Fields of this project's own: left out where they say nothing. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['title', 'loop_order', 'binning', 'gain_setting', 'name']);

/** Tasks read at a time: bounds memory, however long the queue. */
const BATCH = 500;

/** Task records in queue order, in batches. */
export function* exportTasks(db: Db, statuses?: readonly string[]): Generator<Json> {
  const related = relatedReader(db);
  let after = Number.NEGATIVE_INFINITY;
  let place = 0;
  for (;;) {
    const wanted = statuses === undefined ? undefined : inArray(schema.tasks.status, [...statuses]);
    const rows = db
      .select()
      .from(schema.tasks)
      .where(and(Number.isFinite(after) ? gt(schema.tasks.queueOrder, after) : undefined, wanted))
      .orderBy(asc(schema.tasks.queueOrder))
      .limit(BATCH)
      .all();
    for (const record of recordsOf(db, rows, related)) yield { ...record, queue_place: ++place };
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.queueOrder;
  }
}

/** One task's record; null when there is none. */
export function exportTask(db: Db, uid: string): Json | null {
  const rows = db.select().from(schema.tasks).where(eq(schema.tasks.uid, uid)).all();
  return recordsOf(db, rows, relatedReader(db))[0] ?? null;
}

function recordsOf(db: Db, rows: readonly TaskRow[], related: ReturnType<typeof relatedReader>): Json[] {
  if (rows.length === 0) return [];
  const uids = rows.map((row) => row.uid);
  const filters = partsOf(db, schema.taskFilters, uids, schema.taskFilters.seq);
  const positions = partsOf(db, schema.taskWheelPositions, uids, schema.taskWheelPositions.seq);
  const tiles = partsOf(db, schema.taskTiles, uids, schema.taskTiles.seq);
  const requests = partsOf(db, schema.taskRequests, uids, schema.taskRequests.taskUid);
  const history = partsOf(db, schema.taskHistory, uids, schema.taskHistory.rowId);
  const assets = partsOf(db, schema.taskAssets, uids, schema.taskAssets.rowId);
  const results = partsOf(db, schema.taskResults, uids, schema.taskResults.taskUid);
  const cells = partsOf(db, schema.taskCells, uids, schema.taskCells.cellIndex);

  return rows.map((row) => {
    const { uid } = row;
    const record = recordFromRow(schema.tasks, row, OWN_FIELDS);
    const nested: Json = {};
    for (const relationship of RELATIONSHIPS) {
      const id = record[RELATED[relationship].reference];
      nested[relationship] = typeof id === 'number' ? related(relationship, id) : null;
    }
    const request = requests(uid)[0];
    return {
      ...nested,
      ...record,
      filters: filters(uid).map(({ filterId, name, extra }) => ({
        id: filterId,
        ...(name === null ? {} : { name }),
        ...extra,
      })),
      filter_wheel_position_associations: positions(uid).map((item) => recordFromRow(schema.taskWheelPositions, item)),
      tiles: tiles(uid).map((item) => recordFromRow(schema.taskTiles, item, OWN_FIELDS)),
      request: request === undefined ? null : recordFromRow(schema.taskRequests, request),
      assignment_history: history(uid).map((item) => recordFromRow(schema.taskHistory, item)),
      task_asset_infos: assets(uid).map((item) => recordFromRow(schema.taskAssets, item)),
      result: results(uid)[0]?.body ?? null,
      cells: cells(uid).map((cell) => ({
        tile_index: cell.tileIndex,
        filter_id: cell.filterId,
        planned_frames: cell.plannedFrames,
        frame_exposure_time: cell.frameExposureS,
        attempted: cell.attempted,
        acquired: cell.acquired,
        accepted: cell.accepted,
        accumulated_exposure_time: cell.accumulatedS,
      })),
    };
  });
}

interface PartTable extends SQLiteTable {
  taskUid: SQLiteColumn;
}

/** The rows of a part's table for many tasks in one query; the returned function gives one task's. */
function partsOf<Table extends PartTable>(
  db: Db,
  table: Table,
  uids: readonly string[],
  order: SQLiteColumn,
): (uid: string) => Table['$inferSelect'][] {
  const byTask = new Map<string, Table['$inferSelect'][]>();
  const rows = db
    .select()
    .from(table as PartTable)
    .where(inArray(table.taskUid, [...uids]))
    .orderBy(order)
    .all();
  for (const row of rows) {
    const uid = row.taskUid as string;
    const list = byTask.get(uid);
    if (list === undefined) byTask.set(uid, [row]);
    else list.push(row);
  }
  return (uid) => byTask.get(uid) ?? [];
}
