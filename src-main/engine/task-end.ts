import type { LeftReason, TroubleReason } from '../contract/vocabulary.ts';

/** How a task's turn ended. The runner gives it the status that follows. */
export type TaskEnd =
  | { readonly kind: 'completed' }
  | { readonly kind: 'expired'; readonly why: string }
  /** Left for this run: the observer or a condition said so. */
  | { readonly kind: 'left'; readonly reason: LeftReason; readonly why: string }
  /** The task's status was changed from outside (cancelled, taken away). */
  | { readonly kind: 'taken-away' }
  /** A person ended the run after or in a frame. */
  | { readonly kind: 'halted'; readonly why: string }
  /** Devices fail in a way that another try will not mend. */
  | ({ readonly kind: 'trouble' } & Trouble);

export interface Trouble {
  readonly reason: TroubleReason;
  readonly why: string;
}
