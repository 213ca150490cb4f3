/** One frame through the ledger: intention, exposure, safe file, count. Whatever happens, its row ends in a final state. */
import type { FrameReport } from '../devices/instrument-protocol.ts';
import { DeviceError } from '../devices/ports.ts';
import { blankLevel, newestLevel } from '../store/frame-levels.ts';
import {
  countFrame,
  intendFrame,
  loseFrame,
  noteWritten,
  refuseFrame,
  type WrittenFrame,
} from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import { checkFrame } from './frame-checks.ts';
import type { PlannedOrder } from './frame-plan.ts';
import type { Instrument } from './instrument.ts';
import type { LevelReference } from './light-check.ts';
import { findSafeFile } from './safe-file.ts';

export type FrameOutcome =
  | { readonly kind: 'counted' | 'kept'; readonly report: FrameReport }
  | { readonly kind: 'rejected'; readonly report: FrameReport; readonly reason: string };

export interface FrameTaking {
  readonly db: Db;
  readonly dataFolder: string;
  readonly instrument: Instrument;
  readonly events: EngineEvents;
  readonly toleranceC: number;
  readonly cost: FrameCost;
  now(): number;
}

/**
 * Takes a frame that has a file. @throws the DeviceError that ended it, after the ledger has the frame as lost (or as
 * counted, where its file was safe by then).
 */
export async function takeFrame(planned: PlannedOrder, taking: FrameTaking): Promise<FrameOutcome> {
  const { db, events, now } = taking;
  const { row, order } = planned;
  intendFrame(db, row, now());
  events.frameChanged(row.uid);

  let report: FrameReport;
  try {
    report = await taking.instrument.expose(order);
  } catch (thrown) {
    await settleAfterFailure(planned, taking, thrown);
    throw thrown;
  }

  const written = writtenFrame(report);
  if (row.purpose === 'test') {
    noteWritten(db, row.uid, written, now());
    events.frameChanged(row.uid);
    return { kind: 'kept', report };
  }
  const { frameType, width, height } = row;
  const verdict = checkFrame(report, {
    frameType,
    width,
    height,
    setPointC: row.setPointC ?? null,
    toleranceC: taking.toleranceC,
    level: levelReference(db, planned),
  });
  const about = { who: 'runner', taskUid: row.taskUid ?? null, frameUid: row.uid };
  if (verdict.reject !== null) {
    refuseFrame(db, row.uid, written, verdict.reject, taking.cost, now());
    events.log({ ...about, level: 'warning', what: 'frame.rejected', message: `Frame rejected: ${verdict.reject}` });
  } else {
    countFrame(db, row.uid, written, taking.cost, now());
    if (verdict.warning !== null)
      events.log({ ...about, level: 'warning', what: 'frame.warning', message: verdict.warning });
  }
  events.frameChanged(row.uid);
  if (row.taskUid != null) events.taskChanged(row.taskUid);
  return verdict.reject === null ? { kind: 'counted', report } : { kind: 'rejected', report, reason: verdict.reject };
}

/**
 * A frame that failed is lost, unless its file turns out to be safe: then only the report of it got lost, as when the
 * instrument's process dies right after it has put the file under its name.
 */
async function settleAfterFailure({ row }: PlannedOrder, taking: FrameTaking, thrown: unknown): Promise<void> {
  const { db, events, dataFolder, cost, now } = taking;
  const written = await findSafeFile(row, dataFolder);
  if (written === null) loseFrame(db, row.uid, lossReason(thrown), now());
  else if (row.purpose === 'test') noteWritten(db, row.uid, written, now());
  else countFrame(db, row.uid, written, cost, now());
  events.frameChanged(row.uid);
  if (row.taskUid != null) events.taskChanged(row.taskUid);
}

/** What the level of a frame is held against: tonight's newest of its kind, and the camera's blank level. */
function levelReference(db: Db, { row, blankAdu }: PlannedOrder): LevelReference | null {
  const blank = blankLevel(db, row) ?? blankAdu;
  if (blank === null) return null;
  const exactly =
    row.frameType === 'light' ? undefined : { exposureS: row.exposureS, setPointC: row.setPointC ?? null };
  return { blankAdu: blank, earlier: newestLevel(db, row.night, row, exactly) };
}

function writtenFrame(report: FrameReport): WrittenFrame {
  const {
    file,
    startedAt,
    exposureS,
    width,
    height,
    sensorStartC,
    sensorEndC,
    saturationAdu,
    eGain,
    readNoiseE,
    statistics,
  } = report;
  if (file === null) throw new DeviceError('storage', 'The instrument reported a frame without its file.');
  return {
    startedAt: Math.round(startedAt),
    exposureS,
    width,
    height,
    sensorStartC,
    sensorEndC,
    saturationAdu,
    eGain,
    readNoiseE,
    statistics,
    bytes: file.bytes,
    sha256: file.sha256,
  };
}

function lossReason(thrown: unknown): string {
  if (thrown instanceof DeviceError) return `${thrown.failure}: ${thrown.message}`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}
