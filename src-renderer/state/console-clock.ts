/** The console's time between two messages from it, reckoned on this screen. */
import type { ClockView } from '../../src-main/contract/views.ts';

/** A moment at which the console's time was known. */
export interface ClockMark {
  /** The console's UTC, ms. */
  readonly consoleMs: number;
  /** This screen's monotonic clock at the same moment, ms. */
  readonly localMs: number;
}

export function markFrom(clock: ClockView, localMs: number): ClockMark {
  return { consoleMs: Date.parse(clock.now), localMs };
}

/**
 * The console's UTC, ms. `rate` is how fast its clock runs against the wall: the speed factor while simulated waiting
 * goes on, 1 otherwise.
 */
export function consoleTime(mark: ClockMark, localMs: number, rate: number): number {
  return mark.consoleMs + (localMs - mark.localMs) * rate;
}

/**
 * An exposure that has just begun tells the console's time more newly than the last clock message did: if the reckoned
 * time lies before its start, the clock is put forward to it. Never back.
 */
export function putForward(mark: ClockMark, instantMs: number, localMs: number, rate: number): ClockMark {
  return instantMs > consoleTime(mark, localMs, rate) ? { consoleMs: instantMs, localMs } : mark;
}
