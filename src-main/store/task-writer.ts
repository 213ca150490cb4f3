/** Writes whole task records: new ones, replaced ones, and new plans for tasks that have frames already. */
import { eq } from 'drizzle-orm';
import type { TaskRecord } from '../contract/task-record.ts';
import { preparedInsert } from './insert-many.ts';
import type { Db } from './open-store.ts';
import { rowFromRecord } from './record-mapping.ts';
import { RELATED, RELATIONSHIPS, relatedWriter } from './related-store.ts';
import * as schema from './schema/index.ts';
import { carryCounts, cellRows, type RowContext, taskRow, totalsOf } from './task-rows.ts';

/** Wire fields of a task that are stored in tables of their own. */
const ELSEWHERE = [
  'filters',
  'filter_wheel_position_associations',
  'tiles',
  'request',
  'assignment_history',
  'task_asset_infos',
  'result',
  'cells',
];

/** Tables with the parts of a record that its creator decides. */
const PLAN_TABLES = [
  schema.taskFilters,
  schema.taskWheelPositions,
  schema.taskTiles,
  schema.taskRequests,
  schema.taskResults,
];
/** Tables with what happened to the task. */
const STORY_TABLES = [schema.taskHistory, schema.taskAssets];

export interface TaskWriter {
  create(record: TaskRecord, queueOrder: number): void;
  /** Puts the record in place of the task of the same uid, at its place in the queue. */
  replace(record: TaskRecord, queueOrder: number): void;
  /**
   * Gives a task a new plan and keeps what happened to it here: counts, times, files, history.
   * @param status what the task's status is to be
   */
  replan(record: TaskRecord, status: string): void;
}

/** To be used within one transaction: it prepares its statements once for many tasks. */
export function taskWriter(db: Db, context: RowContext): TaskWriter {
  const insertTask = preparedInsert(db, schema.tasks);
  const insertFilter = preparedInsert(db, schema.taskFilters);
  const insertPosition = preparedInsert(db, schema.taskWheelPositions);
  const insertTile = preparedInsert(db, schema.taskTiles);
  const insertCell = preparedInsert(db, schema.taskCells);
  const insertRequest = preparedInsert(db, schema.taskRequests);
  const insertHistory = preparedInsert(db, schema.taskHistory);
  const insertAsset = preparedInsert(db, schema.taskAssets);
  const insertResult = preparedInsert(db, schema.taskResults);
  const writeRelated = relatedWriter(db);

  /** Stores the related records that have an id; returns the wire fields that need not stay with the task itself. */
  function storeRelated(record: TaskRecord): Set<string> {
    const taken = new Set(ELSEWHERE);
    for (const relationship of RELATIONSHIPS) {
      const related = record[relationship];
      if (related == null) taken.add(relationship);
      else if (related.id != null && related.id === record[RELATED[relationship].reference]) {
        writeRelated(relationship, { ...related, id: related.id });
        taken.add(relationship);
      }
    }
    return taken;
  }

  function writePlanParts(record: TaskRecord): void {
    const taskUid = record.uid;
    for (const [seq, { id, name, ...extra }] of (record.filters ?? []).entries()) {
      insertFilter({ taskUid, seq, filterId: id, name: name ?? null, extra });
    }
    for (const [seq, item] of (record.filter_wheel_position_associations ?? []).entries()) {
      insertPosition({
        ...rowFromRecord(schema.taskWheelPositions, item),
        taskUid,
        seq,
        filterId: item.filter_id,
        position: item.position,
      });
    }
    for (const [seq, item] of (record.tiles ?? []).entries()) {
      insertTile({ ...rowFromRecord(schema.taskTiles, item), taskUid, seq, ra: item.ra, dec: item.dec });
    }
    if (record.request != null) insertRequest({ ...rowFromRecord(schema.taskRequests, record.request), taskUid });
    if (record.result != null) insertResult({ taskUid, body: record.result });
  }

  function writeStory(record: TaskRecord): void {
    const taskUid = record.uid;
    for (const entry of record.assignment_history ?? [])
      insertHistory({ ...rowFromRecord(schema.taskHistory, entry), taskUid });
    for (const asset of record.task_asset_infos ?? [])
      insertAsset({ ...rowFromRecord(schema.taskAssets, asset), taskUid });
  }

  function clear(
    taskUid: string,
    tables: readonly (typeof PLAN_TABLES)[number][] | readonly (typeof STORY_TABLES)[number][],
  ): void {
    for (const table of tables) db.delete(table).where(eq(table.taskUid, taskUid)).run();
  }

  return {
    create(record, queueOrder) {
      const cells = cellRows(record);
      insertTask(taskRow(record, cells, storeRelated(record), queueOrder, context));
      writePlanParts(record);
      writeStory(record);
      for (const cell of cells) insertCell(cell);
    },

    replace(record, queueOrder) {
      clear(record.uid, PLAN_TABLES);
      clear(record.uid, STORY_TABLES);
      db.delete(schema.taskCells).where(eq(schema.taskCells.taskUid, record.uid)).run();
      const cells = cellRows(record);
      const row = taskRow(record, cells, storeRelated(record), queueOrder, context);
      db.update(schema.tasks).set(row).where(eq(schema.tasks.uid, record.uid)).run();
      writePlanParts(record);
      writeStory(record);
      for (const cell of cells) insertCell(cell);
    },

    replan(record, status) {
      const here = db.select().from(schema.tasks).where(eq(schema.tasks.uid, record.uid)).get()!;
      const before = db.select().from(schema.taskCells).where(eq(schema.taskCells.taskUid, record.uid)).all();
      clear(record.uid, PLAN_TABLES);
      db.delete(schema.taskCells).where(eq(schema.taskCells.taskUid, record.uid)).run();
      const cells = carryCounts(before, cellRows(record));
      const { actualStartTime, actualEndTime, completedOn, assetsRevision, title, loopOrder, binning, gainSetting } =
        here;
      const row = taskRow(record, cells, storeRelated(record), here.queueOrder, context);
      db.update(schema.tasks)
        .set({
          ...row,
          ...totalsOf(cells, context.cost),
          ...{ status, actualStartTime, actualEndTime, completedOn, assetsRevision },
          // Upstream does not know this project's own fields: what it leaves out stays.
          title: record.title ?? title,
          loopOrder: record.loop_order ?? loopOrder,
          binning: record.binning ?? binning,
          gainSetting: record.gain_setting ?? gainSetting,
        })
        .where(eq(schema.tasks.uid, record.uid))
        .run();
      writePlanParts(record);
      for (const cell of cells) insertCell(cell);
    },
  };
}
