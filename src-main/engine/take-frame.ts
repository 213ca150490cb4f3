/** One frame through the ledger: intention, exposure, safe file, count. Whatever happens, its row ends in a final state. */
import type { FrameReport } from '../devices/instrument-protocol.ts';
import { DeviceError } from '../devices/ports.ts';
import { intendFrame, loseFrame, type WordedReason, type WrittenFrame } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import type { FrameVerdict } from './frame-checks.ts';
import type { PlannedOrder } from './frame-plan.ts';
import type { Instrument } from './instrument.ts';
import { findSafeFile } from './safe-file.ts';
import { type Settling, settleSafeFrame } from './settle-frame.ts';

export type FrameOutcome =
  | { readonly kind: 'counted' | 'kept'; readonly report: FrameReport }
  | { readonly kind: 'rejected'; readonly report: FrameReport; readonly reason: WordedReason };

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
  const verdict = settleSafeFrame(db, row, written, settling(planned, taking));
  tell(planned, verdict, events);
  if (verdict.reject !== null) return { kind: 'rejected', report, reason: verdict.reject };
  return { kind: row.purpose === 'test' ? 'kept' : 'counted', report };
}

/**
 * A frame that failed is lost, unless its file turns out to be safe: then only the report of it got lost, as when the
 * instrument's process dies right after it has put the file under its name.
 */
async function settleAfterFailure(planned: PlannedOrder, taking: FrameTaking, thrown: unknown): Promise<void> {
  const { db, events, dataFolder, now } = taking;
  const { row } = planned;
  const written = await findSafeFile(row, dataFolder);
  if (written === null) loseFrame(db, row.uid, lossReason(thrown), now());
  const verdict = written === null ? null : settleSafeFrame(db, row, written, settling(planned, taking));
  tell(planned, verdict, events);
}

function settling({ blankAdu }: PlannedOrder, { cost, toleranceC, now }: FrameTaking): Settling {
  return { cost, toleranceC, blankAdu, now: now() };
}

/** `verdict` is null for a lost frame. */
function tell({ row }: PlannedOrder, verdict: FrameVerdict | null, events: EngineEvents): void {
  const about = { level: 'warning', who: 'runner', taskUid: row.taskUid ?? null, frameUid: row.uid } as const;
  if (verdict?.reject != null) {
    const { reject: reason } = verdict;
    const facts = { how: 'by-check', frames: 1, reason } as const;
    events.log({ ...about, what: 'frame.rejected', facts, message: `Frame rejected: ${reason.message}` });
  } else if (verdict?.warning != null) {
    const { facts: reason, message } = verdict.warning;
    events.log({ ...about, what: 'frame.warning', facts: { reason }, message });
  }
  events.frameChanged(row.uid);
  if (row.taskUid != null) events.taskChanged(row.taskUid);
  if (verdict !== null) events.frameSafe(row.uid);
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

function lossReason(thrown: unknown): WordedReason {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof DeviceError)) return { message: why, facts: { code: 'fault', why } };
  const { failure } = thrown;
  return { message: `${failure}: ${why}`, facts: { code: 'device', failure, why } };
}
