/** When a task's frames may be taken. All times UTC ms. */
import type { FieldFault } from '../contract/task-fault.ts';
import { faultAt } from './task-faults.ts';

export interface TaskWindow {
  readonly earliestStart: number | null;
  readonly expiration: number | null;
}

export type WindowVerdict =
  | { readonly kind: 'open' }
  | { readonly kind: 'too-early'; readonly opensAt: number }
  /** A frame begun now would end after the expiration. */
  | { readonly kind: 'no-time-left' }
  | { readonly kind: 'expired' };

/**
 * May a frame be begun now?
 * @param frameS exposure and readout of the next frame, s
 */
export function judgeWindow(window: TaskWindow, now: number, frameS: number): WindowVerdict {
  if (window.expiration !== null) {
    if (now >= window.expiration) return { kind: 'expired' };
    if (now + frameS * 1000 > window.expiration) return { kind: 'no-time-left' };
  }
  if (window.earliestStart !== null && now < window.earliestStart)
    return { kind: 'too-early', opensAt: window.earliestStart };
  return { kind: 'open' };
}

/** What becomes of a task whose window has closed: with frames it is interrupted, without it was never attempted. */
export function statusAfterExpiry(acquiredFrames: number): 'not_attempted' | 'interrupted' {
  return acquiredFrames > 0 ? 'interrupted' : 'not_attempted';
}

export type WindowField = 'earliestStart' | 'plannedStart' | 'expiration';

/** Contradictions within a window, by field. */
export function windowFaults(window: TaskWindow & { readonly plannedStart: number | null }): FieldFault<WindowField>[] {
  const faults: FieldFault<WindowField>[] = [];
  const { earliestStart, plannedStart, expiration } = window;
  if (expiration === null) return faults;
  if (earliestStart !== null && earliestStart >= expiration) {
    faults.push(faultAt('expiration', { code: 'expires-before-start' }));
  }
  if (plannedStart !== null && plannedStart >= expiration) {
    faults.push(faultAt('plannedStart', { code: 'planned-after-expiry' }));
  }
  return faults;
}
