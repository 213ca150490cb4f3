/** Why a run leaves a task or pauses by itself: a code, what its sentence is made of, and the sentence in English. */
import type { FrameReason } from './frame-reason.ts';
import type { FlatLightSource, LeftReason, TroubleReason } from './vocabulary.ts';

/** Why there are no more flats in a filter for now. */
export interface FlatLeft {
  /** Empty without a filter. */
  readonly filter: string;
  readonly light: 'too-bright' | 'too-dark';
  readonly source: FlatLightSource;
  /** The exposure at which it still is: the shortest or the longest allowed, s. */
  readonly evenAtS: number;
  /** For how long it will stay so, min; null where that is not known. */
  readonly forMin: number | null;
}

export const DITHER_FAILURES = ['not-confirmed', 'no-program', 'program-failed'] as const;
/** Why the telescope was not moved between frames. */
export type DitherFailure = (typeof DITHER_FAILURES)[number];

/** Frames that checks rejected one after the other. */
export interface RejectedInARow {
  readonly frames: number;
  readonly last: FrameReason | null;
}

/** What is absent is of no matter to the reason, or an earlier version kept it in `why` alone. */
export interface LeftFacts {
  readonly reason: LeftReason;
  /** In English, as the end of a sentence. */
  readonly why: string;
  readonly flats?: readonly FlatLeft[];
  readonly dither?: DitherFailure;
  readonly rejected?: RejectedInARow;
}

/** Likewise. */
export interface TroubleFacts {
  readonly reason: TroubleReason;
  /** In English. */
  readonly why: string;
  readonly rejected?: RejectedInARow;
}

/** A person's wish that the run ends, after the frame under way or at once. */
export interface Halt {
  readonly how: 'paused' | 'stopped';
  readonly who: string;
}

/** A task that ran out of time. `unfit`: there was time left, and too little for another frame. */
export interface OutOfTime {
  readonly unfit: boolean;
  readonly acquired: number;
  readonly planned: number;
}
