/** What the screen is shown of the run. */
import type { TroubleFacts } from './run-reasons.ts';
import type { UtcText } from './views.ts';
import type { WaitReason } from './vocabulary.ts';

/** The run of one instrument's queue, as one word and what stands behind it. */
export interface RunView {
  readonly state: 'idle' | 'running' | 'pausing' | 'paused' | 'stopping';
  /** What it is doing or waiting for, as a sentence. */
  readonly activity: string;
  readonly step:
    | 'none'
    | 'cooling'
    | 'filter'
    | 'exposing'
    | 'reading'
    | 'writing'
    | 'waiting'
    | 'searching'
    | 'asking';
  /** In the step `waiting`. */
  readonly waitsFor: WaitReason | null;
  readonly taskUid: string | null;
  readonly cellIndex: number | null;
  /** Frame of the cell now taken, from 1, and how many the cell needs. */
  readonly frameOfCell: { readonly number: number; readonly of: number } | null;
  /** Estimated end of the task and of all that can run tonight, by the console's clock. */
  readonly taskEndsAt: UtcText | null;
  readonly queueEndsAt: UtcText | null;
  readonly next: readonly { readonly uid: string; readonly title: string }[];
  /** Something only a person can confirm (a dust cover on, a flat panel lit). */
  readonly question: {
    readonly id: string;
    /** For a screen that words it itself: to cover the telescope, or to move it a little between frames. */
    readonly about: 'cover' | 'dither';
    readonly text: string;
    readonly answers: readonly string[];
  } | null;
  /** Why it paused or stopped by itself; null when a person did it or all is well. */
  readonly problem: string | null;
  /** What the problem is made of. */
  readonly trouble: TroubleFacts | null;
}
