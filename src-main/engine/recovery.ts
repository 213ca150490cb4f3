/** Puts the ledger right at start: what a crash left open is counted where its file is safe, and lost where not. */
import type { HistoryReason } from '../contract/history-reason.ts';
import type { RecoveryView } from '../contract/views.ts';
import type { Worded } from '../contract/worded.ts';
import { type FrameRow, loseFrame, openFrames, type WordedReason } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';
import { loadTask } from '../store/queue-store.ts';
import { changeStatus, tasksInStatus } from '../store/task-status.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import { findSafeFile } from './safe-file.ts';
import { nextCell, taskTitle } from './select-task.ts';
import { settleSafeFrame } from './settle-frame.ts';
import { STATUS_REASONS } from './task-end.ts';

/** To be called once, before anything else changes the ledger. Null when the last end was an orderly one. */
export async function recover(
  db: Db,
  dataFolder: string,
  leftovers: LeftoverRules & {
    /** The run goes on by itself once the ledger is right. */
    readonly resumes: boolean;
  },
  events: EngineEvents,
  filterName: (id: number) => string | undefined,
): Promise<RecoveryView | null> {
  const { now } = leftovers;
  const why: WordedReason = {
    message: 'The console ended while the frame was being taken.',
    facts: { code: 'console-ended' },
  };
  const settled = await settleOpenFrames(db, dataFolder, leftovers, why);
  const [recovered, lost] = [settled.recovered.length, settled.lost.length];
  const active = interruptActiveTasks(db, now, STATUS_REASONS.consoleEnded);
  if (recovered + lost + active.length === 0) return null;
  const found = `After an unexpected end: ${count(recovered, 'frame')} recovered, ${lost} lost in mid exposure.`;
  const goingOn = active.map(({ uid }) => whereItStands(db, uid, filterName)).filter((place) => place !== null);
  const then = leftovers.resumes ? 'Going on with' : 'Press Run to go on with';
  const message = goingOn.length === 0 ? found : `${found} ${then} ${goingOn.join(', ')}.`;
  const facts = { recovered, lost, interrupted: active.length };
  events.log({ level: lost > 0 ? 'warning' : 'info', who: 'console', what: 'ledger.recovered', facts, message });
  return { at: new Date(now).toISOString(), ...facts, message };
}

export interface SettledFrames {
  readonly recovered: readonly FrameRow[];
  readonly lost: readonly FrameRow[];
}

/** What a frame that was left behind is judged by. */
export interface LeftoverRules {
  readonly cost: FrameCost;
  /** The camera's, where the frame's task has none of its own, °C. */
  readonly toleranceC: number;
  readonly now: number;
}

/**
 * Settles each frame that was begun and not ended: by the same checks as any other if its file is safe, as lost if not. No
 * frame may be in flight.
 * @param why what a lost frame was lost by
 */
export async function settleOpenFrames(
  db: Db,
  dataFolder: string,
  leftovers: LeftoverRules,
  why: WordedReason,
): Promise<SettledFrames> {
  const recovered: FrameRow[] = [];
  const lost: FrameRow[] = [];
  for (const frame of openFrames(db)) {
    const written = await findSafeFile(frame, dataFolder);
    if (written === null) {
      loseFrame(db, frame.uid, why, leftovers.now);
      lost.push(frame);
    } else {
      const band = frame.taskUid === null ? null : loadTask(db, frame.taskUid)?.request?.temperatureBand;
      const toleranceC = band ?? leftovers.toleranceC;
      settleSafeFrame(db, frame, written, { ...leftovers, toleranceC, blankAdu: null });
      recovered.push(frame);
    }
  }
  return { recovered, lost };
}

/** Tasks that nobody runs any more, though their status says so. */
export function interruptActiveTasks(db: Db, now: number, why: Worded<HistoryReason>): { uid: string }[] {
  const active = tasksInStatus(db, 'active');
  for (const { uid } of active) changeStatus(db, uid, { to: 'interrupted', who: 'console', why, now });
  return active;
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
