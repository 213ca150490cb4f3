/** Flats in a real console: of a panel, and through simulated dusks and dawns. */
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { FrameView } from '../../src-main/contract/views.ts';
import { longitudeOf } from './a-longitude.ts';
import { openSmallConsole, removeFolders, type SmallConsole, smallSetup } from './small-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

/** Filters of the simulated wheel. */
const L = 2;
const R = 3;
const HA = 6;

const SATURATION_ADU = 64_250;

const levelOf = (frame: FrameView) => frame.statistics!.median / SATURATION_ADU;
const inFilter = (frames: readonly FrameView[], name: string) => frames.filter((frame) => frame.filterName === name);

/** A console at the equator, under a sun that stands so high, falls or rises, and moves as it does in a twilight there. */
async function openInTwilight(sunDeg: number, way: 'dusk' | 'dawn', simulator: Record<string, unknown> = {}) {
  const c = await openSmallConsole({ speed: 500 });
  const longitude = longitudeOf(sunDeg, way, Date.now());
  const place = { latitudeDeg: 0, longitudeDeg: longitude, alwaysNight: false, starDensity: 0 };
  const setup = smallSetup({ ...place, ...simulator });
  Object.assign(setup.site, { latitude: 0, longitude });
  await c.call('setup.save', { text: JSON.stringify(setup) });
  return c;
}

async function importFlats(c: SmallConsole, filters: readonly number[], request: Record<string, unknown> = {}) {
  const uid = crypto.randomUUID();
  const task = {
    uid,
    task_type: 'optical_imaging_flat_calibration',
    status: 'pending',
    ota_id: 1,
    camera_id: 1,
    instrument_id: 1,
    required_exposure_time: 0,
    total_exposures: 4 * filters.length,
    modified_on: new Date().toISOString(),
    filters: filters.map((id) => ({ id })),
    request: { required_frames: 4, ...request },
  };
  await c.call('queue.import', { text: JSON.stringify([task]) });
  return uid;
}

/** Runs the queue, lets the simulated light change once the first frame counts, and returns the frames there are at the end. */
async function framesWhenLightChanges(c: SmallConsole, uid: string, dimmed: { to: number; frames: number }) {
  const ended = c.ended();
  await c.call('run.start', { untilIdle: true });
  await c.next('frame', ({ frame }) => frame.state === 'counted');
  await c.call('devices.injectFault', { device: 'camera', kind: 'dimmed', parameters: dimmed });
  await ended;
  return c.frames(uid);
}

describe('flats of a panel', () => {
  test('are within 5 % of the level asked for, in every filter, and nothing is rejected on the way', async () => {
    open = await openSmallConsole();
    const uid = await importFlats(open, [L, R, HA], { target_full_well_fraction: 0.4 });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(frames.map((frame) => frame.state)).toEqual(Array(12).fill('counted'));
    for (const frame of frames) expect(Math.abs(levelOf(frame) / 0.4 - 1)).toBeLessThan(0.05);
    expect((await open.call('queue.detail', { uid })).row.status).toBe('completed');
  });

  test('leave out the filters in which the panel is too dark, say so, and take the others', async () => {
    // Through the narrow filter the simulated panel gives about a tenth of the light.
    open = await openSmallConsole({ simulator: { flatPanelE: 25_000 } });
    const uid = await importFlats(open, [HA, L], { max_exposure_time_sec: 4 });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(inFilter(frames, 'Ha')).toEqual([]);
    expect(inFilter(frames, 'L').map((frame) => frame.state)).toEqual(Array(4).fill('counted'));
    const { row, history } = await open.call('queue.detail', { uid });
    expect(row.status).toBe('interrupted');
    expect(history.at(-1)!.why).toMatch(/no more flats in Ha, as the panel is too dark.*4 s/);
  });
});

describe('flats of a panel that is turned', () => {
  test.each([
    ['up until a frame saturates', 5, /saturated/],
    ['down', 0.4, /below the .* ADU that it should have/],
  ] as const)('%s: one frame is refused, those after it have the level again', async (_, to, reason) => {
    open = await openSmallConsole({ speed: 500 });
    const uid = await importFlats(open, [L], { required_frames: 8 });
    const frames = await framesWhenLightChanges(open, uid, { to, frames: 0 });
    const refused = frames.filter((frame) => frame.state === 'rejected');
    expect(refused.map((frame) => frame.reason)).toEqual([expect.stringMatching(reason)]);
    const counted = frames.filter((frame) => frame.state === 'counted');
    expect(counted).toHaveLength(8);
    for (const frame of counted) expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.05);
  });

  test('off: no dark frame counts, and the task is left with the reason', async () => {
    open = await openSmallConsole({ speed: 500 });
    const uid = await importFlats(open, [L], { required_frames: 8 });
    const frames = await framesWhenLightChanges(open, uid, { to: 0, frames: 0 });
    expect(frames.filter((frame) => frame.state === 'rejected')).toHaveLength(1);
    for (const frame of frames.filter(({ state }) => state === 'counted'))
      expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.05);
    const { row, history } = await open.call('queue.detail', { uid });
    expect(row.status).toBe('interrupted');
    expect(history.at(-1)!.why).toContain('the panel is too dark for a flat even at 60 s; light it');
  });
});

