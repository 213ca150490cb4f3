/** What moving tasks says of itself. */
import { afterAll, afterEach, expect, test } from 'vitest';
import { DARK, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let c: SmallConsole;
afterEach(() => c.close());
afterAll(removeFolders);

test('a task is moved by its name, also when it is named twice, and several by their number', async () => {
  c = await openSmallConsole();
  const [first, second] = [
    await c.call('queue.create', { draft: DARK }),
    await c.call('queue.create', { draft: { ...DARK, frames: 7 } }),
  ];
  const movedSo = async (uids: string[]) => {
    await c.call('queue.move', { uids, to: { end: 'first' } });
    const [step] = (await c.call('console.state', {})).undo;
    return step!;
  };
  expect((await movedSo([second.uid])).message).toMatch(/^Moved “Dark.*” in the queue\.$/);
  const twice = await movedSo([first.uid, first.uid]);
  expect(twice.message).toMatch(/^Moved “Dark.*” in the queue\.$/);
  expect(twice.step.facts).toEqual({ tasks: 1, title: expect.stringMatching(/^Dark/) });
  expect((await movedSo([first.uid, second.uid])).message).toBe('Moved 2 tasks in the queue.');
});
