import { afterAll, expect, test } from 'vitest';
import { removeFolders } from '../app/small-console.ts';
import { longNight } from './night/long-night.ts';

afterAll(removeFolders);

/** `npm run safety:night` takes 10,000 frames and looks at the memory as well. */
test('a night with a fault every few frames ends complete, with no files left open', async () => {
  const { counted, faults, unfinishedTasks, violations, warm, end } = await longNight(100, 10);
  expect({ counted, faults, unfinishedTasks, violations }).toEqual({
    counted: 100,
    faults: 9,
    unfinishedTasks: 0,
    violations: [],
  });
  // Stars are measured when nothing else is to be done: their frame's file may be open whenever the last looks fall.
  expect(end.files).toBeLessThanOrEqual(warm.files + 1);
  expect(end.resources).toBeLessThanOrEqual(warm.resources);
});
