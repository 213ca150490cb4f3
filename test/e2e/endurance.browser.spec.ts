/** Half a minute of `npm run endurance`, with what of it does not depend on how busy the machine is. */

import { tableOf } from '../bench/figures.ts';
import { endure, SPEED } from '../endurance/endure.ts';
import { figuresOf, growth, outOfOrder } from '../endurance/judge.ts';
import { expect, test } from './fixtures.ts';
import { countedFrames } from './run-cli.ts';

test.use({ speed: SPEED });

test('frames come in while one works on the screen: nothing is left behind, no frame is shown out of turn', async ({
  page,
  dataFolder,
}) => {
  // A busy machine takes its time for each movement.
  test.setTimeout(400_000);
  const endured = await endure(page, 15_000, () => countedFrames(dataFolder));
  console.log(tableOf(figuresOf(endured)));
  expect(endured.errors).toEqual([]);
  expect(endured.refused).toBe(0);
  expect(endured.watched.shown.length).toBeGreaterThan(3);
  expect(outOfOrder(endured)).toEqual([]);
  for (const { what, grown, most } of growth(endured)) expect.soft(grown, what).toBeLessThanOrEqual(most);
});
