/** Changes of a task's status: allowed ones only, each with its entry in the history. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { ConsoleError } from '../contract/errors.ts';
import type { HistoryReason } from '../contract/history-reason.ts';
import type { TaskStatus } from '../contract/vocabulary.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import { mayFollow, timesAfter } from '../tasks/lifecycle.ts';
import { noSuchTask } from './no-such-task.ts';
import type { Db } from './open-store.ts';
import { taskHistory, tasks } from './schema/index.ts';

export interface StatusChange {
  readonly to: TaskStatus;
  readonly who: string;
  readonly why: Worded<HistoryReason>;
  readonly now: number;
}

/**
 * Changes a task's status, its times, `modified_on` and history in one transaction.
 * @throws ConsoleError `not-found`, or `wrong-state` when the lifecycle does not allow it
 */
export function changeStatus(db: Db, uid: string, change: StatusChange): void {
  db.transaction((tx) => {
    const task = tx.select().from(tasks).where(eq(tasks.uid, uid)).get();
    if (task === undefined) throw noSuchTask(uid);
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
        why: change.why.message,
        whyFacts: change.why.facts,
      })
      .run();
  });
}

/** The first entry in the history of a task that the console made by itself, with the status that it was made with. */
export function noteBeginning(db: Db, uid: string, { to, who, why, now }: StatusChange): void {
  db.insert(taskHistory)
    .values({ taskUid: uid, at: now, who, fromStatus: null, toStatus: to, why: why.message, whyFacts: why.facts })
    .run();
}

/**
 * Takes a person's cancellation back, as if it had not been: the one way out of a final status, for the person who went in by
 * mistake. A task that was being run when it was cancelled is interrupted.
 * @throws ConsoleError `wrong-state` when the task is not cancelled any more
 */
export function takeCancelBack(db: Db, uid: string, before: string, who: string, now: number): void {
  db.transaction((tx) => {
    const task = tx.select().from(tasks).where(eq(tasks.uid, uid)).get();
    if (task?.status !== 'canceled') {
      const facts = { code: 'cancel-overtaken', status: task?.status ?? null } as const;
      throw new ConsoleError('wrong-state', `The task is ${task?.status ?? 'gone'} by now.`, { facts });
    }
    const status = before === 'active' ? 'interrupted' : before;
    tx.update(tasks).set({ status, modifiedOn: now, actualEndTime: null }).where(eq(tasks.uid, uid)).run();
    const why = 'the cancellation was taken back';
    const whyFacts = { code: 'cancel-taken-back' } as const;
    tx.insert(taskHistory)
      .values({ taskUid: uid, at: now, who, fromStatus: 'canceled', toStatus: status, why, whyFacts })
      .run();
  });
}

/** Optical tasks whose time is over and whose status an expiry may still change. */
export function expiredTasks(
  db: Db,
  now: number,
): { uid: string; status: string; observatoryAcquiredFrames: number }[] {
  // The index is named, for left alone SQLite looks at all pending tasks: 80 ms where there are 100,000. It is a partial
  // one, of which SQLite must find the very condition.
  const expired = sql`rowid in (select rowid from tasks indexed by tasks_to_expire
    where expiration_time <= ${now} and status in ('unassigned', 'pending'))`;
  return db
    .select({ uid: tasks.uid, status: tasks.status, observatoryAcquiredFrames: tasks.observatoryAcquiredFrames })
    .from(tasks)
    .where(and(expired, inArray(tasks.taskType, [...OPTICAL_TASK_TYPES])))
    .all();
}

/** Tasks in a status, in queue order. */
export function tasksInStatus(db: Db, status: TaskStatus): { uid: string }[] {
  return db.select({ uid: tasks.uid }).from(tasks).where(eq(tasks.status, status)).orderBy(tasks.queueOrder).all();
}
