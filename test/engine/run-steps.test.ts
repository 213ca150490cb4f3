import { afterAll, afterEach, expect, test } from 'vitest';
import type { RunView } from '../../src-main/contract/views.ts';
import { removeFolders, type SmallConsole } from '../app/small-console.ts';
import { lightTask, openTinyConsole } from '../safety/tiny-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

test('the wheel is said to move when the filter changes, not before every frame', async () => {
  open = await openTinyConsole();
  await open.call('queue.create', { draft: lightTask(6, 'Three in L, three in R') });
  const steps: RunView['step'][] = [];
  const unsubscribe = open.services.events.subscribe((event) => {
    if (event.type === 'run' && event.run.taskUid !== null && steps.at(-1) !== event.run.step)
      steps.push(event.run.step);
  });
  await open.runUntilIdle();
  unsubscribe();
  expect(await open.frames()).toHaveLength(6);
  expect(steps.filter((step) => step === 'filter')).toHaveLength(2);
});

test('the end of the queue is the end of the task and what the others need, and follows the queue', async () => {
  open = await openTinyConsole({ speed: 20 });
  const c = open;
  await c.call('queue.create', { draft: lightTask(40, 'The one that runs') });
  const other = await c.call('queue.create', { draft: lightTask(10, 'The other') });
  const needS = (await c.call('queue.detail', { uid: other.uid })).row.remainingS;
  const beyondTaskS = (run: RunView) => (Date.parse(run.queueEndsAt!) - Date.parse(run.taskEndsAt!)) / 1000;
  const exposing = () => c.next('run', ({ run }) => run.step === 'exposing' && run.taskEndsAt !== null);
  await c.call('run.start', { untilIdle: true });
  await exposing();
  expect(beyondTaskS((await exposing()).run)).toBeCloseTo(needS, 1);
  await c.call('queue.cancel', { uids: [other.uid], why: 'clouds' });
  expect(beyondTaskS((await exposing()).run)).toBeCloseTo(0, 1);
  await c.call('run.stopNow', {});
});
