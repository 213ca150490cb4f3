/** The night as a line: its light, what was done, what is planned, and what happened. */
import type { LogCause } from './log-lines.ts';
import type { UtcText } from './views.ts';
import type { FrameType, LogLevel } from './vocabulary.ts';

export interface TimelineView {
  /** Name of the night: '2026-11-22'. */
  readonly night: string;
  /** From a little before sunset to a little after sunrise, and wide enough for all that was done and is planned. */
  readonly from: UtcText;
  readonly to: UtcText;
  readonly sky: NightSkyView;
  /** What was taken, oldest first. */
  readonly done: readonly DoneSpan[];
  /** True when the night has more frames than are listed: the oldest are left out. */
  readonly doneShortened: boolean;
  readonly planned: readonly PlannedSpan[];
  /** Tasks of which no frame fits before they expire. */
  readonly missed: readonly { readonly uid: string; readonly title: string; readonly expiration: UtcText | null }[];
  /** True when the queue is longer than what was planned through. */
  readonly plannedShortened: boolean;
  readonly marks: readonly TimelineMark[];
}

/** Null where the sun does not get there that night. */
export interface NightSkyView {
  readonly sunset: UtcText | null;
  readonly civilDusk: UtcText | null;
  readonly nauticalDusk: UtcText | null;
  readonly astronomicalDusk: UtcText | null;
  readonly astronomicalDawn: UtcText | null;
  readonly nauticalDawn: UtcText | null;
  readonly civilDawn: UtcText | null;
  readonly sunrise: UtcText | null;
  /** The moon's apparent altitude through the night, degrees. */
  readonly moon: readonly { readonly at: UtcText; readonly altitudeDeg: number }[];
  /** At the middle of the night, 0..1. */
  readonly moonIlluminatedFraction: number;
}

/** Frames of one task in a row. */
export interface DoneSpan {
  readonly taskUid: string | null;
  readonly title: string;
  readonly frameType: FrameType;
  readonly from: UtcText;
  readonly to: UtcText;
  readonly counted: number;
  readonly rejected: number;
  readonly lost: number;
  /** When each frame's exposure began and how it ended. */
  readonly frames: readonly { readonly uid: string; readonly at: UtcText; readonly state: DoneState }[];
}

export type DoneState = 'counted' | 'rejected' | 'lost' | 'test' | 'under way';

export interface PlannedSpan {
  readonly uid: string;
  readonly title: string;
  readonly from: UtcText;
  readonly to: UtcText;
  /** Why not all of it fits: the task expires, or its lights go on into dawn; null when all is well. */
  readonly misfit: 'expires' | 'dawn' | null;
}

/** A pause, a fault, a question: what the log says of it. */
export interface TimelineMark {
  readonly at: UtcText;
  readonly level: LogLevel;
  /** Machine word for what happened, as in the log: of an alarm, its kind. */
  readonly what: string;
  readonly message: string;
  /** As in the log. */
  readonly facts: LogCause['facts'] | null;
}
