/** A second frame, held to be compared with the one that is shown. */
import type { ViewedFrame } from './viewed-frame.ts';

export type ComparisonKind = 'side-by-side' | 'blink';

/** Long enough for tired eyes to settle, and well under the three flashes a second that are a danger to some. */
export const BLINK_MS = 800;

export class Comparison {
  /** Null: one frame is shown. */
  kind = $state<ComparisonKind | null>(null);
  held = $state.raw<ViewedFrame | null>(null);
  /** While blinking: whether the held frame is in front. */
  heldInFront = $state(false);

  /** Holds a frame: what is shown later is compared with it. */
  hold(frame: ViewedFrame | null): void {
    if (frame !== null) this.held = frame;
  }

  /** Begins or ends comparing. Where nothing is held yet, the frame shown now is what later ones are compared with. */
  toggle(kind: ComparisonKind, shown: ViewedFrame | null): void {
    this.kind = this.kind === kind ? null : kind;
    this.heldInFront = false;
    if (this.held === null) this.hold(shown);
  }
}
