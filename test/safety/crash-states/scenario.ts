/**
 * What the recorded console does: frames of two tasks, and everything else that changes the books. After each step it
 * writes what is so by now to a file outside the data folder, so that the recording shows what had been promised when.
 *
 * Arguments: the data folder (one with a tiny camera set up), the file for the promises, how many frames each task has.
 */
import { appendFileSync } from 'node:fs';
import { lightTask, openTinyConsole } from '../tiny-console.ts';
import { factsIn } from './facts.ts';

const [folder, promises, count] = process.argv.slice(2) as [string, string, string];
const frames = Number(count);

const c = await openTinyConsole({ folder });
const promise = () => appendFileSync(promises, `${JSON.stringify(factsIn(folder))}\n`);
c.services.events.subscribe((event) => {
  if (event.type === 'frame' && event.frame.state === 'counted') promise();
});
const did = async <Value>(step: Promise<Value>): Promise<Value> => {
  const value = await step;
  promise();
  return value;
};

promise();
const first = await did(c.call('queue.create', { draft: lightTask(frames, 'M 51') }));
const second = await did(c.call('queue.create', { draft: lightTask(frames + 1, 'M 81') }));
const third = await did(c.call('queue.create', { draft: lightTask(1, 'M 101') }));
await did(c.call('queue.move', { uids: [second.uid], to: { end: 'first' } }));
const exported = JSON.parse((await c.call('queue.export', {})).text).slice(0, 1);
exported[0].uid = '0b0e8f3c-6a53-4a3e-9c2f-7f6f0c0e5a11';
await did(c.call('queue.import', { text: JSON.stringify(exported) }));
await did(c.call('queue.cancel', { uids: [exported[0].uid], why: 'a copy' }));
await did(c.runUntilIdle());

const taken = (await c.frames(first.uid)).map((frame) => frame.uid);
await did(c.call('frames.reject', { uids: [taken[0]!], why: 'trailed' }));
await did(c.call('frames.restore', { uids: [taken[0]!] }));
const fourth = await did(c.call('queue.create', { draft: lightTask(2, 'M 13') }));
await did(c.call('queue.edit', { uid: fourth.uid, draft: lightTask(1, 'M 13') }));
await did(c.runUntilIdle());
await did(c.call('frames.reject', { uids: [(await c.frames(third.uid))[0]!.uid], why: 'clouds' }));
await c.close();
