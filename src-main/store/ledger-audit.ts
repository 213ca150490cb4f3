/** What the books say, read at one moment, for holding it against itself and against the disk. */
import { and, asc, eq, exists, gt, inArray, or, sql } from 'drizzle-orm';
import { TASK_STATUSES } from '../contract/vocabulary.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import type { FrameRow } from './ledger-store.ts';
import type { Db } from './open-store.ts';
import { frames, taskAssets, taskCells, taskHistory, tasks } from './schema/index.ts';
import type { CellRow, TaskRow } from './task-rows.ts';

export type AuditedFrame = Pick<
  FrameRow,
  'uid' | 'taskUid' | 'purpose' | 'state' | 'cellId' | 'path' | 'exposureS' | 'startedAt' | 'bytes' | 'sha256'
>;

export type AuditedTask = Pick<
  TaskRow,
  | 'uid'
  | 'status'
  | 'accumulatedExposureTime'
  | 'observatoryAcquiredFrames'
  | 'progress'
  | 'actualStartTime'
  | 'completedOn'
  | 'assetsRevision'
>;

export interface Books {
  /** In the order intended. */
  readonly frames: readonly AuditedFrame[];
  /** Those that frames were ever begun for, here or elsewhere. */
  readonly cells: readonly CellRow[];
  /** Those that frames were begun for here, and those that are active. */
  readonly tasks: readonly AuditedTask[];
  /** Files that those tasks name. */
  readonly assets: readonly { taskUid: string; frameUid: string | null; path: string | null; sha256: string | null }[];
  /** Entries of this console's history that lead away from a final status, but for cancellations taken back. */
  readonly leftFinal: readonly { taskUid: string; fromStatus: string | null; toStatus: string | null }[];
}

/** Only a cancellation can be taken back, by a person. */
const FOR_GOOD = TASK_STATUSES.filter((status) => isFinal(status) && status !== 'canceled');

export function readBooks(db: Db): Books {
  return db.transaction((tx) => {
    const begunHere = exists(
      tx
        .select({ one: sql`1` })
        .from(frames)
        .where(and(eq(frames.taskUid, tasks.uid), eq(frames.purpose, 'task'))),
    );
    const audited = tx
      .select({
        uid: tasks.uid,
        status: tasks.status,
        accumulatedExposureTime: tasks.accumulatedExposureTime,
        observatoryAcquiredFrames: tasks.observatoryAcquiredFrames,
        progress: tasks.progress,
        actualStartTime: tasks.actualStartTime,
        completedOn: tasks.completedOn,
        assetsRevision: tasks.assetsRevision,
      })
      .from(tasks)
      .where(or(begunHere, eq(tasks.status, 'active')))
      .all();
    const framesOfTasks = tx.select({ uid: frames.taskUid }).from(frames).where(eq(frames.purpose, 'task'));
    return {
      tasks: audited,
      frames: tx
        .select({
          uid: frames.uid,
          taskUid: frames.taskUid,
          purpose: frames.purpose,
          state: frames.state,
          cellId: frames.cellId,
          path: frames.path,
          exposureS: frames.exposureS,
          startedAt: frames.startedAt,
          bytes: frames.bytes,
          sha256: frames.sha256,
        })
        .from(frames)
        .orderBy(asc(frames.id))
        .all(),
      cells: tx
        .select()
        .from(taskCells)
        .where(or(gt(taskCells.attempted, 0), gt(taskCells.acquired, 0), inArray(taskCells.taskUid, framesOfTasks)))
        .all(),
      assets: tx
        .select({
          taskUid: taskAssets.taskUid,
          frameUid: taskAssets.frameUid,
          path: taskAssets.path,
          sha256: taskAssets.sha256,
        })
        .from(taskAssets)
        .where(inArray(taskAssets.taskUid, framesOfTasks))
        .all(),
      leftFinal: tx
        .select({
          taskUid: taskHistory.taskUid,
          fromStatus: taskHistory.fromStatus,
          toStatus: taskHistory.toStatus,
        })
        .from(taskHistory)
        .where(
          and(
            inArray(taskHistory.fromStatus, FOR_GOOD),
            // Upstream's own story is not ours to judge.
            inArray(taskHistory.who, ['runner', 'console', 'observer', 'cli']),
          ),
        )
        .all(),
    };
  });
}
