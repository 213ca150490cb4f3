/** What the queue will do with the rest of the night: which task when, and what will not fit. Pure; all times UTC ms. */
import type { TaskWindow } from './window.ts';

export interface ForecastTask extends TaskWindow {
  readonly uid: string;
  /** Exposures and readouts that it still needs, s. */
  readonly remainingS: number;
  /** Exposure and readout of one frame, s. */
  readonly frameS: number;
  /** Has to be over when the sky brightens; calibration does not. */
  readonly needsDark: boolean;
}

/** Why not all of a task's frames will be taken tonight. */
export type Misfit = 'expires' | 'dawn';

export interface PlannedBlock {
  readonly uid: string;
  readonly startsAt: number;
  /** Of what fits: a task that expires in between ends with its last whole frame. */
  readonly endsAt: number;
  /** Null: all of it fits. `dawn`: it goes on into the twilight, in full. */
  readonly misfit: Misfit | null;
}

export interface NightForecast {
  readonly blocks: readonly PlannedBlock[];
  /** Tasks of which not a frame will be taken before they expire. */
  readonly neverStarted: readonly string[];
}

export interface ForecastOrder {
  readonly now: number;
  /** End of the dark; null where the night has none or it is over. */
  readonly dawn: number | null;
  /** Nothing is planned beyond. */
  readonly horizon: number;
}

/**
 * Plays the queue as a run would work it off: at each turn the first task, in the order given, whose window is open and which has
 * time for a frame; while none is, the wait for the next that opens. The time for wheel moves and cooling is not in it.
 */
export function forecastNight(tasks: readonly ForecastTask[], { now, dawn, horizon }: ForecastOrder): NightForecast {
  const waiting = tasks.filter((task) => task.remainingS > 0);
  const blocks: PlannedBlock[] = [];
  const neverStarted: string[] = [];
  let time = now;
  while (waiting.length > 0 && time < horizon) {
    dropExpired(waiting, time, neverStarted);
    const at = waiting.findIndex((task) => (task.earliestStart ?? 0) <= time);
    if (at >= 0) {
      const block = planBlock(waiting.splice(at, 1)[0]!, time, dawn);
      blocks.push(block);
      time = block.endsAt;
    } else if (waiting.length > 0) {
      time = Math.min(...waiting.map((task) => task.earliestStart!));
    }
  }
  return { blocks, neverStarted };
}

function dropExpired(waiting: ForecastTask[], time: number, neverStarted: string[]): void {
  for (let i = waiting.length - 1; i >= 0; i--) {
    const { uid, expiration, earliestStart, frameS } = waiting[i]!;
    const begins = Math.max(time, earliestStart ?? 0);
    if (expiration === null || begins + frameS * 1000 <= expiration) continue;
    waiting.splice(i, 1);
    neverStarted.unshift(uid);
  }
}

function planBlock(task: ForecastTask, startsAt: number, dawn: number | null): PlannedBlock {
  const wholeEnd = startsAt + task.remainingS * 1000;
  const { uid, expiration } = task;
  if (expiration !== null && wholeEnd > expiration) {
    // At least one frame fits, or the task would have been dropped.
    const frames = Math.max(1, Math.floor((expiration - startsAt) / (task.frameS * 1000)));
    return { uid, startsAt, endsAt: startsAt + frames * task.frameS * 1000, misfit: 'expires' };
  }
  const intoDawn = task.needsDark && dawn !== null && wholeEnd > dawn;
  return { uid, startsAt, endsAt: wholeEnd, misfit: intoDawn ? 'dawn' : null };
}
