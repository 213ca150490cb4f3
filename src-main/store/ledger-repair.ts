/** What only a rebuilding of the ledger does to it: frames whose file went away, numbers derived again. */
import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { FrameCost } from '../tasks/progress.ts';
import { addToTask, type FrameRow, keptReason, type WordedReason } from './ledger-store.ts';
import type { Db } from './open-store.ts';
import { frames, taskAssets, taskCells, tasks } from './schema/index.ts';
import { type CellRow, totalsOf } from './task-rows.ts';

/** Every frame that has a final state, in the order intended: what is to be held against the files. */
export function endedFrames(db: Db): FrameRow[] {
  return db
    .select()
    .from(frames)
    .where(inArray(frames.state, ['written', 'counted', 'rejected', 'lost']))
    .orderBy(asc(frames.id))
    .all();
}

/** Takes a frame whose file is gone out of all counts, with the reason. */
export function loseSafeFrame(db: Db, frame: FrameRow, reason: WordedReason, cost: FrameCost, now: number): void {
  db.transaction((tx) => {
    tx.update(frames)
      .set({ state: 'lost', ...keptReason(reason), modifiedAt: now })
      .where(eq(frames.uid, frame.uid))
      .run();
    addToTask(tx, frame, { acquired: -1, accepted: frame.state === 'counted' ? -1 : 0 }, cost, now);
  });
}

/** Notes where a frame's file is, when it was moved within the data folder. */
export function noteMoved(db: Db, uid: string, path: string, now: number): void {
  db.transaction((tx) => {
    tx.update(frames).set({ path, modifiedAt: now }).where(eq(frames.uid, uid)).run();
    tx.update(taskAssets).set({ path }).where(eq(taskAssets.frameUid, uid)).run();
  });
}

/**
 * Derives the counts of all cells from the ledger and what came from elsewhere, and the tasks' totals from their cells.
 * @returns uids of the tasks whose numbers were not what they should have been
 */
export function recount(db: Db, cost: FrameCost, now: number): string[] {
  return db.transaction((tx) => {
    const ledger = new Map(
      tx
        .select({
          cellId: frames.cellId,
          attempted: sql<number>`count(*)`,
          acquired: sql<number>`sum(${frames.state} in ('written', 'counted', 'rejected'))`,
          accepted: sql<number>`sum(${frames.state} = 'counted')`,
          accumulatedS: sql<number>`round(total(case when ${frames.state} = 'counted' then ${frames.exposureS} end), 9)`,
        })
        .from(frames)
        .where(eq(frames.purpose, 'task'))
        .groupBy(frames.cellId)
        .all()
        .map((row) => [row.cellId, row]),
    );
    const wrong = new Set<string>();
    for (const cell of tx.select().from(taskCells).all()) {
      const here = ledger.get(cell.id) ?? { attempted: 0, acquired: 0, accepted: 0, accumulatedS: 0 };
      const follows = {
        attempted: cell.attemptedElsewhere + here.attempted,
        acquired: cell.acquiredElsewhere + here.acquired,
        accepted: cell.acceptedElsewhere + here.accepted,
        accumulatedS: cell.accumulatedElsewhereS + here.accumulatedS,
      };
      if (agrees(cell, follows)) continue;
      wrong.add(cell.taskUid);
      tx.update(taskCells).set(follows).where(eq(taskCells.id, cell.id)).run();
    }
    for (const uid of wrong) {
      const cells = tx.select().from(taskCells).where(eq(taskCells.taskUid, uid)).all();
      tx.update(tasks)
        .set({ ...totalsOf(cells, cost), modifiedOn: now })
        .where(eq(tasks.uid, uid))
        .run();
    }
    return [...wrong];
  });
}

/** Sums of exposure times are rounded at every step. s */
const TIME_TOLERANCE_S = 1e-5;

function agrees(
  cell: CellRow,
  follows: Pick<CellRow, 'attempted' | 'acquired' | 'accepted' | 'accumulatedS'>,
): boolean {
  return (
    cell.attempted === follows.attempted &&
    cell.acquired === follows.acquired &&
    cell.accepted === follows.accepted &&
    Math.abs(cell.accumulatedS - follows.accumulatedS) < TIME_TOLERANCE_S
  );
}
