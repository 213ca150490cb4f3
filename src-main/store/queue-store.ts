/** The queue as the screen pages through it and as the run works it off. */
import { and, asc, count, desc, eq, gt, inArray, lt, ne, type SQL, sql, sum } from 'drizzle-orm';
import type { QueueSort } from '../contract/procedures.ts';
import type { StatusCounts } from '../contract/views.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import type { Db } from './open-store.ts';
import { taskCells, taskFilters, taskHistory, taskRequests, tasks, taskTiles } from './schema/index.ts';
import type { CellRow, TaskRow } from './task-rows.ts';

/** A task with all that is needed to show or run it. */
export interface TaskWithParts {
  readonly task: TaskRow;
  readonly filters: readonly { readonly id: number; readonly name: string | null }[];
  readonly tiles: readonly (typeof taskTiles.$inferSelect)[];
  readonly cells: readonly CellRow[];
  readonly request: typeof taskRequests.$inferSelect | null;
}

export interface QueueFilter {
  readonly statuses?: readonly string[] | undefined;
  readonly taskTypes?: readonly string[] | undefined;
  readonly text?: string | undefined;
}

const SORT_COLUMN = {
  place: tasks.queueOrder,
  title: sql`${tasks.title} collate nocase`,
  taskType: tasks.taskType,
  status: tasks.status,
  progress: tasks.progress,
  plannedStart: tasks.plannedStartTime,
  expiration: tasks.expirationTime,
  modifiedOn: tasks.modifiedOn,
} as const satisfies Record<QueueSort, unknown>;

/**
 * The plus signs keep SQLite from gathering the tasks of a status first and sorting them: it is to walk along the index
 * `tasks_to_search`, which has the queue's order and all that is asked for here.
 */
function conditionsOf(filter: QueueFilter): SQL | undefined {
  const words = filter.text?.replaceAll('\0', ' ').trim().toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return and(
    filter.statuses === undefined ? undefined : inArray(sql`+${tasks.status}`, [...filter.statuses]),
    filter.taskTypes === undefined ? undefined : inArray(sql`+${tasks.taskType}`, [...filter.taskTypes]),
    ...rarestFirst(words).map(findsWord),
  );
}

/** SQLite looks for them in this order and for the later ones only where the earlier ones are: numbers tell tasks apart. */
function rarestFirst(words: readonly string[]): string[] {
  const commonness = (word: string) => (/\d/.test(word) ? 0 : 100) - Math.min(word.length, 50);
  return [...words].sort((a, b) => commonness(a) - commonness(b));
}

/** Two or three digits are meant as part of a name: in uids they stand by chance. A longer piece finds the uid too. */
const SHORTEST_UID_PIECE = 6;

