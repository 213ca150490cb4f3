/**
 * Time as the run sees it. With simulated devices waiting can be shortened by a speed factor: while somebody sleeps, the
 * clock runs that many times faster, so that every time in a header is consistent (a 60 s exposure ends 60 s after it
 * began) and a countdown counts evenly.
 */
export interface Clock {
  /** UTC, ms since 1970. Steps when the system's clock does. */
  now(): number;
  /** Monotonic ms from an arbitrary start; never steps, runs ahead as `now` does. */
  monotonic(): number;
  /** Waits `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Speed factor of waiting, ≥ 1; 1 for real devices. Applies to sleeps begun afterwards and the clock at once. */
  setSpeed(speed: number): void;
  readonly speed: number;
  /** By how much the clock has run ahead of the system's, ms. */
  readonly aheadMs: number;
  /** Catches up with another process's clock that has run further ahead. Never goes back. */
  runAheadTo(aheadMs: number): void;
}

export function createClock(initialSpeed = 1): Clock {
  let speed = Math.max(1, initialSpeed);
  let aheadAtMark = 0;
  let mark = performance.now();
  let sleepers = 0;

  const ahead = () => aheadAtMark + (sleepers > 0 ? (performance.now() - mark) * (speed - 1) : 0);
  const setMark = () => {
    aheadAtMark = ahead();
    mark = performance.now();
  };

  return {
    now: () => Date.now() + ahead(),
    monotonic: () => performance.now() + ahead(),
    get speed() {
      return speed;
    },
    setSpeed(factor) {
      setMark();
      speed = Math.max(1, factor);
    },
    get aheadMs() {
      return ahead();
    },
    runAheadTo(aheadMs) {
      setMark();
      aheadAtMark = Math.max(aheadAtMark, aheadMs);
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        setMark();
        sleepers++;
        const end = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
          setMark();
          sleepers--;
        };
        const onAbort = () => {
          end();
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          end();
          resolve();
        }, Math.max(0, ms) / speed);
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
