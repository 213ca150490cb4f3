/** Puts the ledger right at start: what a crash left open is counted where its file is safe, and lost where not. */

import { join } from 'node:path';
import type { RecoveryView } from '../contract/views.ts';
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
import { loadTask } from '../store/queue-store.ts';
import { changeStatus, tasksInStatus } from '../store/task-status.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import { nextCell, taskTitle } from './select-task.ts';

/** To be called once, before anything else changes the ledger. Null when the last end was an orderly one. */
export async function recover(
  db: Db,
  dataFolder: string,
  cost: FrameCost,
  now: number,
  events: EngineEvents,
  filterName: (id: number) => string | undefined,
): Promise<RecoveryView | null> {
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
  if (recovered + lost + active.length === 0) return null;
  const found = `After an unexpected end: ${count(recovered, 'frame')} recovered, ${lost} lost in mid exposure.`;
  const goingOn = active.map(({ uid }) => whereItStands(db, uid, filterName)).filter((place) => place !== null);
  const message = goingOn.length === 0 ? found : `${found} Going on with ${goingOn.join(', ')}.`;
  events.log({ level: lost > 0 ? 'warning' : 'info', who: 'console', what: 'ledger.recovered', message });
  return { at: new Date(now).toISOString(), recovered, lost, interrupted: active.length, message };
}

function count(n: number, what: string): string {
  return n === 1 ? `1 ${what}` : `${n} ${what}s`;
}

/** “M 51, R 4 of 5”: the frame with which a task goes on; null when it lacks none. */
function whereItStands(db: Db, uid: string, filterName: (id: number) => string | undefined): string | null {
  const item = loadTask(db, uid);
  const cell = item === null ? undefined : nextCell(item.cells);
  if (item === null || cell === undefined) return null;
  const filter = cell.filterId === null ? '' : `${filterName(cell.filterId) ?? cell.filterId} `;
  return `${taskTitle(item, filterName)}, ${filter}${cell.accepted + 1} of ${cell.plannedFrames}`;
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
