/** The telescope moved a little between frames, by a program or the observer, in a real run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { DitherSettings } from '../../src-main/contract/setup-record.ts';
import { longitudeOf } from './a-longitude.ts';
import { DARK, LIGHT, openSmallConsole, removeFolders, type SmallConsole, smallSetup } from './small-console.ts';

let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

/** Writes a line into `moves` of the data folder for each move. */
const NOTES_MOVE = `const e = process.env; require('fs').appendFileSync(process.argv[1],
  [e.WARMROOM_FRAME_TYPE, e.WARMROOM_FILTER].join(' ') + '\\n')`;

async function openWith(
  dither: Partial<DitherSettings>,
  { code = NOTES_MOVE, sunDeg = -40, host = 'cli' as 'cli' | 'browser' } = {},
): Promise<SmallConsole> {
  const c = await openSmallConsole({ speed: 500, host });
  open = c;
  const setup = smallSetup({ latitudeDeg: 0, alwaysNight: false, starDensity: 0 });
  const longitude = longitudeOf(sunDeg, 'dusk', Date.now());
  Object.assign(setup.site, { latitude: 0, longitude });
  Object.assign(setup.cameras[0]!.device!.options, { longitudeDeg: longitude });
  const program =
    host === 'cli' ? { command: process.execPath, arguments: ['-e', code, join(c.folder, 'moves')] } : null;
  Object.assign(setup.dither, { how: 'program', program, ...dither });
  await c.call('setup.save', { text: JSON.stringify(setup) });
  return c;
}

const movesOf = (c: SmallConsole) => {
  const file = join(c.folder, 'moves');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
const SKY_FLATS = {
  ...DARK,
  taskType: 'optical_imaging_flat_calibration',
  maxExposureS: null,
  flatLight: 'sky',
  loopOrder: 'filter_outer',
  frames: 3,
  filterIds: [2],
} as const;

test('between sky flats, not before the first nor after the last, and not between darks', async () => {
  const c = await openWith({}, { sunDeg: -5 });
  await c.call('queue.create', { draft: SKY_FLATS });
  await c.call('queue.create', { draft: DARK });
  await c.runUntilIdle();
  const flats = (await c.frames()).filter(({ frameType, state }) => frameType === 'flat' && state !== 'lost');
  expect(flats.length).toBeGreaterThanOrEqual(3);
  expect(movesOf(c)).toEqual(Array(flats.length - 1).fill('flat L'));
});

test('after every second light', async () => {
  const c = await openWith({ lights_every: 2 });
  await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 300 } });
  await c.runUntilIdle();
  expect(movesOf(c)).toEqual(['light L', 'light L']);
});

test('a program that fails is told of, tried once more, and holds up nothing', async () => {
  const c = await openWith({ lights_every: 1 }, { code: 'console.error("No mount."); process.exit(1)' });
  await c.call('queue.create', { draft: LIGHT });
  const told = c.next('alarm', ({ alarm }) => alarm.kind === 'dither.failed' && alarm.count === 2);
  await c.runUntilIdle();
  expect((await told).alarm.message).toMatch(/ended with 1: No mount\. It is not tried again for this task\.$/);
  expect((await c.frames()).map(({ state }) => state)).toEqual(['counted', 'counted', 'counted', 'counted']);
});

test('one that hangs is ended in time, and the task left, where that is wished', async () => {
  const settings = { lights_every: 1, timeout_sec: 1, on_failure: 'leave_task' } as const;
  const c = await openWith(settings, { code: 'setInterval(() => {}, 1000)' });
  const { uid } = await c.call('queue.create', { draft: LIGHT });
  await c.runUntilIdle();
  expect(await c.frames()).toHaveLength(1);
  const { row, history } = await c.call('queue.detail', { uid });
  expect(row.status).toBe('interrupted');
  expect(JSON.stringify(history)).toMatch(/the telescope was not moved: .* did not end within 1 s/);
});

test('the observer is asked, and the night goes on without an answer', async () => {
  const c = await openWith({ how: 'ask', lights_every: 2, timeout_sec: 5 }, { host: 'browser' });
  await c.call('queue.create', { draft: { ...LIGHT, requiredExposureS: 300 } });
  const ended = c.runUntilIdle();
  const { run } = await c.next('run', ({ run }) => run.question !== null);
  expect(run.question).toMatchObject({ about: 'dither', answers: ['Moved', 'Go on without'] });
  expect((await ended).problem).toBeNull();
  expect(await c.frames()).toHaveLength(5);
});

test('a screen does not choose which program this computer runs', async () => {
  const c = await openWith({ how: 'none' }, { host: 'browser' });
  const setup = JSON.parse((await c.call('setup.get', {})).text);
  setup.dither = { how: 'program', program: { command: '/bin/sh', arguments: ['-c', 'true'] } };
  const saved = c.call('setup.save', { text: JSON.stringify(setup) });
  await expect(saved).rejects.toMatchObject({
    reason: 'bad-input',
    message: /on the command line only/,
    problems: [{ field: 'dither.program', facts: { code: 'program-from-a-screen' } }],
  });
  setup.dither = { how: 'program', program: { command: 'sh' } };
  await expect(c.call('setup.save', { text: JSON.stringify(setup) })).rejects.toThrow(/absolute path/);
});
