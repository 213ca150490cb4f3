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
