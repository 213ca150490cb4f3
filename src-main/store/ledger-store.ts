/**
 * The frame ledger: intended → exposing → reading → written → counted | rejected, or lost with a reason. Every change of
 * what counts happens in one transaction with the task's numbers, so that no crash can leave them apart.
 */
import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { ConsoleError } from '../contract/errors.ts';
import type { FrameReason } from '../contract/frame-reason.ts';
import type { FrameStatistics } from '../contract/views.ts';
import { ASSET_ROLE, type FrameState, type FrameType } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import type { FrameCost } from '../tasks/progress.ts';
import { commitUnsynced } from './commit-unsynced.ts';
import type { Db } from './open-store.ts';
import { frames, taskAssets, taskCells, tasks } from './schema/index.ts';
import { totalsOf } from './task-rows.ts';

export type FrameRow = typeof frames.$inferSelect;

/** Why a frame does not count, as the ledger keeps it. */
export type WordedReason = Worded<FrameReason>;

/** What is known of a frame before its shutter opens. */
export type IntendedFrame = Pick<
  typeof frames.$inferInsert,
  | 'uid'
  | 'taskUid'
  | 'purpose'
  | 'frameType'
  | 'cellIndex'
  | 'tileIndex'
  | 'filterId'
  | 'filterName'
  | 'attempt'
  | 'night'
  | 'path'
  | 'exposureS'
  | 'binning'
  | 'width'
  | 'height'
  | 'gain'
  | 'offset'
  | 'readoutMode'
  | 'setPointC'
  | 'saturationAdu'
>;

/** What the instrument host reports of a frame whose file is safe. */
export interface WrittenFrame {
  readonly startedAt: number;
  readonly exposureS: number;
  readonly width: number;
  readonly height: number;
  readonly sensorStartC: number | null;
  readonly sensorEndC: number | null;
  readonly saturationAdu: number;
  readonly eGain: number | null;
  readonly readNoiseE: number | null;
  readonly statistics: FrameStatistics;
  readonly bytes: number;
  readonly sha256: string;
}

/** Commits the intention to take a frame for a task's cell as it is planned now (or a test frame); counts the attempt. */
export function intendFrame(db: Db, frame: IntendedFrame, now: number): void {
  db.transaction((tx) => {
    const cellId =
      frame.taskUid != null && frame.purpose === 'task' ? cellAt(tx, frame.taskUid, frame.cellIndex) : null;
    tx.insert(frames)
      .values({ ...frame, cellId, state: 'intended', createdAt: now, modifiedAt: now })
      .run();
    if (cellId === null) return;
    tx.update(taskCells)
      .set({ attempted: sql`${taskCells.attempted} + 1` })
      .where(eq(taskCells.id, cellId))
      .run();
  });
}

function cellAt(db: Db, taskUid: string, cellIndex: number): number | null {
  const at = and(eq(taskCells.taskUid, taskUid), eq(taskCells.cellIndex, cellIndex));
  return db.select({ id: taskCells.id }).from(taskCells).where(at).get()?.id ?? null;
}

/** Notes that the frame has come further: exposing, reading. The first frame begun sets its task's start. */
export function advanceFrame(db: Db, uid: string, state: 'exposing' | 'reading', startedAt: number, now: number): void {
  const advance = () =>
    db.transaction((tx) => {
      const before: FrameState[] = state === 'exposing' ? ['intended'] : ['intended', 'exposing'];
      const changed = tx
        .update(frames)
        .set({ state, startedAt, modifiedAt: now })
        .where(and(eq(frames.uid, uid), inArray(frames.state, before)))
        .returning({ taskUid: frames.taskUid, purpose: frames.purpose })
        .get();
      if (changed?.taskUid != null && changed.purpose === 'task') noteStart(tx, changed.taskUid, startedAt, now);
    });
  // After a power cut an open frame is settled by its file, however far it is said to have come; counting notes the start again.
  commitUnsynced(db, advance);
}

function noteStart(tx: Db, taskUid: string, startedAt: number, now: number): void {
  tx.update(tasks)
    .set({ actualStartTime: startedAt, modifiedOn: now })
    .where(and(eq(tasks.uid, taskUid), isNull(tasks.actualStartTime)))
    .run();
}

/** Notes a test frame's file as safe. It counts for nothing. */
export function noteWritten(db: Db, uid: string, written: WrittenFrame, now: number): void {
  db.update(frames)
    .set({ ...written, state: 'written', modifiedAt: now })
    .where(eq(frames.uid, uid))
    .run();
}

/**
 * Counts a frame whose file is safe: ledger row, cell, task totals, asset and revision in one transaction.
 * Counting a frame twice changes nothing.
 */
