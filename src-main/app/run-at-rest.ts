import type { RunView } from '../contract/views.ts';

/** No frame is being taken: no run, or one that waits for something to do. */
export function isAtRest({ state, step }: Pick<RunView, 'state' | 'step'>): boolean {
  return state === 'idle' || state === 'paused' || step === 'waiting';
}
