/**
 * Notices when the computer's clock is set, by a person, by NTP after a night without network, or by waking from sleep. Waits
 * go by a clock that never steps; what is at stake is what goes by the calendar: windows, expiry, the times in headers.
 */
import { spellTime } from '../contract/spelled-time.ts';
import type { Clock } from '../devices/clock.ts';

/** NTP slews smaller errors away, and two looks are never quite simultaneous; ms. */
const LEAST_STEP_MS = 2_000;

export class ClockWatch {
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
  #offset: number;
  #lowest: number;

  constructor(clock: Pick<Clock, 'now' | 'monotonic'>) {
    this.#clock = clock;
    this.#offset = this.#measure();
    this.#lowest = this.#offset;
  }

  /** By how much the clock has stepped since the last look, ms, forward positive; 0 when it has not. */
  look(): number {
    const offset = this.#measure();
    const step = offset - this.#offset;
    this.#offset = offset;
    this.#lowest = Math.min(this.#lowest, offset);
    return Math.abs(step) < LEAST_STEP_MS ? 0 : Math.round(step);
  }

  /**
   * UTC ms by the most hesitant of the clocks that there have been since the console started. What cannot be taken back –
   * a task that expires – has to be true by every one of them: a clock that was set forward by mistake spoils no queue.
   */
  earliestNow(): number {
    this.#lowest = Math.min(this.#lowest, this.#measure());
    return Math.floor(this.#clock.monotonic() + this.#lowest);
  }

  #measure(): number {
    return this.#clock.now() - this.#clock.monotonic();
  }
}

/** What the observer should know of a step. */
export function describeStep(stepMs: number, frameInFlight: boolean): string {
  const direction = stepMs > 0 ? 'forward' : 'back';
  const frame = frameInFlight ? ' The frame being taken began by the old clock.' : '';
  return (
    `The computer’s clock was set ${direction} by ${spellTime(Math.abs(stepMs))}. The run goes on; no task expires by the step alone.${frame} ` +
    'Check the time: frames from before the step carry the old one.'
  );
}