export function countFrame(db: Db, uid: string, written: WrittenFrame, cost: FrameCost, now: number): void {
  db.transaction((tx) => {
    const frame = mustFindFrame(tx, uid);
    if (frame.state === 'counted' || frame.state === 'rejected') return;
    tx.update(frames)
      .set({ ...written, state: 'counted', ...NO_REASON, modifiedAt: now })
      .where(eq(frames.uid, uid))
      .run();
    addToTask(tx, { ...frame, ...written }, { acquired: 1, accepted: 1 }, cost, now);
    // A frame that a crash left behind may have been begun without its beginning being noted.
    if (frame.taskUid !== null && frame.purpose === 'task') noteStart(tx, frame.taskUid, written.startedAt, now);
  });
}

/** Keeps a frame whose file is safe out of the counts from the start, because a check found it wanting. */
export function refuseFrame(
  db: Db,
  uid: string,
  written: WrittenFrame,
  reason: WordedReason,
  cost: FrameCost,
  now: number,
): void {
  db.transaction((tx) => {
    noteWritten(tx, uid, written, now);
    rejectFrame(tx, uid, reason, cost, now);
  });
}

/** Takes a safe file out of the counts, with the reason. False when it was rejected already. */
export function rejectFrame(db: Db, uid: string, reason: WordedReason, cost: FrameCost, now: number): boolean {
  return db.transaction((tx) => {
    const frame = mustFindFrame(tx, uid);
    if (frame.state === 'rejected') return false;
    if (frame.state !== 'counted' && frame.state !== 'written') {
      throw new ConsoleError(
        'wrong-state',
        `The frame is ${frame.state}; only a frame with a safe file can be rejected.`,
        { facts: { code: 'not-to-reject', state: frame.state } },
      );
    }
    tx.update(frames)
      .set({ state: 'rejected', ...keptReason(reason), modifiedAt: now })
      .where(eq(frames.uid, uid))
      .run();
    const change = frame.state === 'counted' ? { acquired: 0, accepted: -1 } : { acquired: 1, accepted: 0 };
    addToTask(tx, frame, change, cost, now);
    return true;
  });
}

/** Takes a rejection back: the frame counts again (a test frame is merely kept again). */
export function restoreFrame(db: Db, uid: string, cost: FrameCost, now: number): boolean {
  return db.transaction((tx) => {
    const frame = mustFindFrame(tx, uid);
    if (frame.state === 'counted' || frame.state === 'written') return false;
    if (frame.state !== 'rejected') {
      const facts = { code: 'not-to-restore', state: frame.state } as const;
      throw new ConsoleError('wrong-state', `The frame is ${frame.state}; only a rejected frame can be restored.`, {
        facts,
      });
    }
    const state = frame.purpose === 'task' ? 'counted' : 'written';
    tx.update(frames)
      .set({ state, ...NO_REASON, modifiedAt: now })
      .where(eq(frames.uid, uid))
      .run();
    if (frame.purpose !== 'task') return true;
    addToTask(tx, frame, { acquired: 0, accepted: 1 }, cost, now);
    // Another may have been taken in its place meanwhile.
    if (frame.cellId !== null) {
      tx.update(taskCells)
        .set({ surplusAllowed: sql`${taskCells.surplusAllowed} + 1` })
        .where(eq(taskCells.id, frame.cellId))
        .run();
    }
    return true;
  });
}

/** Ends a frame that has no safe file. */
export function loseFrame(db: Db, uid: string, reason: WordedReason, now: number): void {
  db.update(frames)
    .set({ state: 'lost', ...keptReason(reason), modifiedAt: now })
    .where(and(eq(frames.uid, uid), inArray(frames.state, ['intended', 'exposing', 'reading'])))
    .run();
}

const NO_REASON = { reason: '', reasonFacts: null } as const;

/** A reason as columns of a frame. */
export function keptReason({ message, facts }: WordedReason): Pick<FrameRow, 'reason' | 'reasonFacts'> {
  return { reason: message, reasonFacts: facts };
}

type SafeFrame = Pick<
  FrameRow,
  'uid' | 'taskUid' | 'purpose' | 'frameType' | 'cellId' | 'path' | 'exposureS' | 'bytes' | 'sha256'
>;

