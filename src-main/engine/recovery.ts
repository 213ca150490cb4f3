/** Puts the ledger right at start: what a crash left open is counted where its file is safe, and lost where not. */

import type { RecoveryView } from '../contract/views.ts';
import { countFrame, loseFrame, noteWritten, openFrames } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import { loadTask } from '../store/queue-store.ts';
import { changeStatus, tasksInStatus } from '../store/task-status.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import { findSafeFile } from './safe-file.ts';
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
    const written = await findSafeFile(frame, dataFolder);
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
