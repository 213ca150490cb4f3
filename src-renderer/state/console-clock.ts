/** The console's time between two messages from it, reckoned on this screen. */
import type { ClockView, ConsoleState, ExposureView } from '../../src-main/contract/views.ts';

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

/** The console's UTC, ms, when its clock has run at `rate` times the wall's since the mark. */
function consoleTime(mark: ClockMark, localMs: number, rate: number): number {
  return mark.consoleMs + (localMs - mark.localMs) * rate;
}

/**
 * A phase of an exposure that has just begun tells the console's time as exactly as a clock message does. Null when
 * `exposure` is none, or the phase known already.
 */
export function markFromPhase(
  exposure: ExposureView | null,
  known: ExposureView | null,
  localMs: number,
): ClockMark | null {
  if (exposure === null || exposure.startedAt === known?.startedAt) return null;
  return { consoleMs: Date.parse(exposure.startedAt), localMs };
}

const WAITING_STEPS: readonly ConsoleState['run']['step'][] = ['cooling', 'filter', 'waiting'];

/**
 * The mark moved on to this screen's `localMs`. The console's clock runs ahead only while simulated devices wait: during a
 * phase of an exposure until that phase should be over, and while the run cools or moves the wheel. Computing and writing
 * take real time.
 */
export function advance(
  mark: ClockMark,
  state: Pick<ConsoleState, 'clock' | 'run' | 'devices'> | null,
  localMs: number,
): ClockMark {
  const real = { consoleMs: consoleTime(mark, localMs, 1), localMs };
  if (state === null) return real;
  const fast = consoleTime(mark, localMs, state.clock.speed);
  const ends = state.devices.flatMap(({ camera }) => (camera?.exposure ? [Date.parse(camera.exposure.endsAt)] : []));
  if (ends.length > 0) return { consoleMs: Math.max(real.consoleMs, Math.min(fast, Math.max(...ends))), localMs };
  return WAITING_STEPS.includes(state.run.step) ? { consoleMs: fast, localMs } : real;
}
