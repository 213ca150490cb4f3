import type { RunView } from '../contract/views.ts';

/** No frame is being taken: no run, or one that waits for something to do. */
export function isAtRest({ state, step, taskUid }: Pick<RunView, 'state' | 'step' | 'taskUid'>): boolean {
  return state === 'idle' || state === 'paused' || (step === 'waiting' && taskUid === null);
}
