import { expect, test, vi } from 'vitest';
import { createPause } from '../../../src-main/frames/workers/pause.ts';

test('a thread that has computed for six milliseconds sleeps for one, one that has slept since goes on', () => {
  const clock = vi.spyOn(performance, 'now');
  const sleep = vi.spyOn(Atomics, 'wait');
  const sleptAfter = (ms: number) => {
    clock.mockReturnValue(ms);
    pause();
    return sleep.mock.calls.splice(0).map(([, , , forMs]) => forMs);
  };
  clock.mockReturnValue(1000);
  const pause = createPause();
  expect(sleptAfter(1005)).toEqual([]);
  expect(sleptAfter(1006)).toEqual([1]);
  expect(sleptAfter(1011)).toEqual([]);
  expect(sleptAfter(1050)).toEqual([1]);
  expect(sleptAfter(1050)).toEqual([]);
  vi.restoreAllMocks();
});
