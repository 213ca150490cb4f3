/**
 * Holds the ledger against the files at start, so that what is safe on disk is in the ledger once, whatever happened to
 * either. Files are known by the frame uid in their header, not by their name.
 */
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RebuiltCounts } from '../contract/log-lines.ts';
import { inspectFrame } from '../frames/inspect-frame.ts';
import { endedFrames, loseSafeFrame, noteMoved, recount } from '../store/ledger-repair.ts';
import {
  countFrame,
  type FrameRow,
  findFrame,
  type IntendedFrame,
  intendFrame,
  noteWritten,
  refuseFrame,
  type WordedReason,
} from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import { loadTask } from '../store/queue-store.ts';
import { importTasks } from '../store/task-import.ts';
import { type CellRow, cellProgress } from '../store/task-rows.ts';
import { noteBeginning } from '../store/task-status.ts';
import { isFinal } from '../tasks/lifecycle.ts';
import { type FrameCost, isMet } from '../tasks/progress.ts';
import { type FoundFrame, frameFromFile } from './frame-from-file.ts';
import { type TaskSurroundings, taskFromFrames } from './task-from-frames.ts';

export interface RebuildContext {
  readonly cost: FrameCost;
  readonly around: TaskSurroundings;
  filterName(id: number): string | undefined;
  /**
   * The database was damaged and mended: tasks that nobody knows are made again from their frames, and frames without
   * their file are lost. Without damage neither is presumed; an observer may have moved the files of past nights.
   */
  readonly afterDamage: boolean;
}

export interface RebuildReport extends RebuiltCounts {
  /** Files under frames/ that are damaged, copies of others, or not this console's. Nothing is done to them. */
  readonly strange: readonly string[];
}

const NO_FILE: WordedReason = {
  message: 'Its file was not there when the ledger was rebuilt.',
  facts: { code: 'file-gone' },
};
const NOT_NEEDED: WordedReason = {
  message: 'Found at a start; its cell already had what it needs.',
  facts: { code: 'not-needed' },
};
const TASK_OVER: WordedReason = { message: 'Found at a start; its task was over.', facts: { code: 'task-over' } };

/** To be called at start, before anything else changes the ledger. Reads only files that the ledger does not account for. */
export async function rebuildLedger(db: Db, dataFolder: string, context: RebuildContext): Promise<RebuildReport> {
  const onDisk = new Set(await frameFiles(dataFolder));
  const ended = endedFrames(db);
  const accounted = new Set(ended.filter((frame) => frame.state !== 'lost').map((frame) => frame.path));
  const { found, strange } = await inspectAll(
    dataFolder,
    [...onDisk].filter((path) => !accounted.has(path)),
  );

  const { now } = context.around;
  const missing = context.afterDamage
    ? ended.filter((frame) => frame.state !== 'lost' && !onDisk.has(frame.path) && !found.has(frame.uid))
    : [];
  for (const frame of missing) loseSafeFrame(db, frame, NO_FILE, context.cost, now);

  const inOrder = [...found.values()].sort((a, b) => a.written.startedAt - b.written.startedAt);
  const tasksMade = context.afterDamage ? makeUnknownTasks(db, inOrder, context) : 0;
  const ends = inOrder.map((frame) => takeIn(db, frame, onDisk, context));
  for (const [i, end] of ends.entries()) if (end === 'copy') strange.push(inOrder[i]!.row.path);
  return {
    counted: ends.filter((end) => end === 'counted').length,
    kept: ends.filter((end) => end === 'kept').length,
    moved: ends.filter((end) => end === 'moved').length,
    lost: missing.length,
    tasksMade,
    tasksRecounted: context.afterDamage ? recount(db, context.cost, now).length : 0,
    strange,
  };
}

