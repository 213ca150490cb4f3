/** Changes of a task's status: allowed ones only, each with its entry in the history. */
import { and, eq, inArray, isNotNull, lte } from 'drizzle-orm';
import { ConsoleError } from '../contract/errors.ts';
import type { TaskStatus } from '../contract/vocabulary.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import { mayFollow, timesAfter } from '../tasks/lifecycle.ts';
import type { Db } from './open-store.ts';
import { taskHistory, tasks } from './schema/index.ts';

export interface StatusChange {
  readonly to: TaskStatus;
  readonly who: string;
  readonly why: string;
  readonly now: number;
}

/**
 * Changes a task's status, its times, `modified_on` and history in one transaction.
 * @throws ConsoleError `not-found`, or `wrong-state` when the lifecycle does not allow it
 */
export function changeStatus(db: Db, uid: string, change: StatusChange): void {
  db.transaction((tx) => {
    const task = tx.select().from(tasks).where(eq(tasks.uid, uid)).get();
    if (task === undefined) throw new ConsoleError('not-found', `There is no task ${uid}.`);
    if (!mayFollow(task.status, change.to)) {
      throw new ConsoleError('wrong-state', `The task is ${task.status}; it cannot become ${change.to}.`);
    }
    const times = timesAfter(task, task.status, change.to, change.now);
    tx.update(tasks)
      .set({ status: change.to, modifiedOn: change.now, ...times })
      .where(eq(tasks.uid, uid))
      .run();
    tx.insert(taskHistory)
      .values({
        taskUid: uid,
        at: change.now,
        who: change.who,
        fromStatus: task.status,
        toStatus: change.to,
        why: change.why,
      })
      .run();
  });
}

/** Optical tasks whose time is over and whose status an expiry may still change. */
export function expiredTasks(
  db: Db,
  now: number,
): { uid: string; status: string; observatoryAcquiredFrames: number }[] {
  return db
    .select({ uid: tasks.uid, status: tasks.status, observatoryAcquiredFrames: tasks.observatoryAcquiredFrames })
    .from(tasks)
    .where(
      and(
        isNotNull(tasks.expirationTime),
        lte(tasks.expirationTime, now),
        inArray(tasks.status, ['unassigned', 'pending']),
        inArray(tasks.taskType, [...OPTICAL_TASK_TYPES]),
      ),
    )
    .all();
}

/** Tasks in a status, in queue order. */
export function tasksInStatus(db: Db, status: TaskStatus): { uid: string }[] {
  return db.select({ uid: tasks.uid }).from(tasks).where(eq(tasks.status, status)).orderBy(tasks.queueOrder).all();
}
