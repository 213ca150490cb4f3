import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { DARK, LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let open: SmallConsole | null = null;
const opened = async (options: Parameters<typeof openSmallConsole>[0] = {}) => {
  open = await openSmallConsole(options);
  return open;
};
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

describe('a fault in the night', () => {
  test.each([
    ['a short frame', { device: 'camera', kind: 'short-frame', parameters: { frames: 1 } }],
    ['the instrument’s process crashing', { device: 'camera', kind: 'crash', parameters: {} }],
    ['a wheel that jams once', { device: 'wheel', kind: 'jam', parameters: { moves: 1 } }],
    ['a wheel that reports another slot', { device: 'wheel', kind: 'wrong-slot', parameters: { moves: 1 } }],
  ] as const)('%s costs at most a frame; the run goes on to the end', async (_, fault) => {
    const c = await opened();
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    await c.call('devices.injectFault', fault);
    const end = await c.runUntilIdle();
    expect(end.problem).toBeNull();
    expect((await c.call('queue.detail', { uid })).row).toMatchObject({ status: 'completed', acquiredFrames: 4 });
    const { entries } = await c.call('log.page', { levels: ['warning'] });
    expect(entries.some((entry) => entry.what === 'frame.failed')).toBe(true);
    expect((await c.call('frames.verify', {})).problems).toEqual([]);
  });

  test.each([
    ['a wheel that stays jammed', { device: 'wheel', kind: 'jam', parameters: { moves: 0 } }, /wheel/i],
    ['a camera that stays away', { device: 'camera', kind: 'lost', parameters: {} }, /cable/],
    ['a cooler that never arrives', { device: 'camera', kind: 'cooler-short', parameters: { byC: 5 } }, /set point|°C/],
  ] as const)(
    '%s pauses the run with an alarm that says what to look at; nothing is counted',
    async (_, fault, says) => {
      const c = await opened({ speed: 20_000 });
      const { uid } = await c.call('queue.create', { draft: LIGHT });
      await c.call('devices.injectFault', fault);
      const end = await c.runUntilIdle();
      expect(end).toMatchObject({ state: 'paused' });
      expect(end.problem).toMatch(says);
      expect((await c.call('queue.detail', { uid })).row).toMatchObject({ status: 'interrupted', acquiredFrames: 0 });
      const { entries } = await c.call('log.page', { levels: ['alarm'] });
      expect(entries[0]!.message).toMatch(says);
    },
  );

  test('the camera gone in mid exposure and back: that frame is lost, the others are taken', async () => {
    const c = await opened({ speed: 100 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    const gone = c.next('device', ({ device }) => device.connection === 'failed');
    await c.call('devices.injectFault', { device: 'camera', kind: 'lost', parameters: { forS: 8 } });
    expect((await gone).device.fault).toEqual({ failure: 'lost', device: 'camera' });
    expect((await end).problem).toBeNull();
    const states = (await c.frames(uid)).map((frame) => frame.state);
    expect(states).toEqual(['lost', 'counted', 'counted', 'counted', 'counted']);
  });

  test('a shutter that sticks without the camera noticing: no dark light is counted, and a person is called', async () => {
    const c = await opened({ speed: 200 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    await c.call('devices.injectFault', { device: 'camera', kind: 'shutter-stuck', parameters: { open: 0 } });
    const { problem, trouble } = await end;
    expect(problem).toMatch(/No light reached the sensor.*shutter/);
    // Also as what a screen in another language makes its sentences of: the run's, the task's, the log's.
    const rejected = { frames: 3, last: { code: 'no-light' } };
    expect(trouble).toMatchObject({ reason: 'frames-rejected', rejected });
    const { history } = await c.call('queue.detail', { uid });
    expect(history.at(-1)!.whyFacts).toMatchObject({ code: 'trouble', reason: 'frames-rejected', rejected });
    const { entries } = await c.call('log.page', { taskUid: uid });
    expect(entries.find(({ what }) => what === 'frame.rejected')!.facts).toMatchObject({
      how: 'by-check',
      reason: { facts: { code: 'no-light' } },
    });
    const frames = await c.frames(uid);
    // One may have been under way with the shutter open when it stuck.
    const counted = frames.filter((frame) => frame.state === 'counted');
    expect(counted.length).toBeLessThanOrEqual(2);
    expect(frames.slice(counted.length).map((frame) => frame.state)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('a shutter that sticks open spoils no dark', async () => {
    const c = await opened({ speed: 200 });
    const { uid } = await c.call('queue.create', { draft: { ...DARK, frames: 4 } });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    await c.call('devices.injectFault', { device: 'camera', kind: 'shutter-stuck', parameters: { open: 1 } });
    expect((await end).problem).toMatch(/Light reached the sensor during a dark/);
    expect((await c.frames(uid)).at(-1)).toMatchObject({ state: 'rejected' });
  });

  test('a camera that is gone can be told to come back', async () => {
    const c = await opened();
    await c.call('devices.injectFault', { device: 'camera', kind: 'lost' });
    await expect(c.call('devices.cool', { instrumentId: 1, setPointC: -10 })).rejects.toMatchObject({
      reason: 'device',
      facts: { code: 'device-failed', failure: 'lost' },
    });
    await c.call('devices.injectFault', { device: 'camera', kind: 'clear' });
    await c.call('devices.connect', { instrumentId: 1 });
    expect((await c.call('console.state', {})).devices[0]?.connection).toBe('connected');
  });

  test('a fault that no simulated device has is refused by name', async () => {
    const c = await opened();
    const nonsense = c.call('devices.injectFault', { device: 'camera', kind: 'haunted' });
    await expect(nonsense).rejects.toMatchObject({ reason: 'bad-input' });
  });
});

describe('taking steps back', () => {
  test('reject, cancel, edit and reorder, the last one first', async () => {
    const c = await opened();
    const first = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 60, title: 'first' } });
    await c.runUntilIdle();
    const second = await c.call('queue.create', { draft: { ...LIGHT, title: 'second' } });
    const third = await c.call('queue.create', { draft: { ...LIGHT, title: 'third' } });
    const before = JSON.parse((await c.call('queue.export', {})).text);
    const [frame] = await c.frames(first.uid);

    await c.call('frames.reject', { uids: [frame!.uid], why: 'trailed' });
    await c.call('queue.move', { uids: [third.uid], to: { end: 'first' } });
    await c.call('queue.edit', { uid: second.uid, draft: { ...LIGHT, title: 'changed', filterIds: [3, 4] } });
    await c.call('queue.cancel', { uids: [third.uid], why: 'moon too near' });
    const { undo } = await c.call('console.state', {});
    expect(undo.map((step) => step.message.split(' ')[0])).toEqual(['Cancelled', 'Edited', 'Moved', 'Rejected']);
    for (let i = 0; i < 4; i++) await c.call('undo.last', {});

    const after = JSON.parse((await c.call('queue.export', {})).text);
    const essence = (tasks: Record<string, unknown>[]) =>
      tasks.map(({ uid, status, title, filters, observatory_acquired_frames, total_exposures, cells }) => {
        return { uid, status, title, filters, observatory_acquired_frames, total_exposures, cells };
      });
    expect(essence(after)).toEqual(essence(before));
    await expect(c.call('undo.last', {})).rejects.toMatchObject({
      reason: 'wrong-state',
      facts: { code: 'nothing-to-undo' },
    });
  });

  test('a step that something else has overtaken is not taken back, and says why', async () => {
    const c = await opened();
    const { uid } = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 60 } });
    await c.call('queue.edit', { uid, draft: { ...LIGHT, requiredExposureS: 120 } });
    await c.runUntilIdle();
    await expect(c.call('undo.last', {})).rejects.toMatchObject({
      message: expect.stringMatching(/completed by now/),
      facts: { code: 'task-over', status: 'completed' },
    });
  });
});
