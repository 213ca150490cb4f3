/**
 * Time as the run sees it. With simulated devices waiting can be shortened by a speed factor: while somebody sleeps, the
 * clock runs that many times faster, so that every time in a header is consistent (a 60 s exposure ends 60 s after it
 * began) and a countdown counts evenly.
 */
export interface Clock {
  /** UTC, whole ms since 1970. Steps when the system's clock does, or a simulated one is told to. */
  now(): number;
  /** Monotonic ms from an arbitrary start; never steps, runs ahead as `now` does. */
  monotonic(): number;
  /** Waits `ms` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Speed factor of waiting, ≥ 1; 1 for real devices. Applies at once, also to sleeps under way. */
  setSpeed(speed: number): void;
  readonly speed: number;
  /** By how much the clock has run ahead of the system's, ms. Never shrinks. */
  readonly aheadMs: number;
  /** Catches up with another process's clock that has run further ahead. Never goes back. */
  runAheadTo(aheadMs: number): void;
  /** By how much `now` has been told to step, ms; 0 with real devices. */
  steppedMs: number;
}

interface Sleeper {
  /** On this clock's monotonic scale. */
  readonly deadline: number;
  readonly wake: () => void;
}

/** The longest delay that setTimeout takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function createClock(initialSpeed = 1): Clock {
  let speed = Math.max(1, initialSpeed);
  let aheadAtMark = 0;
  let steppedMs = 0;
  let mark = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sleepers = new Set<Sleeper>();

  const earliestDeadline = () => {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { deadline } of sleepers) earliest = Math.min(earliest, deadline);
    return earliest;
  };

  /**
   * By how much the clock is ahead at an instant of `performance.now()`. It runs fast only up to the first sleeper's
   * deadline: a process that is busy when a timer is due wakes its sleeper late, and without this limit the lateness
   * would be multiplied by the speed.
   */
  const aheadAt = (real: number) => {
    if (sleepers.size === 0 || speed === 1) return aheadAtMark;
    const untilDeadline = (earliestDeadline() - mark - aheadAtMark) / speed;
    return aheadAtMark + Math.min(real - mark, Math.max(0, untilDeadline)) * (speed - 1);
  };
  const ahead = () => aheadAt(performance.now());
  const monotonic = () => {
    const real = performance.now();
    return real + aheadAt(real);
  };
  /** Fixes what has passed so far; to be called before anything that `aheadAt` depends on changes. Returns `monotonic`. */
  const setMark = () => {
    const real = performance.now();
    aheadAtMark = aheadAt(real);
    mark = real;
    return real + aheadAtMark;
  };

  const armTimer = () => {
    clearTimeout(timer);
    if (sleepers.size === 0) return;
    const realMs = (earliestDeadline() - monotonic()) / speed;
    timer = setTimeout(wakeThoseDue, Math.min(Math.max(0, realMs), LONGEST_TIMER_MS));
  };
  const wakeThoseDue = () => {
    let time = setMark();
    // Timers may fire up to a millisecond early; the rest is passed over rather than waited for once more.
    const restMs = earliestDeadline() - time;
    if (restMs > 0 && restMs <= speed) {
      aheadAtMark += restMs;
      time += restMs;
    }
    for (const sleeper of sleepers) {
      if (sleeper.deadline > time) continue;
      sleepers.delete(sleeper);
      sleeper.wake();
    }
    armTimer();
  };

  return {
    now: () => Math.floor(Date.now() + ahead() + steppedMs),
    monotonic,
    get speed() {
      return speed;
    },
    setSpeed(factor) {
      setMark();
      speed = Math.max(1, factor);
      armTimer();
    },
    get aheadMs() {
      return ahead();
    },
    get steppedMs() {
      return steppedMs;
    },
    set steppedMs(ms) {
      steppedMs = ms;
    },
    runAheadTo(aheadMs) {
      setMark();
      aheadAtMark = Math.max(aheadAtMark, aheadMs);
      armTimer();
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper: Sleeper = {
          deadline: setMark() + Math.max(0, ms),
          wake() {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        const onAbort = () => {
          setMark();
          sleepers.delete(sleeper);
          armTimer();
          reject(signal?.reason);
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
        armTimer();
      });
    },
  };
}
