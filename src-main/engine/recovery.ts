/** Puts the ledger right at start: what a crash left open is counted where its file is safe, and lost where not. */

import { join } from 'node:path';
import { inspectFrame } from '../frames/inspect-frame.ts';
import {
  countFrame,
  type FrameRow,
  loseFrame,
  noteWritten,
  openFrames,
  type WrittenFrame,
} from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import { changeStatus, tasksInStatus } from '../store/task-status.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';

export interface RecoveryReport {
  readonly recovered: number;
  readonly lost: number;
  readonly interrupted: number;
}

/** To be called once, before anything else changes the ledger. */
export async function recover(
  db: Db,
  dataFolder: string,
  cost: FrameCost,
  now: number,
  events: EngineEvents,
): Promise<RecoveryReport> {
  let recovered = 0;
  let lost = 0;
  for (const frame of openFrames(db)) {
    const written = await safeFile(frame, dataFolder);
    if (written === null) {
      loseFrame(db, frame.uid, 'The console ended while the frame was being taken.', now);
      lost++;
    } else {
      if (frame.purpose === 'task') countFrame(db, frame.uid, written, cost, now);
      else noteWritten(db, frame.uid, written, now);
      recovered++;
    }
  }
  const active = tasksInStatus(db, 'active');
  for (const { uid } of active) {
    changeStatus(db, uid, { to: 'interrupted', who: 'console', why: 'the console ended while it ran', now });
  }
  const report = { recovered, lost, interrupted: active.length };
  if (recovered + lost + active.length > 0) {
    const message = `After an unexpected end: ${recovered} frames recovered, ${lost} lost in mid exposure, ${active.length} tasks interrupted.`;
    events.log({ level: lost > 0 ? 'warning' : 'info', who: 'console', what: 'ledger.recovered', message });
  }
  return report;
}

/** The frame's file, if it is there under its final name (so whole and synced), intact, and says that it is this frame. */
async function safeFile(frame: FrameRow, dataFolder: string): Promise<WrittenFrame | null> {
  const found = await inspectFrame(join(dataFolder, frame.path)).catch(() => null);
  if (found === null || !found.intact) return null;
  const { facts, statistics, bytes, sha256 } = found;
  if (facts.frameUid !== frame.uid || facts.startedAt === null || facts.exposureS === null) return null;
  return {
    startedAt: facts.startedAt,
    exposureS: facts.exposureS,
    width: facts.width ?? frame.width,
    height: facts.height ?? frame.height,
    sensorStartC: facts.sensorStartC,
    sensorEndC: facts.sensorEndC,
    saturationAdu: facts.saturationAdu ?? frame.saturationAdu,
    eGain: facts.eGain,
    readNoiseE: facts.readNoiseE,
    statistics,
    bytes,
    sha256,
  };
}
