import { afterAll, expect, test } from 'vitest';
import { removeFolders } from '../app/small-console.ts';
import { killRounds } from './kill-rounds/kill-rounds.ts';

afterAll(removeFolders);

/** The long version, with hundreds of rounds, is `npm run safety:kill`. */
test('killed again and again at random moments, a night still ends with every frame taken once', async () => {
  const report = await killRounds(8, 20_261_122);
  expect(report.violations).toEqual([]);
  expect(report.counted).toBe(report.planned);
  expect(report.unfinishedTasks).toBe(0);
});