/** Every FITS file under the folder of frames, relative to the data folder with '/'. */
async function frameFiles(dataFolder: string): Promise<string[]> {
  const names = await readdir(join(dataFolder, 'frames'), { recursive: true }).catch((thrown) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  return names.filter((name) => name.endsWith('.fits')).map((name) => ['frames', ...name.split(sep)].join('/'));
}

/** Frames by uid; of several files of one frame the first by name, the others are strange. */
async function inspectAll(
  dataFolder: string,
  paths: readonly string[],
): Promise<{ found: Map<string, FoundFrame>; strange: string[] }> {
  const found = new Map<string, FoundFrame>();
  const strange: string[] = [];
  for (const path of [...paths].sort()) {
    const inspected = await inspectFrame(join(dataFolder, path)).catch(() => null);
    const frame = inspected === null ? null : frameFromFile(path, inspected);
    if (frame === null || found.has(frame.row.uid)) strange.push(path);
    else found.set(frame.row.uid, frame);
  }
  return { found, strange };
}

const MADE_AGAIN = {
  message: 'made again from its frames; what was planned is not known',
  facts: { code: 'made-from-frames' },
} as const;

function makeUnknownTasks(db: Db, frames: readonly FoundFrame[], context: RebuildContext): number {
  const byTask = Map.groupBy(
    frames.filter(({ row }) => row.purpose === 'task'),
    ({ row }) => row.taskUid ?? null,
  );
  const records = [...byTask].flatMap(([uid, own]) =>
    uid === null || loadTask(db, uid) !== null ? [] : [taskFromFrames(uid, own, context.around)],
  );
  const { cost, filterName, around } = context;
  db.transaction(() => {
    importTasks(db, records, around.now, { cost, filterName });
    for (const { uid } of records) {
      noteBeginning(db, uid, { to: 'interrupted', who: 'console', why: MADE_AGAIN, now: around.now });
    }
  });
  return records.length;
}

type End = 'counted' | 'kept' | 'moved' | 'copy';

/** One file that the ledger does not account for, into the ledger in one transaction. */
function takeIn(db: Db, frame: FoundFrame, onDisk: ReadonlySet<string>, context: RebuildContext): End {
  const { around } = context;
  const row = findFrame(db, frame.row.uid);
  if (row !== null && row.state !== 'lost') {
    // The frame is known under another path: moved, or a copy of one that is still there.
    if (onDisk.has(row.path)) return 'copy';
    noteMoved(db, row.uid, frame.row.path, around.now);
    return 'moved';
  }
  return db.transaction((tx) => {
    if (row !== null) {
      noteMoved(tx, row.uid, frame.row.path, around.now);
      return settle(tx, row, frame, context);
    }
    const taskUid = frame.row.taskUid ?? null;
    const item = taskUid === null ? null : loadTask(tx, taskUid);
    const cell = item?.cells.find((candidate) => isCellOf(candidate, frame.row, context));
    const known: IntendedFrame = {
      ...frame.row,
      taskUid: item === null ? null : taskUid,
      cellIndex: cell?.cellIndex ?? -1,
      filterId: frame.row.filterName == null ? null : around.filterId(frame.row.filterName),
    };
    intendFrame(tx, known, around.now);
    return settle(tx, findFrame(tx, frame.row.uid)!, frame, context);
  });
}

/** The cell of the same pointing and filter; a new plan may have given it another index since the frame was taken. */
function isCellOf(cell: CellRow, row: IntendedFrame, { around }: RebuildContext): boolean {
  const filterId = row.filterName == null ? null : around.filterId(row.filterName);
  return (
    (cell.tileIndex === null || cell.tileIndex === row.tileIndex) &&
    (cell.filterId === null || cell.filterId === filterId)
  );
}

/** Counts the frame where its cell needs it, else keeps it with the reason why it does not count. */
function settle(tx: Db, row: FrameRow, { written }: FoundFrame, { cost, around }: RebuildContext): End {
  const { uid } = row;
  const item = row.taskUid === null ? null : loadTask(tx, row.taskUid);
  const cell = item?.cells.find(({ id }) => id === row.cellId);
  if (row.purpose === 'test' || item === null || cell === undefined) {
    noteWritten(tx, uid, written, around.now);
    return row.purpose === 'test' ? 'counted' : 'kept';
  }
  const refusal = isFinal(item.task.status) ? TASK_OVER : isMet(cellProgress(cell)) ? NOT_NEEDED : null;
  if (refusal === null) countFrame(tx, uid, written, cost, around.now);
  else refuseFrame(tx, uid, written, refusal, cost, around.now);
  return refusal === null ? 'counted' : 'kept';
}
