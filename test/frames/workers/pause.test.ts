import { expect, test } from 'vitest';
import { createPause } from '../../../src-main/frames/workers/pause.ts';

const SLEPT_MS = 1;

function computeFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a thread that has computed for some milliseconds sleeps for a moment, one that has not goes on', () => {
  const pause = createPause();
  const asked = (times: number) => {
    const before = performance.now();
    for (let i = 0; i < times; i++) pause();
    return performance.now() - before;
  };
  computeFor(7);
  const slept = performance.now();
  pause();
  expect(performance.now() - slept).toBeGreaterThanOrEqual(SLEPT_MS);
  // A thousand pauses of a millisecond would be a second.
  expect(asked(1000)).toBeLessThan(500);
});