describe('flats of the twilight sky', () => {
  test.each([
    ['dusk', -3.5],
    ['dawn', -7],
  ] as const)('at %s each is near its level, with exposures that follow the light', async (way, sunDeg) => {
    open = await openInTwilight(sunDeg, way);
    const uid = await importFlats(open, [R], { flat_light: 'sky' });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(frames.map((frame) => frame.state)).toEqual(Array(4).fill('counted'));
    for (const frame of frames) expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.05);
    const exposures = frames.map((frame) => frame.exposureS);
    const sorted = [...exposures].sort((a, b) => (way === 'dusk' ? a - b : b - a));
    expect(exposures).toEqual(sorted);
    expect((await open.call('queue.detail', { uid })).row.status).toBe('completed');
  });

  test('dusk: the narrow filter is first, and the wide ones are waited for until the sky has faded enough', async () => {
    open = await openInTwilight(-2, 'dusk');
    const waits = new Set<string>();
    open.services.events.subscribe((event) => {
      if (event.type === 'run' && event.run.step === 'waiting') waits.add(event.run.activity.replace(/:.*/, ''));
    });
    const uid = await importFlats(open, [L, R, HA], {
      flat_light: 'sky',
      required_frames: 2,
      min_exposure_time_sec: 2,
    });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(frames.map(({ filterName, state }) => [filterName, state])).toEqual(
      ['Ha', 'Ha', 'R', 'R', 'L', 'L'].map((filter) => [filter, 'counted']),
    );
    for (const frame of frames) {
      expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.05);
      expect(frame.exposureS).toBeGreaterThanOrEqual(2);
    }
    expect([...waits]).toContain('Too bright for a flat in L');
  });

  test('dawn: the wide filter is first, and the narrow one is waited for until the sky is bright enough', async () => {
    open = await openInTwilight(-6, 'dawn');
    const uid = await importFlats(open, [HA, R, L], { flat_light: 'sky', required_frames: 2 });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(frames.map(({ filterName, state }) => [filterName, state])).toEqual(
      ['L', 'L', 'R', 'R', 'Ha', 'Ha'].map((filter) => [filter, 'counted']),
    );
    for (const frame of frames) expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.05);
  });

  test('dawn: a filter whose light is past is left with its reason, the others are taken, and the task is interrupted', async () => {
    open = await openInTwilight(-4.5, 'dawn');
    const uid = await importFlats(open, [L, HA], { flat_light: 'sky', required_frames: 2, min_exposure_time_sec: 8 });
    await open.runUntilIdle();
    const frames = await open.frames(uid);
    expect(frames.map(({ filterName, state }) => [filterName, state])).toEqual([
      ['Ha', 'counted'],
      ['Ha', 'counted'],
    ]);
    const { row, history } = await open.call('queue.detail', { uid });
    expect(row.status).toBe('interrupted');
    expect(history.at(-1)!.why).toBe('no more flats in L, as the sky is too bright for a flat even at 8 s');
  });

  test('a cloud spoils the frame that it is in, which is taken again with an exposure that fits', async () => {
    open = await openInTwilight(-4.5, 'dusk');
    const uid = await importFlats(open, [R], { flat_light: 'sky', required_frames: 8 });
    const frames = await framesWhenLightChanges(open, uid, { to: 0.6, frames: 1 });
    const spoilt = frames.filter((frame) => frame.state === 'rejected');
    expect(spoilt.map((frame) => frame.reason)).toEqual([expect.stringMatching(/below the .* ADU.*clouds/)]);
    const counted = frames.filter((frame) => frame.state === 'counted');
    expect(counted).toHaveLength(8);
    for (const frame of counted) expect(Math.abs(levelOf(frame) / 0.5 - 1)).toBeLessThan(0.1);
  });

  test('a night sky gives none: the task is left with the reason', async () => {
    open = await openInTwilight(-70, 'dusk');
    const uid = await importFlats(open, [L], { flat_light: 'sky' });
    await open.runUntilIdle();
    expect(await open.frames(uid)).toEqual([]);
    const { row, history } = await open.call('queue.detail', { uid });
    expect(row.status).toBe('interrupted');
    expect(history.at(-1)!.why).toBe('no more flats in L, as the sky is too dark for a flat even at 60 s');
  });
});
