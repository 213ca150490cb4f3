/** Writes whole task records: new ones, replaced ones, and new plans for tasks that have frames already. */
import { eq, getTableName } from 'drizzle-orm';
import type { TaskRecord } from '../contract/task-record.ts';
import { preparedInsert } from './insert-many.ts';
import type { Db } from './open-store.ts';
import { rowFromRecord } from './record-mapping.ts';
import { RELATIONSHIPS, relatedWriter } from './related-store.ts';
import * as schema from './schema/index.ts';
import { cellRows, type NewCellRow, type RowContext, replannedCells, taskRow, totalsOf } from './task-rows.ts';

/** Wire fields of a task that its own row does not keep. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'filters',
  'filter_wheel_position_associations',
  'tiles',
  'request',
  'assignment_history',
  'task_asset_infos',
  'result',
  'queue_place',
  'cells',
  ...RELATIONSHIPS,
]);

/** Tables with the parts of a record that its creator decides. */
const PLAN_TABLES = [
  schema.taskFilters,
  schema.taskWheelPositions,
  schema.taskTiles,
  schema.taskRequests,
  schema.taskResults,
];

/** Tables to which a new task adds rows, all of them numbered by SQLite. What tasks refer to is not among them. */
export const TABLES_OF_NEW_TASKS: readonly string[] = [
  schema.tasks,
  schema.taskAssets,
  schema.taskCells,
  schema.taskHistory,
  ...PLAN_TABLES,
].map(getTableName);

export interface TaskWriter {
  create(record: TaskRecord, queueOrder: number): void;
  /** Puts the record in place of the task of the same uid, at its place in the queue. */
  replace(record: TaskRecord, queueOrder: number): void;
  /** Gives a task a new plan and keeps what happened to it here: status, counts, times, files. */
  replan(record: TaskRecord): void;
}

/** Gives one task a new plan, as `TaskWriter.replan` does, in a transaction of its own. */
export function replanTask(db: Db, record: TaskRecord, context: RowContext): void {
  db.transaction(() => taskWriter(db, context).replan(record));
}

/** To be used while a transaction is under way on the database: it prepares its statements once for many tasks. */
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
  const storeRelated = relatedWriter(db);

  function rowOf(record: TaskRecord, cells: readonly NewCellRow[], queueOrder: number) {
    const row = taskRow(record, cells, ELSEWHERE, queueOrder, context);
    Object.assign(row.extra!, storeRelated(record));
    return row;
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

  function writeAssets(record: TaskRecord): void {
    for (const asset of record.task_asset_infos ?? [])
      insertAsset({ ...rowFromRecord(schema.taskAssets, asset), taskUid: record.uid });
  }

  function writeHistory(record: TaskRecord, known: ReadonlySet<string>): void {
    for (const entry of record.assignment_history ?? []) {
      const row = { ...rowFromRecord(schema.taskHistory, entry), taskUid: record.uid };
      if (known.size === 0 || !known.has(historyKey(row))) insertHistory(row);
    }
  }

  /** An update adds to the history and takes nothing from it. */
  function addToHistory(record: TaskRecord): void {
    const here = db.select().from(schema.taskHistory).where(eq(schema.taskHistory.taskUid, record.uid)).all();
    writeHistory(record, new Set(here.map(historyKey)));
  }

  function clear(taskUid: string, tables: readonly PartTable[]): void {
    for (const table of tables) db.delete(table).where(eq(table.taskUid, taskUid)).run();
  }

  return {
    create(record, queueOrder) {
      const cells = cellRows(record);
      insertTask(rowOf(record, cells, queueOrder));
      writePlanParts(record);
      writeAssets(record);
      writeHistory(record, NOTHING);
      for (const cell of cells) insertCell(cell);
    },

    replace(record, queueOrder) {
      clear(record.uid, [...PLAN_TABLES, schema.taskAssets, schema.taskCells]);
      const cells = cellRows(record);
      db.update(schema.tasks)
        .set(rowOf(record, cells, queueOrder))
        .where(eq(schema.tasks.uid, record.uid))
        .run();
      writePlanParts(record);
      writeAssets(record);
      addToHistory(record);
      for (const cell of cells) insertCell(cell);
    },

    replan(record) {
      const { tasks, taskCells, taskTiles } = schema;
      const here = db.select().from(tasks).where(eq(tasks.uid, record.uid)).get()!;
      const before = {
        cells: db.select().from(taskCells).where(eq(taskCells.taskUid, record.uid)).orderBy(taskCells.cellIndex).all(),
        tiles: db.select().from(taskTiles).where(eq(taskTiles.taskUid, record.uid)).orderBy(taskTiles.seq).all(),
      };
      const cells = replannedCells(before, record);
      const { status, actualStartTime, actualEndTime, completedOn, assetsRevision } = here;
      db.update(tasks)
        .set({
          ...rowOf(record, cells, here.queueOrder),
          ...totalsOf(cells, context.cost),
          ...{ status, actualStartTime, actualEndTime, completedOn, assetsRevision },
        })
        .where(eq(tasks.uid, record.uid))
        .run();
      clear(record.uid, PLAN_TABLES);
      writePlanParts(record);
      addToHistory(record);
      const staying = new Set(cells.map((cell) => cell.id));
      for (const { id } of before.cells) {
        if (!staying.has(id)) db.delete(taskCells).where(eq(taskCells.id, id)).run();
      }
      for (const cell of cells) {
        if (cell.id === undefined) insertCell(cell);
        else db.update(taskCells).set(cell).where(eq(taskCells.id, cell.id)).run();
      }
    },
  };
}

type PartTable = (typeof PLAN_TABLES)[number] | typeof schema.taskAssets | typeof schema.taskCells;

const NOTHING: ReadonlySet<string> = new Set();

/** What makes two entries of a history the same. */
function historyKey(row: typeof schema.taskHistory.$inferInsert): string {
  const { at, who, fromStatus, toStatus, why, extra } = row;
  return JSON.stringify([at, who, fromStatus, toStatus, why, extra]);
}
