/** Lights are measured in a running console: in the ledger, on the screens, and again from their files. */
import { afterAll, afterEach, expect, test } from 'vitest';
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
