import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  DARK,
  LIGHT,
  openSmallConsole,
  removeFolders,
  type SmallConsole,
  type SmallConsoleOptions,
} from './small-console.ts';

let open: SmallConsole | null = null;
async function console_(options?: SmallConsoleOptions): Promise<SmallConsole> {
  open = await openSmallConsole(options);
  return open;
}
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

const SAMPLES = join(import.meta.dirname, '..', 'samples', 'tonight.json');
const statusOf = async (c: SmallConsole, uid: string) => (await c.call('queue.detail', { uid })).row.status;
const countedOf = (frames: Awaited<ReturnType<SmallConsole['frames']>>) =>
  frames.filter((frame) => frame.state === 'counted');

describe('a night’s queue', () => {
  test('every optical task ends as the rules say; radio, future and expired ones are left alone', async () => {
    const c = await console_();
    await c.call('queue.import', { text: readFileSync(SAMPLES, 'utf8') });
    const end = await c.runUntilIdle();
    expect(end.problem).toBeNull();

    const { text } = await c.call('queue.export', {});
    const tasks = JSON.parse(text) as Record<string, unknown>[];
    const told = tasks.map((task) => [task.id, task.status, task.observatory_acquired_frames, task.progress]);
    expect(told).toEqual([
      [1001, 'completed', 20, 1],
      [1002, 'completed', 8, 1],
      [1003, 'completed', 10, 1],
      [1004, 'completed', 5, 1],
      [1005, 'completed', 5, 1],
      [1006, 'pending', 0, 0],
      [1007, 'not_attempted', 0, 0],
      [1008, 'pending', 0, 0],
    ]);
    for (const task of tasks.slice(0, 5)) {
      expect(task.assets_revision).toBe(task.observatory_acquired_frames);
      expect(task.task_asset_infos).toHaveLength(task.observatory_acquired_frames as number);
      expect(Date.parse(task.actual_start_time as string)).toBeLessThan(Date.parse(task.actual_end_time as string));
      expect(task.completed_on).toBe(task.actual_end_time);
    }
    expect(tasks[0]!.accumulated_exposure_time).toBe(1200);
    expect(tasks[5]!.actual_start_time).toBeNull();
    expect(await c.call('frames.verify', {})).toEqual({ checked: 48, problems: [] });
    const { rows } = await c.call('queue.page', {});
    expect(rows[5]!.hindrance?.reason).toBe('radio');
    expect(rows[7]!.hindrance?.reason).toBe('not-before');
  });

  test('a pause lets the frame finish; the next run takes only what is missing', async () => {
    const c = await console_({ speed: 400 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const end = c.ended();
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await c.call('run.pause', {});
    expect(await end).toMatchObject({ state: 'paused', problem: null });
    expect((await c.frames()).map((frame) => frame.state)).toEqual(['counted']);
    expect(await statusOf(c, uid)).toBe('interrupted');

    await c.runUntilIdle();
    expect((await c.frames()).map((frame) => frame.state)).toEqual(['counted', 'counted', 'counted', 'counted']);
    const { history } = await c.call('queue.detail', { uid });
    expect(history.map((entry) => entry.toStatus)).toEqual(['active', 'interrupted', 'active', 'completed']);
  });

  test('stop now loses the frame in flight and counts nothing of it', async () => {
    const c = await console_({ speed: 60 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await c.call('run.stopNow', {});
    const frames = await c.frames();
    expect(frames.map((frame) => frame.state)).toEqual(['lost']);
    expect(frames[0]!.reason).toMatch(/abort/i);
    expect((await c.call('queue.detail', { uid })).row).toMatchObject({
      status: 'interrupted',
      acquiredFrames: 0,
      accumulatedExposureS: 0,
    });
    expect((await c.call('console.state', {})).run.state).toBe('idle');
  });

  test.each([0, 20, 100, 250, 600])(
    'stopped %i ms after it was started, in real time, the run ends within seconds',
    async (ms) => {
      const c = await console_({ speed: 1 });
      await c.call('queue.create', { draft: LIGHT });
      await c.call('run.start', {});
      await new Promise((resolve) => setTimeout(resolve, ms));
      await c.call('run.stopNow', {});
      expect((await c.call('console.state', {})).run.state).toBe('idle');
      expect(countedOf(await c.frames())).toHaveLength(0);
    },
  );

  test('an aborted frame is taken again', async () => {
    const c = await console_({ speed: 300 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await c.call('run.abortFrame', {});
    expect((await end).problem).toBeNull();
    const frames = await c.frames(uid);
    expect(frames.filter((frame) => frame.state === 'lost')).toHaveLength(1);
    expect(countedOf(frames)).toHaveLength(4);
    const { cells } = await c.call('queue.detail', { uid });
    expect(cells[0]).toMatchObject({ attempted: 5, acquired: 4, accepted: 4 });
  });

  test('a skipped task is left for this run and taken up by the next', async () => {
    const c = await console_({ speed: 300 });
    const first = await c.call('queue.create', { draft: LIGHT });
    const second = await c.call('queue.create', { draft: { ...LIGHT, title: 'M 101' } });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await c.call('run.skipTask', {});
    await end;
    expect(await statusOf(c, first.uid)).toBe('interrupted');
    expect(await statusOf(c, second.uid)).toBe('completed');
    await c.runUntilIdle();
    expect(await statusOf(c, first.uid)).toBe('completed');
  });

  test('a task that is cancelled in mid frame ends at once, and the run goes on with the next', async () => {
    const c = await console_({ speed: 300 });
    const first = await c.call('queue.create', { draft: LIGHT });
    const second = await c.call('queue.create', { draft: { ...LIGHT, title: 'M 101' } });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await c.call('queue.cancel', { uids: [first.uid], why: 'clouds in the west' });
    await end;
    expect(await statusOf(c, first.uid)).toBe('canceled');
    expect(countedOf(await c.frames(first.uid))).toHaveLength(0);
    expect(await statusOf(c, second.uid)).toBe('completed');
    const { history } = await c.call('queue.detail', { uid: first.uid });
    expect(history.at(-1)).toMatchObject({ who: 'observer', toStatus: 'canceled', why: 'clouds in the west' });
  });

  test('tasks added to the top, moved and edited while it runs are taken as they then stand', async () => {
    const c = await console_({ speed: 300 });
    const long = await c.call('queue.create', { draft: LIGHT });
    const other = await c.call('queue.create', { draft: { ...LIGHT, title: 'second' } });
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    const urgent = await c.call('queue.create', {
      draft: { ...LIGHT, title: 'urgent', requiredExposureS: 60 },
      to: { before: other.uid },
    });
    await c.call('queue.edit', { uid: long.uid, draft: { ...LIGHT, requiredExposureS: 360 } });
    await end;
    const order = countedOf(await c.frames()).map((frame) => frame.taskUid);
    expect(order).toEqual([...Array(6).fill(long.uid), urgent.uid, ...Array(4).fill(other.uid)]);
  });

  test('an edit cannot take away a filter that has frames', async () => {
    const c = await console_({ speed: 400 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const paused = c.ended();
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    await c.call('run.pause', {});
    await paused;
    const edit = c.call('queue.edit', { uid, draft: { ...LIGHT, filterIds: [3] } });
    await expect(edit).rejects.toMatchObject({
      reason: 'bad-input',
      problems: [{ field: 'filterIds', facts: { code: 'frames-taken', filters: ['L'] } }],
    });
  });
});

describe('what frames count', () => {
  test('rejecting a frame of an unfinished task asks for another; restoring it counts it again', async () => {
    const c = await console_({ speed: 400 });
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const paused = c.ended();
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'counted');
    await c.call('run.pause', {});
    await paused;
    const before = (await c.call('queue.detail', { uid })).row;
    const [first] = await c.frames();
    expect(await c.call('frames.reject', { uids: [first!.uid], why: 'satellite' })).toEqual({ changed: 1 });
    const { row, record } = await c.call('queue.detail', { uid });
    expect(row.acquiredFrames).toBe(before.acquiredFrames - 1);
    expect(row.accumulatedExposureS).toBe(before.accumulatedExposureS - 60);
    expect(record.assets_revision).toBe(before.acquiredFrames + 1);

    await c.runUntilIdle();
    expect((await c.call('queue.detail', { uid })).row).toMatchObject({ status: 'completed', acquiredFrames: 4 });
    expect(await c.frames()).toHaveLength(5);
    await c.call('frames.restore', { uids: [first!.uid] });
    expect((await c.call('queue.detail', { uid })).row).toMatchObject({
      status: 'completed',
      acquiredFrames: 5,
      progress: 1,
    });
    expect((await c.call('frames.verify', {})).problems).toEqual([]);
  });

  test('a flat that is too bright even at the shortest exposure leaves the task with the reason, and no frame', async () => {
    const c = await console_({ simulator: { alwaysNight: true, flatPanelE: 1e7 } });
    const flat = {
      ...DARK,
      taskType: 'optical_imaging_flat_calibration',
      filterIds: [2],
      maxExposureS: null,
      flatMaxExposureS: 30,
      flatMinExposureS: 5,
    } as const;
    const { uid } = await c.call('queue.create', { draft: flat });
    await c.runUntilIdle();
    const { row, history } = await c.call('queue.detail', { uid });
    expect(row).toMatchObject({ status: 'interrupted', acquiredFrames: 0 });
    expect(history.at(-1)!.why).toMatch(/too bright/i);
  });

  test('a test frame by hand is kept and never counts', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: LIGHT });
    await c.call('devices.connect', { instrumentId: 1 });
    const input = {
      instrumentId: 1,
      frameType: 'light',
      exposureS: 2,
      binning: 2,
      subFrame: { x: 16, y: 8, width: 64, height: 32 },
    } as const;
    const { frameUid } = await c.call('devices.testFrame', input);
    const [frame] = await c.frames();
    expect(frame).toMatchObject({
      uid: frameUid,
      purpose: 'test',
      state: 'written',
      width: 32,
      height: 16,
      taskUid: null,
    });
    expect((await c.call('queue.page', {})).rows[0]!.acquiredFrames).toBe(0);
    const response = await c.services.pixels(new Request(`http://x/pixels/${frameUid}?level=1`));
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBe(32 * 16 * 2);
    const { cards } = await c.call('frames.header', { uid: frameUid });
    expect(Object.fromEntries(cards.map((card) => [card.keyword, card.value]))).toMatchObject({
      IMAGETYP: 'Light Frame',
      XBINNING: '2',
      XORGSUBF: '8',
    });
  });

  test('frames verify names a file that was changed and one that is gone', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 180 } });
    await c.runUntilIdle();
    const [changed, gone] = await c.frames();
    const { truncateSync, unlinkSync } = await import('node:fs');
    truncateSync(join(c.folder, changed!.path!), 5760);
    unlinkSync(join(c.folder, gone!.path!));
    const { checked, problems } = await c.call('frames.verify', {});
    expect(checked).toBe(3);
    expect(problems.map((problem) => problem.uid)).toEqual([changed!.uid, gone!.uid]);
  });
});

