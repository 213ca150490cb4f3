import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { storeFile } from '../calibration/a-stack.ts';
import { Noise, readPixel } from '../calibration/simulated-noise.ts';
import { warmroom } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'warmroom-calibration-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => warmroom(['--data', folder, ...args]);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);

test('a script sees what a light lacks, queues it once, and finds no masters yet', async () => {
  const tasks = join(import.meta.dirname, '..', 'samples', 'tonight.json');
  expect((await run('tasks', 'import', tasks)).code).toBe(0);
  const [, narrowband] = await json('calibration', 'status');
  expect(narrowband).toMatchObject({
    uid: '5eed0000-0000-4000-8000-000000000002',
    complete: false,
    needs: [
      // The sample's own ten bias frames are counted on.
      { kind: 'bias', wanted: 20, have: 0, queued: 10, lacks: 10, newest_at: null },
      { kind: 'dark', exposure_s: 120, temperature_c: -10, wanted: 10, have: 0, queued: 0, lacks: 10 },
      { kind: 'flat', filter_name: 'Ha', wanted: 10, have: 0, queued: 0, lacks: 10 },
    ],
  });
  const { queued, not_queued: notQueued } = await json('calibration', 'queue');
  expect(queued).toHaveLength(5);
  expect(notQueued).toEqual([]);
  const again = await run('calibration', 'queue');
  expect(again).toEqual({ code: 0, out: 'Nothing is missing.\n', err: '' });
  expect(await json('masters', 'list')).toEqual([]);
});

test('a script chooses how frames become a master', async () => {
  const files = [100, 101, 109].map((level) => {
    const cards = [{ keyword: 'IMAGETYP', value: 'Bias Frame', comment: '' }];
    const file = { width: 2, height: 1, bitpix: 16, values: [level, level + 1], cards } as const;
    return storeFile(folder, `${level}.fits`, file);
  });
  const { built } = await json('masters', 'build', '--method', 'median', ...files);
  expect(built).toMatchObject([{ kind: 'bias', method: 'median', path: expect.stringMatching(/^masters\/.*\.fits$/) }]);
  const clipped = await json('masters', 'build', '--sigma', '2.5', '--rounds', '1', ...files);
  expect(clipped.built[0].method).toBe('mean, 1 x 2.5 sigma clipping about the median');
  expect(clipped.warnings).toEqual(['Only 3 frames: with fewer than 5, outliers stay in.']);
});

test('a script measures a camera from files, and reads it back among the trends', async () => {
  const sensor = { gain: 1, readNoiseE: 5, fullWellE: 60_000, biasAdu: 500 };
  const noise = new Noise(5);
  let made = 0;
  const noisy = (type: string, exposureS: number, electrons: number) => {
    const values = Array.from({ length: 10_000 }, () => readPixel(sensor, electrons, noise));
    const stated = { IMAGETYP: type, EXPTIME: exposureS, EGAIN: 5, 'DATE-OBS': '2026-11-22T20:00:00' };
    const cards = Object.entries(stated).map(([keyword, value]) => ({ keyword, value, comment: '' }));
    return storeFile(folder, `noisy${++made}.fits`, { width: 100, height: 100, bitpix: 16, values, cards });
  };
  const files = [noisy('Bias Frame', 0, 0), noisy('Bias Frame', 0, 0), noisy('Flat', 2, 4000), noisy('Flat', 2, 4000)];
  const ran = await run('calibration', 'sensor', ...files, '--json');
  expect(ran.err).toMatch(/The gain is .* where the camera should have 5/);
  const measured = JSON.parse(ran.out);
  expect(measured).toMatchObject({ kept: true, flat_pairs: 1 });
  const [gain] = await json('calibration', 'trends', '--quantity', 'gain');
  expect(gain.series[0].points).toMatchObject([
    { taken_at: '2026-11-22T20:00:00.000Z', source: 'files', value: measured.gain, nominal: 5, frames: 4 },
  ]);
  expect((await run('calibration', 'trends')).out).toMatch(/^bias level\n(?:.*\n)*gain\n(?:.*\n)*.*e⁻\/ADU/);
});

test.each([
  [['calibration', 'trends', '--quantity', 'weight'], 2, /Allowed choices are bias_level, read_noise/],
  [['masters', 'build', join(folder, 'text.fits')], 1, /not a FITS file/],
  [['masters', 'build', '--kind', 'light'], 2, /Allowed choices are bias, dark, flat/],
  [['masters', 'build', '--method', 'mode'], 2, /Allowed choices are sigma-clip, median, winsorized, minmax, mean/],
  [['masters', 'build', '--sigma', 'three'], 2, /--sigma wants a number above 0/],
  [['masters', 'build', '--sigma', '1'], 2, /sigma/],
])('%j ends with one line that says why', async (args, code, message) => {
  writeFileSync(join(folder, 'text.fits'), 'not an image');
  const ran = await run(...args);
  expect(ran.code).toBe(code);
  expect(ran.err).toMatch(message);
  expect(ran.err.trim().split('\n')).toHaveLength(1);
});
