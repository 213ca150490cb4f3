/** As long as `npm run endurance`, with what of it does not depend on how busy the machine is; its figures are printed. */

import { tableOf } from '../bench/figures.ts';
import { endure, SPEED } from '../endurance/endure.ts';
import { figuresOf, growth, outOfOrder } from '../endurance/judge.ts';
import { expect, test } from './fixtures.ts';
import { countedFrames } from './run-cli.ts';

test.use({ speed: SPEED });

test('frames come in for five minutes while one works on the screen: nothing is left behind, no frame is shown out of turn', async ({
  page,
  dataFolder,
}) => {
  // A busy machine takes its time for each movement.
  test.setTimeout(1_200_000);
  let newsOfTasks = 0;
  let asked = 0;
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void (String(payload).includes('"type":"queue"') && newsOfTasks++));
    socket.on('framesent', ({ payload }) => void (String(payload).includes('queue.detail') && asked++));
  });
  const endured = await endure(page, 300_000, () => countedFrames(dataFolder));
  console.log(tableOf(figuresOf(endured)));
  expect(endured.errors).toEqual([]);
  expect(endured.refused).toBe(0);
  // The task in progress is asked for when its page is opened and when it has changed, not at each step of a frame.
  expect(asked).toBeLessThanOrEqual(newsOfTasks + endured.rounds + 3);
  expect(endured.watched.shown.length).toBeGreaterThan(10);
  expect(outOfOrder(endured)).toEqual([]);
  for (const { what, grown, most } of growth(endured)) expect.soft(grown, what).toBeLessThanOrEqual(most);
});
