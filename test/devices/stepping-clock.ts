import type { Clock } from '../../src-main/devices/clock.ts';

/**
 * A clock for tests: stands still until somebody sleeps, then steps from deadline to deadline, one per turn of the event
 * loop. Nothing depends on the machine's speed.
 */
export function createSteppingClock(startMs = Date.UTC(2026, 10, 22, 22, 0, 0)): Clock {
  let time = 0;
  const sleepers: { deadline: number; wake(): void }[] = [];
  let stepping = false;
  const step = () => {
    sleepers.sort((a, b) => a.deadline - b.deadline);
    const next = sleepers.shift();
    if (next) {
      time = Math.max(time, next.deadline);
      next.wake();
    }
    stepping = sleepers.length > 0;
    if (stepping) setImmediate(step);
  };
  return {
    now: () => startMs + time,
    monotonic: () => time,
    speed: 1,
    aheadMs: 0,
    steppedMs: 0,
    setSpeed() {},
    runAheadTo() {},
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason);
        };
        const sleeper = {
          deadline: time + Math.max(0, ms),
          wake() {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
        if (!stepping) setImmediate(step);
        stepping = true;
      });
    },
  };
}
