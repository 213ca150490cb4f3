/** When a night's lights are over, so that what they lack of calibration can be taken. Pure. */

export interface NightSoFar {
  /** Degrees, and whether it climbs. */
  readonly sunAltitude: number;
  readonly sunClimbs: boolean;
  /** Light tasks in the queue that are still to be done. */
  readonly lightsLeft: boolean;
  /** No frame is being taken: no run, or one that waits. */
  readonly atRest: boolean;
}

/** Above this it is day, degrees: the sun's upper edge is over the horizon. */
const DAY_ALTITUDE = -0.83;

/**
 * `sun-up`: it is morning and the sun higher than asked for. `lights-done`: it is not day, and no light is queued any more.
 * Null while the night goes on.
 */
export function endOfNight(night: NightSoFar, endsAtAltitude: number): 'sun-up' | 'lights-done' | null {
  if (night.sunClimbs && night.sunAltitude > endsAtAltitude) return 'sun-up';
  if (!night.lightsLeft && night.atRest && night.sunAltitude < DAY_ALTITUDE) return 'lights-done';
  return null;
}
