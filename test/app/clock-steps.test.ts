import { afterAll, afterEach, expect, test } from 'vitest';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

const step = (c: SmallConsole, byS: number) =>
  c.call('devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS } });

test.each([
  ['forward', 3600],
  ['back', -3600],
] as const)(
  'the clock set %s by an hour in mid exposure: an alarm, and the run takes every frame',
  async (way, byS) => {
    open = await openSmallConsole({ speed: 100 });
    const { uid } = await open.call('queue.create', { draft: LIGHT });
    const end = open.ended();
    await open.call('run.start', { untilIdle: true });
    await open.next('device', ({ device }) => device.camera?.exposure?.phase === 'exposing');
    const alarm = open.next('log', ({ entry }) => entry.what === 'clock.stepped');
    await step(open, byS);
    const { entry } = await alarm;
    expect(entry).toMatchObject({ level: 'alarm', taskUid: uid });
    expect(entry.message).toContain(`set ${way} by 1 h 0 min 0 s`);
    expect((await end).problem).toBeNull();
    const frames = await open.frames(uid);
    expect(frames.map((frame) => frame.state)).toEqual(['counted', 'counted', 'counted', 'counted']);
    // Each frame took its minute, whatever the clock said.
    expect(frames.every((frame) => frame.exposureS === 60)).toBe(true);
    expect((await open.call('frames.verify', {})).problems).toEqual([]);
  },
);

test('a clock set forward by mistake expires no task for good; set right again, the task is run', async () => {
  open = await openSmallConsole({ speed: 5000 });
  const now = Date.parse((await open.call('console.state', {})).clock.now);
  const expiration = new Date(now + 12 * 3_600_000).toISOString();
  const { uid } = await open.call('queue.create', { draft: { ...LIGHT, expiration } });
  await step(open, 20 * 3600);
  await open.runUntilIdle();
  expect((await open.call('queue.detail', { uid })).row).toMatchObject({ status: 'pending', acquiredFrames: 0 });
  await step(open, -20 * 3600);
  await open.runUntilIdle();
  expect((await open.call('queue.detail', { uid })).row.status).toBe('completed');
});

test('what is no step of a clock is refused with an example', async () => {
  open = await openSmallConsole();
  const nonsense = open.call('devices.injectFault', { device: 'clock', kind: 'melt' });
  await expect(nonsense).rejects.toMatchObject({ reason: 'bad-input', message: expect.stringContaining('byS=3600') });
});