function findsWord(word: string): SQL {
  if (word.length >= SHORTEST_UID_PIECE) return sql`instr(${tasks.searchText}, ${word}) > 0`;
  // In one go the word and the end of the line behind it.
  const literal = word.replace(/[*?[]/g, '[$&]');
  return sql`${tasks.searchText} glob ${`*${literal}*\n*`}`;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly sort: QueueSort;
  readonly descending: boolean;
}

/** One page of the queue. `places` are the tasks' places over the whole queue, from 1. */
export function pageQueue(
  db: Db,
  filter: QueueFilter,
  page: Page,
): { total: number; tasks: TaskWithParts[]; places: number[] } {
  const where = conditionsOf(filter);
  // Along an index of the sorted column one would meet few of the tasks that a filter wants, and read all the others.
  const column = where === undefined ? SORT_COLUMN[page.sort] : sql`+${SORT_COLUMN[page.sort]}`;
  const direction = page.descending ? desc : asc;
  const found = db
    .select({ rowid: ROW_ID })
    .from(tasks)
    .where(where)
    .orderBy(
      ...(page.sort === 'place'
        ? [direction(tasks.queueOrder)]
        : [sql`${direction(column)} nulls last`, tasks.queueOrder]),
    )
    .limit(page.limit)
    .offset(page.offset)
    .all()
    .map((row) => row.rowid);
  const rows = rowsOf(db, found);
  const total = totalOf(db, where, page, rows);
  const plain = where === undefined && page.sort === 'place';
  const places = plain
    ? rows.map((_, i) => (page.descending ? total - page.offset - i : page.offset + i + 1))
    : placesOf(db, rows);
  return { total, tasks: withParts(db, rows), places };
}

/** How many tasks there are on all pages, given one of them. */
function totalOf(db: Db, where: SQL | undefined, page: Page, rows: readonly TaskRow[]): number {
  const last = rows.at(-1);
  // A page that is not full is the last one, and there is no need to count.
  if (rows.length < page.limit && (last !== undefined || page.offset === 0)) return page.offset + rows.length;
  if (last === undefined || where === undefined || page.sort !== 'place') return countTasks(db, where);
  // What is up to here was looked through already.
  const behind = (page.descending ? lt : gt)(tasks.queueOrder, last.queueOrder);
  return page.offset + rows.length + countTasks(db, and(where, behind));
}

function countTasks(db: Db, where: SQL | undefined): number {
  return db.select({ total: count() }).from(tasks).where(where).get()?.total ?? 0;
}

/** SQLite's own number of a row, which every index has with it. */
const ROW_ID = sql<number>`rowid`;

function rowsOf(db: Db, rowids: readonly number[]): TaskRow[] {
  const rows = db
    .select({ rowid: ROW_ID, task: tasks })
    .from(tasks)
    .where(inArray(ROW_ID, [...rowids]))
    .all();
  const byRowid = new Map(rows.map((row) => [row.rowid, row.task]));
  return rowids.map((rowid) => byRowid.get(rowid)!);
}

/** Counted from the top once per page and from there on only between the rows. */
function placesOf(db: Db, rows: readonly TaskRow[]): number[] {
  const between = db
    .select({ n: count() })
    .from(tasks)
    .where(and(gt(tasks.queueOrder, sql.placeholder('from')), lt(tasks.queueOrder, sql.placeholder('to'))))
    .prepare();
  const places = new Map<string, number>();
  let place = 0;
  let from = Number.NEGATIVE_INFINITY;
  for (const row of [...rows].sort((a, b) => a.queueOrder - b.queueOrder)) {
    place += (between.get({ from, to: row.queueOrder })?.n ?? 0) + 1;
    from = row.queueOrder;
    places.set(row.uid, place);
  }
  return rows.map((row) => places.get(row.uid)!);
}

export function placeOf(db: Db, task: TaskRow): number {
  return placesOf(db, [task])[0]!;
}

/** One task with its parts; null when there is none. */
export function loadTask(db: Db, uid: string): TaskWithParts | null {
  return loadTasks(db, [uid])[0] ?? null;
}

/** Those that are there, in any order. For some hundred at a time. */
export function loadTasks(db: Db, uids: readonly string[]): TaskWithParts[] {
  const rows = db
    .select()
    .from(tasks)
    .where(inArray(tasks.uid, [...uids]))
    .all();
  return withParts(db, rows);
}

export function withParts(db: Db, rows: readonly TaskRow[]): TaskWithParts[] {
  if (rows.length === 0) return [];
  const uids = rows.map((row) => row.uid);
  const filters = Map.groupBy(
    db.select().from(taskFilters).where(inArray(taskFilters.taskUid, uids)).orderBy(taskFilters.seq).all(),
    (row) => row.taskUid,
  );
  const tiles = Map.groupBy(
    db.select().from(taskTiles).where(inArray(taskTiles.taskUid, uids)).orderBy(taskTiles.seq).all(),
    (row) => row.taskUid,
  );
  const cells = Map.groupBy(
    db.select().from(taskCells).where(inArray(taskCells.taskUid, uids)).orderBy(taskCells.cellIndex).all(),
    (row) => row.taskUid,
  );
  const requests = new Map(
    db
      .select()
      .from(taskRequests)
      .where(inArray(taskRequests.taskUid, uids))
      .all()
      .map((row) => [row.taskUid, row]),
  );
  return rows.map((task) => {
    const request = requests.get(task.uid) ?? null;
    const own = (filters.get(task.uid) ?? []).map((row) => ({ id: row.filterId, name: row.name }));
    const asked = (request?.filterIds ?? []).map((id) => ({ id, name: null }));
    return {
      task,
      filters: own.length > 0 ? own : asked,
      tiles: tiles.get(task.uid) ?? [],
      cells: cells.get(task.uid) ?? [],
      request,
    };
  });
}

/** Written as the index `tasks_to_do` has it: SQLite uses a partial index only where it finds its very condition. */
export const IS_TO_DO = sql`status in ('pending', 'interrupted', 'active')`;

/** Tasks that a run may take up, in queue order: interrupted ones and pending ones of the optical types. */
export function* runnableTasks(db: Db, instrumentId: number): Generator<TaskWithParts> {
  const BATCH = 50;
  let after = Number.NEGATIVE_INFINITY;
  for (;;) {
    const rows = db
      .select()
      .from(tasks)
      .where(
        and(
          IS_TO_DO,
          ne(tasks.status, 'active'),
          inArray(tasks.taskType, [...OPTICAL_TASK_TYPES]),
          eq(tasks.instrumentId, instrumentId),
          Number.isFinite(after) ? sql`${tasks.queueOrder} > ${after}` : undefined,
        ),
      )
      .orderBy(asc(tasks.queueOrder))
      .limit(BATCH)
      .all();
    yield* withParts(db, rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.queueOrder;
  }
}

export function countByStatus(db: Db): StatusCounts {
  const rows = db.select({ status: tasks.status, n: count() }).from(tasks).groupBy(tasks.status).all();
  return {
    total: rows.reduce((total, row) => total + row.n, 0),
    byStatus: Object.fromEntries(rows.map((row) => [row.status, row.n])),
  };
}

/** Seconds that all tasks still to be run on an instrument need. */
export function remainingOfQueue(db: Db, instrumentId: number): number {
  const row = db
    .select({ remaining: sum(tasks.remainingS) })
    .from(tasks)
    .where(and(IS_TO_DO, eq(tasks.instrumentId, instrumentId)))
    .get();
  return Number(row?.remaining ?? 0);
}

/** Frames that all tasks still to be run on an instrument ask for. */
export function missingFramesOfQueue(db: Db, instrumentId: number): number {
  const row = db
    .select({ missing: sql<number>`coalesce(sum(max(0, ${taskCells.plannedFrames} - ${taskCells.accepted})), 0)` })
    .from(tasks)
    .innerJoin(taskCells, eq(taskCells.taskUid, tasks.uid))
    .where(and(inArray(tasks.status, ['pending', 'interrupted', 'active']), eq(tasks.instrumentId, instrumentId)))
    .get();
  return row?.missing ?? 0;
}

export function historyOf(db: Db, uid: string) {
  return db.select().from(taskHistory).where(eq(taskHistory.taskUid, uid)).orderBy(asc(taskHistory.rowId)).all();
}
