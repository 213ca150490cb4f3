/** Alarms of a real console: raised by what happens to it, outliving it, seen by somebody. */
import { afterAll, afterEach, expect, test } from 'vitest';
import type { AlarmKind } from '../../src-main/contract/alarms.ts';
import { DARK, LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

const alarmsOf = async (c: SmallConsole) => (await c.call('console.state', {})).alarms;
const alarm = (c: SmallConsole, kind: AlarmKind) => c.next('alarm', (event) => event.alarm.kind === kind);

test('a question is an alarm until it is answered; a queue that ended is a notice until the next start', async () => {
  open = await openSmallConsole({ simulator: { hasShutter: false } });
  const { uid } = await open.call('queue.create', { draft: DARK });
  const asked = alarm(open, 'run.asks');
  const end = open.ended();
  await open.call('run.start', { untilIdle: true });
  expect((await asked).alarm).toMatchObject({ state: 'raised', severity: 'serious', taskUid: uid });
  const question = (await open.call('console.state', {})).run.question!;
  const answered = alarm(open, 'run.asks');
  await open.call('run.answer', { id: question.id, answer: question.answers[0]! });
  expect((await answered).alarm.state).toBe('returned');
  await end;
  expect((await alarmsOf(open)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    'queue.ended raised',
    'run.asks returned',
  ]);
  await open.call('alarms.acknowledge', {});
  await open.runUntilIdle();
  expect((await alarmsOf(open)).map(({ kind }) => kind)).toEqual(['queue.ended']);
});

test('frames that are rejected in a row warn, then pause the run; all of it is still there after a restart', async () => {
  open = await openSmallConsole({ speed: 200 });
  await open.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 600 } });
  const end = open.ended();
  await open.call('run.start', { untilIdle: true });
  await open.next('frame', ({ frame }) => frame.state === 'counted');
  await open.call('devices.injectFault', { device: 'camera', kind: 'shutter-stuck', parameters: { open: 0 } });
  expect((await end).state).toBe('paused');
  const before = await alarmsOf(open);
  expect(before).toMatchObject([
    { kind: 'run.trouble', severity: 'critical', message: expect.stringContaining('paused: 3 frames in a row') },
    { kind: 'frames.rejected', severity: 'warning', message: expect.stringContaining('3 frames in a row') },
  ]);
  await open.close();
  open = await openSmallConsole({ folder: open.folder });
  const after = await alarmsOf(open);
  expect(after[0]).toEqual(before[0]);
  expect(after[1]).toMatchObject({ id: before[1]!.id, state: 'returned' });

  const strange = open.call('alarms.acknowledge', { ids: [99] });
  await expect(strange).rejects.toMatchObject({ reason: 'not-found', facts: { code: 'no-such-alarm' } });
  await open.call('alarms.acknowledge', { ids: [before[0]!.id] });
  expect(await alarmsOf(open)).toMatchObject([
    { kind: 'frames.rejected' },
    { state: 'acknowledged', acknowledgedBy: 'observer' },
  ]);
  const resumed = alarm(open, 'run.trouble');
  await open.call('run.start', { untilIdle: true });
  expect((await resumed).alarm.state).toBe('cleared');
});
