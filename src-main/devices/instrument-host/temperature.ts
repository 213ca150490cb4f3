/** Waiting for a sensor's temperature and warming it up gently. */
import type { Clock } from '../clock.ts';
import { type CoolerReading, DeviceError } from '../ports.ts';

/** How often the sensor is read while it is waited for, ms of the clock. */
const READ_EVERY_MS = 1000;

export interface WantedTemperature {
  readonly setPointC: number;
  readonly toleranceC: number;
  readonly dwellS: number;
  readonly timeoutS: number;
}

/**
 * Resolves once |sensor − set point| ≤ tolerance has held without a break for the dwell time. Rejects with
 * `cooling-timeout` when that has not come about in time.
 */
export async function waitForTemperature(
  clock: Clock,
  read: () => Promise<CoolerReading>,
  want: WantedTemperature,
  signal: AbortSignal,
): Promise<CoolerReading> {
  const began = clock.monotonic();
  let withinSince: number | null = null;
  for (;;) {
    const reading = await read();
    const now = clock.monotonic();
    if (Math.abs(reading.sensorC - want.setPointC) > want.toleranceC) withinSince = null;
    else withinSince ??= now;
    if (withinSince !== null && now - withinSince >= want.dwellS * 1000) return reading;
    if (now - began >= want.timeoutS * 1000) throw new DeviceError('cooling-timeout', timeoutSentence(reading, want));
    await clock.sleep(READ_EVERY_MS, signal);
  }
}

function timeoutSentence(reading: CoolerReading, want: WantedTemperature): string {
  const power = reading.power === null ? '' : ` with the cooler at ${Math.round(reading.power * 100)} % power`;
  const state = reading.on ? `at ${reading.sensorC.toFixed(1)} °C${power}` : 'not being cooled';
  return (
    `The sensor did not settle at ${want.setPointC.toFixed(1)} °C within ${Math.round(want.timeoutS)} s; it is ${state}. ` +
    'Choose a warmer set point, or check the cooler’s supply and the air around the camera.'
  );
}

/** Time between two steps of a warm-up, s. */
export const WARM_UP_STEP_S = 5;
/** The sensor no longer follows the ramp: it is as warm as its surroundings make it. */
const LAGGING_C = 2;
const COOLER_IDLE_POWER = 0.02;
/** Nowhere is a telescope that needs its sensor ramped beyond this. */
const WARM_ENOUGH_C = 30;

/**
 * The next step of a warm-up ramp: a new set point, or the end of cooling once the cooler has nothing left to hold.
 * A camera's cooler is never switched off cold, because the sensor would warm faster than its mounting can stand.
 */
export function nextWarmUpStep(
  reading: CoolerReading,
  rateCPerMinute: number,
): { readonly on: true; readonly setPointC: number } | { readonly on: false } {
  if (!reading.on || reading.setPointC === null) return { on: false };
  const lagging = reading.setPointC - reading.sensorC;
  const idle = reading.power !== null && reading.power <= COOLER_IDLE_POWER && lagging >= 0;
  if (idle || lagging > LAGGING_C || reading.sensorC >= WARM_ENOUGH_C) return { on: false };
  // From the sensor's temperature, not the old set point: that may be far below what the cooler ever reached.
  const from = Math.max(reading.sensorC, Math.min(reading.setPointC, reading.sensorC + LAGGING_C));
  return { on: true, setPointC: from + (rateCPerMinute * WARM_UP_STEP_S) / 60 };
}
