/**
 * A frame's file is safe: does it count? The answer is the same whether the instrument reported the frame or it was found
 * after a crash. Changes the ledger only; who calls tells the screens.
 */
import { blankLevel, newestLevel } from '../store/frame-levels.ts';
import { countFrame, type IntendedFrame, noteWritten, refuseFrame, type WrittenFrame } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import { loadTask } from '../store/queue-store.ts';
import { FLAT_DEFAULTS } from '../tasks/flat-exposure.ts';
import type { FrameCost } from '../tasks/progress.ts';
import { checkFrame, type FrameVerdict } from './frame-checks.ts';
import type { LevelReference } from './light-check.ts';

export interface Settling {
  readonly cost: FrameCost;
  /** How far from its set point the sensor may have been, °C. */
  readonly toleranceC: number;
  /** The camera's own word on the level of a frame without light, ADU; null where it has none. */
  readonly blankAdu: number | null;
  readonly now: number;
}

/** Counts the frame, refuses it by one of the named checks, or, where it is a test frame, keeps it without counting. */
export function settleSafeFrame(db: Db, frame: IntendedFrame, written: WrittenFrame, settling: Settling): FrameVerdict {
  const { cost, toleranceC, now } = settling;
  if (frame.purpose === 'test') {
    noteWritten(db, frame.uid, written, now);
    return { reject: null, warning: null };
  }
  const { frameType, width, height } = frame;
  const level = levelReference(db, frame, settling.blankAdu);
  const setPointC = frame.setPointC ?? null;
  const flatFraction = frameType === 'flat' ? flatTarget(db, frame.taskUid ?? null) : null;
  const expected = { frameType, width, height, setPointC, toleranceC, level, flatFraction };
  const verdict = checkFrame(written, expected);
  if (verdict.reject === null) countFrame(db, frame.uid, written, cost, now);
  else refuseFrame(db, frame.uid, written, verdict.reject, cost, now);
  return verdict;
}

/** The level that a task's flats are to have, as a fraction of the saturation level; null where no task is known. */
function flatTarget(db: Db, taskUid: string | null): number | null {
  const item = taskUid === null ? null : loadTask(db, taskUid);
  return item === null ? null : (item.request?.targetFullWellFraction ?? FLAT_DEFAULTS.targetFraction);
}

/** What the level of a frame is held against: tonight's newest of its kind, and the camera's blank level. */
function levelReference(db: Db, frame: IntendedFrame, blankAdu: number | null): LevelReference | null {
  const blank = blankLevel(db, frame) ?? blankAdu;
  if (blank === null) return null;
  const { exposureS, setPointC = null } = frame;
  const exactly = frame.frameType === 'light' ? undefined : { exposureS, setPointC };
  return { blankAdu: blank, earlier: newestLevel(db, frame.night, frame, exactly) };
}
