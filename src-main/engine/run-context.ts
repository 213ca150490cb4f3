/** What the taking of a task needs from the run that it is part of. */
import type { Halt } from '../contract/run-reasons.ts';
import type { DitherSettings } from '../contract/setup-record.ts';
import type { DiskView, RunView } from '../contract/views.ts';
import type { WaitReason } from '../contract/vocabulary.ts';
import type { Clock } from '../devices/clock.ts';
import type { Db } from '../store/open-store.ts';
import type { SitePosition } from '../tasks/night.ts';
import type { FrameCost } from '../tasks/progress.ts';
import type { EngineEvents } from './engine-events.ts';
import type { FrameSurroundings } from './frame-plan.ts';
import type { Instrument } from './instrument.ts';
import type { StarJudge } from './star-judge.ts';

/** What a runner is made with. */
export interface RunnerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly instrument: Instrument;
  readonly events: EngineEvents;
  readonly cost: FrameCost;
  readonly stars: Pick<StarJudge, 'rejectedInARow' | 'startAnew' | 'settled'>;
  filterName(id: number): string | undefined;
  surroundings(): FrameSurroundings;
  site(): SitePosition;
  /** Raises and clears the alarms of the disk, too. */
  lookAtDisk(): Promise<DiskView>;
  /** How the telescope is moved a little between frames. */
  readonly dither: DitherSettings;
  /** UTC ms by which a task may be said to have expired; see ClockWatch. */
  earliestNow(): number;
  /** Nobody sits at the console: questions are answered with their last answer, which declines. */
  readonly unattended: boolean;
}

/** What the screen shows of the present step. */
export interface Showing {
  readonly step: RunView['step'];
  readonly waitsFor?: WaitReason;
  readonly activity: string;
  readonly taskUid?: string;
  readonly cellIndex?: number;
  readonly frameOfCell?: { readonly number: number; readonly of: number };
  /** s that the task still needs. */
  readonly remainingS?: number;
}

export interface Question extends Omit<NonNullable<RunView['question']>, 'id'> {
  /** s by the clock; without it the run waits for ever. */
  readonly withinS?: number;
}

export interface RunContext extends Omit<RunnerOptions, 'unattended' | 'earliestNow'> {
  /** Waits by the clock; ends early when the observer halts the run, skips or cancels the task. */
  wait(seconds: number): Promise<void>;
  show(showing: Showing): void;
  /** Asks the observer something only a person can see; resolves with the answer, the last of them when the time is over. */
  ask(question: Question): Promise<string>;
  /** Who wants the run to end after what it does now, and how; null to go on. */
  haltReason(): Halt | null;
  isSkipped(uid: string): boolean;
  /** False once the observer has halted the run, skipped the task or taken it away: then no further step is begun. */
  isWanted(uid: string): boolean;
  /** Was this error caused by an abort that a person asked for? `frame` drops a frame, `run` ends or leaves something. */
  aborted(thrown: unknown): 'frame' | 'run' | null;
}