/** Changes the numbers of a frame's cell and task, and the task's list of files, with what the frame counts for. */
export function addToTask(
  tx: Db,
  frame: SafeFrame,
  change: { acquired: number; accepted: number },
  cost: FrameCost,
  now: number,
): void {
  const { taskUid, cellId } = frame;
  if (taskUid === null || cellId === null || frame.purpose !== 'task') return;
  tx.update(taskCells)
    .set({
      acquired: sql`${taskCells.acquired} + ${change.acquired}`,
      accepted: sql`${taskCells.accepted} + ${change.accepted}`,
      // A sum of equal parts taken away again must end at 0, not at 1e-14.
      accumulatedS: sql`max(0, round(${taskCells.accumulatedS} + ${change.accepted * frame.exposureS}, 9))`,
    })
    .where(eq(taskCells.id, cellId))
    .run();
  const cells = tx.select().from(taskCells).where(eq(taskCells.taskUid, taskUid)).all();
  const filesChanged = change.accepted !== 0;
  tx.update(tasks)
    .set({
      ...totalsOf(cells, cost),
      modifiedOn: now,
      ...(filesChanged ? { assetsRevision: sql`${tasks.assetsRevision} + 1` } : {}),
    })
    .where(eq(tasks.uid, taskUid))
    .run();
  if (change.accepted > 0) {
    const id = tx.select({ id: frames.id }).from(frames).where(eq(frames.uid, frame.uid)).get()?.id ?? null;
    const { path, sha256, bytes } = frame;
    tx.insert(taskAssets)
      .values({ taskUid, id, frameUid: frame.uid, role: ASSET_ROLE[frame.frameType], path, sha256, bytes })
      .run();
  } else if (change.accepted < 0) {
    tx.delete(taskAssets)
      .where(and(eq(taskAssets.taskUid, taskUid), eq(taskAssets.frameUid, frame.uid)))
      .run();
  }
}

/** @throws ConsoleError `not-found` */
export function mustFindFrame(db: Db, uid: string): FrameRow {
  const frame = findFrame(db, uid);
  if (frame === null) {
    throw new ConsoleError('not-found', `There is no frame ${uid}.`, { facts: { code: 'no-such-frame' } });
  }
  return frame;
}

export function findFrame(db: Db, uid: string): FrameRow | null {
  return db.select().from(frames).where(eq(frames.uid, uid)).get() ?? null;
}

export interface FrameFilter {
  readonly taskUid?: string | undefined;
  readonly night?: string | undefined;
  readonly frameTypes?: readonly FrameType[] | undefined;
  readonly states?: readonly FrameState[] | undefined;
  readonly filterName?: string | undefined;
}

/** Frames in the order they were intended; newest first unless `ascending`. */
export function pageFrames(
  db: Db,
  filter: FrameFilter,
  page: { readonly offset: number; readonly limit: number; readonly ascending: boolean },
): { total: number; rows: FrameRow[] } {
  const where = and(
    filter.taskUid === undefined ? undefined : eq(frames.taskUid, filter.taskUid),
    filter.night === undefined ? undefined : eq(frames.night, filter.night),
    filter.frameTypes === undefined ? undefined : inArray(frames.frameType, [...filter.frameTypes]),
    filter.states === undefined ? undefined : inArray(frames.state, [...filter.states]),
    filter.filterName === undefined ? undefined : eq(frames.filterName, filter.filterName),
  );
  const total = db.select({ total: count() }).from(frames).where(where).get()?.total ?? 0;
  const rows = db
    .select()
    .from(frames)
    .where(where)
    .orderBy(page.ascending ? asc(frames.id) : desc(frames.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
  return { total, rows };
}

/** Frames that were begun and neither ended nor lost: what a crash leaves behind. */
export function openFrames(db: Db): FrameRow[] {
  return db
    .select()
    .from(frames)
    .where(inArray(frames.state, ['intended', 'exposing', 'reading']))
    .orderBy(asc(frames.id))
    .all();
}

export function frameNights(db: Db): { night: string; frames: number }[] {
  return db
    .select({ night: frames.night, frames: count() })
    .from(frames)
    .groupBy(frames.night)
    .orderBy(desc(frames.night))
    .all();
}

/** How many frames of a cell were ever begun; the next attempt's number is one more. */
export function attemptsAt(db: Db, taskUid: string, cellIndex: number): number {
  const cellId = cellAt(db, taskUid, cellIndex);
  if (cellId === null) return 0;
  return db.select({ attempts: count() }).from(frames).where(eq(frames.cellId, cellId)).get()?.attempts ?? 0;
}

/** Frames whose file is safe by the ledger, in the order taken, read in batches. */
export function* framesWithFiles(db: Db): Generator<FrameRow> {
  const BATCH = 500;
  let after = 0;
  for (;;) {
    const rows = db
      .select()
      .from(frames)
      .where(and(inArray(frames.state, ['written', 'counted', 'rejected']), gt(frames.id, after)))
      .orderBy(asc(frames.id))
      .limit(BATCH)
      .all();
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)!.id;
  }
}
