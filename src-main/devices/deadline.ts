/** How long a piece of device work may take before something is wrong. */
export interface AllowedTime {
  /** Time that the work takes by the clock, ms; passes faster when waiting is sped up. */
  readonly clockMs: number;
  /** Real time on top of it, ms: computing, disks and cables do not speed up. */
  readonly marginMs: number;
}

const TICK_MS = 1000;

/**
 * Calls `onOverrun` once when the allowed time has passed; the returned function ends the watch. The speed may change
 * meanwhile. Counts its own ticks, so that time for which the whole machine slept is not held against the device.
 */
export function watchDeadline(
  clock: { readonly speed: number },
  allowed: AllowedTime,
  onOverrun: () => void,
): () => void {
  let clockLeft = allowed.clockMs;
  let marginLeft = allowed.marginMs;
  const timer = setInterval(() => {
    const spent = Math.min(TICK_MS, clockLeft / clock.speed);
    clockLeft -= spent * clock.speed;
    marginLeft -= TICK_MS - spent;
    if (marginLeft > 0) return;
    clearInterval(timer);
    onOverrun();
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
