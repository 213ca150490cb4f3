/** What a real console does about calibration at the end of a night. */
import { afterAll, afterEach, expect, test } from 'vitest';
import { longitudeOf } from './a-longitude.ts';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole, smallSetup } from './small-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

/** At the equator, where the sun stands so high in the morning or evening. */
async function openUnderSun(sunDeg: number, way: 'dusk' | 'dawn'): Promise<SmallConsole> {
  const c = await openSmallConsole({ speed: 2000 });
  open = c;
  const setup = smallSetup();
  Object.assign(setup.site, { latitude: 0, longitude: longitudeOf(sunDeg, way, Date.now()) });
  await c.call('setup.save', { text: JSON.stringify(setup) });
  return c;
}

const pending = async (c: SmallConsole) =>
  (await c.call('queue.page', { limit: 100, statuses: ['pending', 'active'] })).rows.map(({ title }) => title);
const morningLog = (c: SmallConsole) => c.next('log', ({ entry }) => entry.what === 'calibration.morning');

/** Three frames of 45 s, not of the 60 s that the plan asks for at most. */
const SHORT = { ...LIGHT, requiredExposureS: 135 };

test('when the lights are done, darks of the exposure they really had and bias are queued once, and can be taken back', async () => {
  const c = await openUnderSun(-40, 'dusk');
  await c.call('calibration.setMorning', { choice: 'queue' });
  expect((await c.call('calibration.coverage', {})).morning).toBe('queue');
  await c.call('queue.create', { draft: SHORT });
  const told = morningLog(c);
  await c.runUntilIdle();
  const { entry } = await told;
  expect(entry).toMatchObject({ level: 'info', who: 'console' });
  expect(entry.message).toMatch(
    /^The night’s lights are done: queued what they lack of calibration \(.*Dark 45 s × 10/,
  );
  expect((await pending(c)).sort()).toEqual(['Bias × 20', 'Dark 45 s × 10']);

  expect(await c.call('undo.last', {})).toMatchObject({ message: 'Queued 2 calibration tasks.' });
  expect(await pending(c)).toEqual([]);
  // Taken back is taken back: another run that comes to rest does not queue them again.
  await c.runUntilIdle();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await pending(c)).toEqual([]);
});

test('when the sun comes up, what the night needs is run by itself, and the lights that are left over are not', async () => {
  const c = await openUnderSun(8, 'dawn');
  const setup = JSON.parse((await c.call('setup.get', {})).text);
  setup.calibration = { in_the_morning: 'queue_and_run', morning_kinds: ['dark'], morning_sun_altitude: 0 };
  await c.call('setup.save', { text: JSON.stringify(setup) });
  await c.call('queue.create', { draft: { ...SHORT, title: 'taken' } });
  await c.call('queue.create', { draft: { ...LIGHT, title: 'left over', earliestStart: '2099-01-01T00:00:00.000Z' } });
  const dark = c.next('frame', ({ frame }) => frame.frameType === 'dark' && frame.state === 'counted');
  await c.runUntilIdle();
  const left = await c.call('queue.page', { limit: 10, text: 'left over' });
  await c.call('queue.edit', { uid: left.rows[0]!.uid, draft: { ...LIGHT, title: 'left over' } });
  expect((await dark).frame.exposureS).toBeCloseTo(45, 1);
  await c.ended();
  const frames = await c.frames();
  expect(frames.filter(({ frameType }) => frameType === 'dark')).toHaveLength(10);
  expect(frames.filter(({ frameType }) => frameType === 'light')).toHaveLength(3);
  expect(await pending(c)).toEqual(['left over']);
});

test('nothing is queued where it is not wished for', async () => {
  const c = await openUnderSun(-40, 'dusk');
  await c.call('queue.create', { draft: SHORT });
  await c.runUntilIdle();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await pending(c)).toEqual([]);
});