describe('what stands in the way', () => {
  test('a camera without a shutter asks for the cover before darks; the answer is in the log', async () => {
    const c = await console_({ simulator: { hasShutter: false } });
    const { uid } = await c.call('queue.create', { draft: DARK });
    const asked = c.next('run', ({ run }) => run.question !== null);
    const end = c.ended();
    await c.call('run.start', { untilIdle: true });
    const { run } = await asked;
    expect(run.question!.text).toMatch(/cover/i);
    await c.call('run.answer', { id: run.question!.id, answer: 'Covered' });
    await end;
    expect(await statusOf(c, uid)).toBe('completed');
    const { entries } = await c.call('log.page', { who: 'observer' });
    expect(entries.some((entry) => entry.message.includes('Covered'))).toBe(true);
  });

  test('with nobody there, the question declines and the task is left with the reason', async () => {
    const c = await console_({ host: 'cli', simulator: { hasShutter: false } });
    const { uid } = await c.call('queue.create', { draft: DARK });
    await c.runUntilIdle();
    expect(await statusOf(c, uid)).toBe('interrupted');
    expect((await c.frames()).length).toBe(0);
  });

  test('a task whose time ends in mid run is interrupted with what it has', async () => {
    const c = await console_({ speed: 400 });
    const { clock } = await c.call('console.state', {});
    const expiration = new Date(Date.parse(clock.now) + 300_000).toISOString();
    const { uid } = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 3000, expiration } });
    await c.runUntilIdle();
    const { row, history } = await c.call('queue.detail', { uid });
    expect(row.status).toBe('interrupted');
    expect(row.acquiredFrames).toBeGreaterThan(0);
    expect(row.acquiredFrames).toBeLessThan(6);
    expect(history.at(-1)!.why).toMatch(/expires|ended/);
    for (const frame of countedOf(await c.frames())) {
      expect(Date.parse(frame.startedAt!) + 60_000).toBeLessThanOrEqual(Date.parse(expiration));
    }
  });

  test('a filter that is in no slot keeps the task in the queue with the reason', async () => {
    const c = await console_();
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const setup = JSON.parse((await c.call('setup.get', {})).text);
    setup.filter_wheels[0].slots = setup.filter_wheels[0].slots.filter(
      (slot: { filter_id: number }) => slot.filter_id !== 2,
    );
    await c.call('setup.save', { text: JSON.stringify(setup) });
    await c.runUntilIdle();
    const { row } = await c.call('queue.detail', { uid });
    expect(row).toMatchObject({ status: 'pending', hindrance: { reason: 'no-filter' } });
    expect(row.hindrance!.message).toContain('L');
  });

  test('a frame by hand that is being taken is named to whoever wants the devices meanwhile', async () => {
    const c = await console_({ speed: 60 });
    const input = { instrumentId: 1, frameType: 'dark', exposureS: 3600, binning: 1 } as const;
    await c.call('devices.connect', { instrumentId: 1 });
    const exposing = c.next('frame', ({ frame }) => frame.state === 'exposing');
    const frame = expect(c.call('devices.testFrame', input)).rejects.toMatchObject({
      facts: { code: 'device-failed', failure: 'aborted' },
    });
    await exposing;
    const busy = { reason: 'device', facts: { code: 'devices-busy', busyWith: 'frame' } };
    await expect(c.call('devices.moveWheel', { instrumentId: 1, slot: 3 })).rejects.toMatchObject(busy);
    await expect(c.call('devices.testFrame', input)).rejects.toMatchObject(busy);
    await c.call('devices.abortTestFrame', { instrumentId: 1 });
    await frame;
  });

  test('the devices cannot be moved by hand while the run has them', async () => {
    const c = await console_({ speed: 60 });
    await c.call('queue.create', { draft: LIGHT });
    await c.call('run.start', {});
    await c.next('frame', ({ frame }) => frame.state === 'exposing');
    await expect(c.call('devices.moveWheel', { instrumentId: 1, slot: 3 })).rejects.toMatchObject({
      reason: 'wrong-state',
      facts: { code: 'run-has-devices' },
    });
    await c.call('run.stopNow', {});
  });
});
