/** The order of the queue. Each task has a number; moving a task gives it one between its new neighbours'. */
import { asc, desc, eq, gt, inArray, lt, lte, max, min, type SQL, sql } from 'drizzle-orm';
import { ConsoleError } from '../contract/errors.ts';
import type { MoveTarget } from '../contract/procedures.ts';
import { noSuchTask } from './no-such-task.ts';
import type { Db } from './open-store.ts';
import { tasks } from './schema/index.ts';

/** Distance between neighbours when places are handed out. */
const STEP = 1024;
/** Numbers nearer to each other than this part of their size are about to become equal in floating point. */
const LEAST_GAP = 2 ** -48;
/** Where gaps have become too narrow, neighbours are spread out to at least this part of their size. */
const SPREAD_GAP = 2 ** -40;
/** How many neighbours to either side are spread out at first. */
const FIRST_REACH = 64;

/** Numbers for tasks that join at the end: the returned function gives that of the i-th. */
export function reservePlacesAtEnd(db: Db, count: number): (i: number) => number {
  if (count === 0) return () => 0;
  const last = edgeOf(db, max(tasks.queueOrder));
  return (i) => last + STEP * (i + 1);
}

/**
 * Moves tasks, in their present order among themselves, to a place in the queue.
 * @throws ConsoleError `not-found` for a task that is not there, `bad-input` for a move beside itself
 */
export function moveTasks(db: Db, uids: readonly string[], to: MoveTarget): number {
  return db.transaction((tx) => {
    const moving = tx
      .select({ uid: tasks.uid })
      .from(tasks)
      .where(inArray(tasks.uid, [...uids]))
      .orderBy(asc(tasks.queueOrder))
      .all();
    if (moving.length !== new Set(uids).size) {
      const found = new Set(moving.map((row) => row.uid));
      throw noSuchTask(uids.find((uid) => !found.has(uid))!);
    }
    let interval = gap(tx, to, uids);
    if (!hasRoom(interval, moving.length)) {
      spreadOut(tx, interval[0], moving.length);
      interval = gap(tx, to, uids);
    }
    placeEvenly(tx, moving, interval);
    return moving.length;
  });
}

type Interval = readonly [low: number, high: number];

/** The interval at the target that is free of other tasks. */
function gap(db: Db, to: MoveTarget, moving: readonly string[]): Interval {
  const span = STEP * (moving.length + 1);
  if ('end' in to) {
    if (to.end === 'first') {
      const first = edgeOf(db, min(tasks.queueOrder));
      return [first - span, first];
    }
    const last = edgeOf(db, max(tasks.queueOrder));
    return [last, last + span];
  }
  const before = 'before' in to;
  const beside = before ? to.before : to.after;
  if (moving.includes(beside)) {
    const facts = { code: 'beside-itself' } as const;
    throw new ConsoleError('bad-input', 'A task cannot be moved next to itself.', { facts });
  }
  const anchor = db.select({ order: tasks.queueOrder }).from(tasks).where(eq(tasks.uid, beside)).get();
  if (anchor === undefined) throw noSuchTask(beside);
  const neighbour = db
    .select({ order: tasks.queueOrder })
    .from(tasks)
    .where((before ? lt : gt)(tasks.queueOrder, anchor.order))
    .orderBy((before ? desc : asc)(tasks.queueOrder))
    .limit(1)
    .get();
  return before
    ? [neighbour?.order ?? anchor.order - span, anchor.order]
    : [anchor.order, neighbour?.order ?? anchor.order + span];
}

/** The first or the last number in use. Asked for one at a time, SQLite finds it without walking along the index. */
function edgeOf(db: Db, edge: SQL<number | null>): number {
  return db.select({ edge }).from(tasks).get()?.edge ?? 0;
}

function hasRoom([low, high]: Interval, count: number): boolean {
  return (high - low) / (count + 1) > LEAST_GAP * Math.max(Math.abs(low), Math.abs(high));
}

function placeEvenly(db: Db, rows: readonly { readonly uid: string }[], [low, high]: Interval): void {
  const update = db
    .update(tasks)
    .set({ queueOrder: sql`${sql.placeholder('order')}` })
    .where(eq(tasks.uid, sql.placeholder('uid')))
    .prepare();
  const step = (high - low) / (rows.length + 1);
  for (const [i, { uid }] of rows.entries()) update.run({ uid, order: low + step * (i + 1) });
}

/**
 * Makes room for `count` tasks behind a place, by spreading out as few of its neighbours as will do: the whole queue may be
 * long, and a person waits.
 */
function spreadOut(db: Db, place: number, count: number): void {
  const columns = { uid: tasks.uid, order: tasks.queueOrder };
  for (let reach = FIRST_REACH; ; reach *= 8) {
    const query = () =>
      db
        .select(columns)
        .from(tasks)
        .limit(reach + 1);
    const below = query().where(lte(tasks.queueOrder, place)).orderBy(desc(tasks.queueOrder)).all();
    const above = query().where(gt(tasks.queueOrder, place)).orderBy(asc(tasks.queueOrder)).all();
    const under = below.length > reach ? below.pop()!.order : null;
    const over = above.length > reach ? above.pop()!.order : null;
    const rows = [...below.reverse(), ...above];
    const span = STEP * (rows.length + 1) * (count + 1);
    const low = under ?? (rows[0]?.order ?? 0) - span;
    const high = over ?? (rows.at(-1)?.order ?? 0) + span;
    const least = SPREAD_GAP * Math.max(Math.abs(low), Math.abs(high)) * (count + 1);
    if ((high - low) / (rows.length + 1) < least) continue;
    placeEvenly(db, rows, [low, high]);
    return;
  }
}

/** Where tasks stand now, for putting them back there. */
export function ordersOf(db: Db, uids: readonly string[]): { uid: string; queueOrder: number }[] {
  return db
    .select({ uid: tasks.uid, queueOrder: tasks.queueOrder })
    .from(tasks)
    .where(inArray(tasks.uid, [...uids]))
    .all();
}

/** Puts tasks back where they stood. */
export function putBack(db: Db, orders: readonly { readonly uid: string; readonly queueOrder: number }[]): void {
  db.transaction((tx) => {
    for (const { uid, queueOrder } of orders) tx.update(tasks).set({ queueOrder }).where(eq(tasks.uid, uid)).run();
  });
}
