/** Lights are measured in a running console: in the ledger, on the screens, and again from their files. */
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openStore } from '../../src-main/store/open-store.ts';
import { frames } from '../../src-main/store/schema/index.ts';
import { DARK, LIGHT, openSmallConsole, removeFolders, type SmallConsole, smallSetup } from './small-console.ts';

/** A field with some thirty stars, so that there is something to measure. */
const STARRY = { width: 320, height: 256, starDensity: 6 };

let open: SmallConsole | null = null;
async function starryConsole(change: (setup: ReturnType<typeof smallSetup>) => void = () => {}): Promise<SmallConsole> {
  open = await openSmallConsole();
  const setup = smallSetup(STARRY);
  Object.assign(setup.cameras[0]!, { array_width: STARRY.width, array_height: STARRY.height });
  change(setup);
  await open.call('setup.save', { text: JSON.stringify(setup) });
  return open;
}
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

test('each light has its stars measured, on the screens and in the ledger; other frames have none', async () => {
  const c = await starryConsole();
  await c.call('queue.create', { draft: DARK });
  const { uid } = await c.call('queue.create', { draft: LIGHT });
  const measured = new Map<string, unknown>();
  const all = c.next('frame', ({ frame }) => {
    if (frame.measurement !== null) measured.set(frame.uid, frame.measurement);
    return measured.size === 4;
  });
  await c.runUntilIdle();
  await all;
  const lights = await c.frames(uid);
  expect(lights.map(({ uid, measurement }) => [uid, measurement])).toEqual([...measured]);
  for (const { measurement } of lights) {
    expect(measurement!.stars).toBeGreaterThan(15);
    expect(measurement!.hfr).toBeGreaterThan(1.5);
    expect(measurement!.hfr).toBeLessThan(2.2);
    expect(measurement!.superpixels).toBe(false);
  }
  const others = (await c.frames()).filter(({ frameType }) => frameType !== 'light');
  expect(others.map(({ measurement }) => measurement)).toEqual([null, null]);
  await expect(c.call('frames.stars', { uid: others[0]!.uid })).rejects.toThrow('only lights have stars');
});

test('the stars of a frame are read from its file again after a restart, and come out the same', async () => {
  const c = await starryConsole();
  const { uid } = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 60 } });
  const measured = c.next('frame', ({ frame }) => frame.measurement !== null);
  await c.runUntilIdle();
  const { frame } = await measured;
  const before = await c.call('frames.stars', { uid: frame.uid });
  expect(before.measurement).toEqual(frame.measurement);
  expect(before.stars).toHaveLength(before.measurement.stars);
  await c.close();
  open = await openSmallConsole({ folder: c.folder });
  expect((await open.frames(uid))[0]!.measurement).toEqual(frame.measurement);
  expect(await open.call('frames.stars', { uid: frame.uid })).toEqual(before);
});

test('lights that an end kept from being measured are made up for: tonight’s at the start, older ones when they are looked at', async () => {
  const c = await starryConsole();
  const { uid } = await c.call('queue.create', { draft: LIGHT });
  await c.runUntilIdle();
  const taken = await c.frames(uid);
  await c.close();
  const store = openStore(c.folder);
  store.db.update(frames).set({ measurement: null }).run();
  store.db.update(frames).set({ night: '2020-01-01' }).where(eq(frames.uid, taken[0]!.uid)).run();
  store.close();

  open = await openSmallConsole({ folder: c.folder });
  const measurementOf = async (at: number) => (await open!.frames(uid))[at]!.measurement;
  await expect.poll(() => measurementOf(1), { timeout: 10_000 }).not.toBeNull();
  expect(await measurementOf(0)).toBeNull();
  const { measurement } = await open.call('frames.stars', { uid: taken[0]!.uid });
  expect(await measurementOf(0)).toEqual(measurement);
});

test('a light that shows too few stars is rejected, and another is taken though it was the task’s last', async () => {
  const c = await starryConsole((setup) => {
    setup.instruments[0]!.star_limits.min_stars = { limit: 15, action: 'reject' };
  });
  const { uid } = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 60 } });
  await c.call('devices.connect', { instrumentId: 1 });
  await c.call('devices.injectFault', { device: 'camera', kind: 'dimmed', parameters: { to: 0.001 } });
  const end = await c.runUntilIdle();
  expect(end.problem).toBeNull();
  const taken = await c.frames(uid);
  expect(taken.map(({ state }) => state)).toEqual(['rejected', 'counted']);
  const { reason, reasonFacts } = taken[0]!;
  expect(reason).toMatch(/shows \d+ stars only/);
  expect(reasonFacts).toMatchObject({ code: 'stars', check: 'min_stars', best: null });
  const { row } = await c.call('queue.detail', { uid });
  expect([row.status, row.acquiredFrames, row.accumulatedExposureS]).toEqual(['completed', 1, 60]);
  const { lights } = await c.call('frames.night', { night: taken[0]!.night });
  expect(lights.map((light) => [light.uid, light.state])).toEqual(taken.map((frame) => [frame.uid, frame.state]));
  // Restored, it has no reason; rejected again by taking that back, it has all of its own.
  await c.call('frames.restore', { uids: [taken[0]!.uid] });
  expect((await c.frames(uid))[0]).toMatchObject({ state: 'counted', reason: '', reasonFacts: null });
  await c.call('undo.last', {});
  expect((await c.frames(uid))[0]).toMatchObject({ state: 'rejected', reason, reasonFacts });
});

test('three such lights in a row pause the run, and the alarm says why', async () => {
  const c = await starryConsole((setup) => {
    setup.instruments[0]!.star_limits.max_hfr = { limit: 0.5, action: 'reject' };
  });
  const { uid } = await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 1200 } });
  const end = await c.runUntilIdle();
  expect(end.problem).toContain('lights in a row were rejected by their stars');
  const states = (await c.frames(uid)).map(({ state }) => state);
  expect(states.filter((state) => state === 'rejected').length).toBeGreaterThanOrEqual(3);
  const { alarms } = await c.call('console.state', {});
  expect(alarms.find(({ kind }) => kind === 'frame.threshold')?.message).toContain('half-flux radius');
});
