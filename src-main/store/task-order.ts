/** The order of the queue. Each task has a number; moving a task gives it one between its new neighbours'. */
import { and, asc, desc, eq, gt, inArray, lt, max, min, notInArray } from 'drizzle-orm';
import { ConsoleError } from '../contract/errors.ts';
import type { MoveTarget } from '../contract/procedures.ts';
import type { Db } from './open-store.ts';
import { tasks } from './schema/index.ts';

/** Distance between neighbours when places are handed out; halving it 40 times still leaves distinct numbers. */
const STEP = 1024;
const LEAST_GAP = 1e-9;

/** Numbers for tasks that join at the end: the returned function gives that of the i-th. */
export function reservePlacesAtEnd(db: Db, count: number): (i: number) => number {
  if (count === 0) return () => 0;
  const last =
    db
      .select({ last: max(tasks.queueOrder) })
      .from(tasks)
      .get()?.last ?? 0;
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
      throw new ConsoleError('not-found', `There is no task ${uids.find((uid) => !found.has(uid))}.`);
    }
    const [low, high] = gap(tx, to, uids) ?? renumbered(tx, to, uids);
    const step = (high - low) / (moving.length + 1);
    for (const [i, { uid }] of moving.entries()) {
      tx.update(tasks)
        .set({ queueOrder: low + step * (i + 1) })
        .where(eq(tasks.uid, uid))
        .run();
    }
    return moving.length;
  });
}

/** The free interval at the target; null when it has become too narrow for so many tasks. */
function gap(db: Db, to: MoveTarget, moving: readonly string[]): [number, number] | null {
  const others = moving.length <= 500 ? notInArray(tasks.uid, [...moving]) : undefined;
  if ('end' in to) {
    const edge = db
      .select({ first: min(tasks.queueOrder), last: max(tasks.queueOrder) })
      .from(tasks)
      .get();
    const span = STEP * (moving.length + 1);
    return to.end === 'first'
      ? [(edge?.first ?? 0) - span, edge?.first ?? 0]
      : [edge?.last ?? 0, (edge?.last ?? 0) + span];
  }
  const beside = 'before' in to ? to.before : to.after;
  if (moving.includes(beside)) throw new ConsoleError('bad-input', 'A task cannot be moved next to itself.');
  const anchor = db.select({ order: tasks.queueOrder }).from(tasks).where(eq(tasks.uid, beside)).get();
  if (anchor === undefined) throw new ConsoleError('not-found', `There is no task ${beside}.`);
  const [neighbour] =
    'before' in to
      ? db
          .select({ order: tasks.queueOrder })
          .from(tasks)
          .where(and(lt(tasks.queueOrder, anchor.order), others))
          .orderBy(desc(tasks.queueOrder))
          .limit(1)
          .all()
      : db
          .select({ order: tasks.queueOrder })
          .from(tasks)
          .where(and(gt(tasks.queueOrder, anchor.order), others))
          .orderBy(asc(tasks.queueOrder))
          .limit(1)
          .all();
  const span = STEP * (moving.length + 1);
  const [low, high] =
    'before' in to
      ? [neighbour?.order ?? anchor.order - span, anchor.order]
      : [anchor.order, neighbour?.order ?? anchor.order + span];
  return (high - low) / (moving.length + 1) < LEAST_GAP ? null : [low, high];
}

/** Hands out new numbers to the whole queue, then finds the interval again. Needed once in millions of moves. */
function renumbered(db: Db, to: MoveTarget, moving: readonly string[]): [number, number] {
  const all = db.select({ uid: tasks.uid }).from(tasks).orderBy(asc(tasks.queueOrder)).all();
  const step = STEP * (moving.length + 1);
  for (const [i, { uid }] of all.entries()) {
    db.update(tasks)
      .set({ queueOrder: step * (i + 1) })
      .where(eq(tasks.uid, uid))
      .run();
  }
  const found = gap(db, to, moving);
  if (found === null) throw new ConsoleError('internal', 'The queue could not be reordered.');
  return found;
}
