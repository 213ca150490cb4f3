import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COLD, HOT, NOISY } from '../../src-main/calibration/bad-pixels/find-bad-pixels.ts';
import { badPixelMap } from '../../src-main/calibration/bad-pixels/map-from-files.ts';
import { listMasters } from '../../src-main/calibration/masters/masters-folder.ts';
import { openFitsImage } from '../../src-main/frames/fits/image-file.ts';
import { askFitsverify } from '../frames/judges/judges.ts';
import { storeFile, UNWATCHED } from './a-stack.ts';
import { Noise } from './simulated-noise.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-map-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [90, 70];
const [HOT_AT, NOISY_AT, COLD_AT] = [1234, 2345, 3456];
const noise = new Noise(5);

/** Nine darks with a cosmic ray each, and six flats. */
function frames(): string[] {
  const file = (name: string, type: string, level: (pixel: number) => number) => {
    const values = Array.from({ length: WIDTH * HEIGHT }, (_, i) => Math.round(level(i)) - 32_768);
    const cards = [
      { keyword: 'IMAGETYP', value: type, comment: '' },
      { keyword: 'EXPTIME', value: type === 'Dark' ? 300 : 2, comment: '' },
    ];
    return storeFile(folder, name, { width: WIDTH, height: HEIGHT, bitpix: 16, zero: 32_768, values, cards });
  };
  const darks = Array.from({ length: 9 }, (_, k) =>
    file(`dark${k}.fits`, 'Dark', (i) => {
      const own = i === HOT_AT ? 400 : i === NOISY_AT && k % 3 === 0 ? 300 : i === 5000 + k ? 20_000 : 0;
      return 1000 + own + 5 * noise.normal();
    }),
  );
  const flats = Array.from({ length: 6 }, (_, k) =>
    file(`flat${k}.fits`, 'Flat', (i) => (i === COLD_AT ? 9000 : 30_000) + 150 * noise.normal()),
  );
  return [...darks, ...flats];
}

const about = () => ({
  dataFolder: folder,
  now: Date.UTC(2026, 10, 22),
  softwareVersion: '0.1.0',
  rejected: new Map(),
});
const build = (files: readonly string[]) => badPixelMap({ ...UNWATCHED, ...about(), files });

test('a map has the hot, noisy and cold pixels, and no cosmic rays', async () => {
  const map = await build(frames());
  expect(map).toMatchObject({ hot: 1, cold: 1, noisy: 1, pixels: WIDTH * HEIGHT });
  const image = await openFitsImage(join(folder, map.path));
  const bits = new Uint16Array(WIDTH * HEIGHT);
  await image.readRows(0, bits);
  await image.close();
  expect([HOT_AT, NOISY_AT, COLD_AT].map((pixel) => bits[pixel])).toEqual([HOT, NOISY, COLD]);
  expect(bits.filter((each) => each !== 0)).toHaveLength(map.bad);
  expect(image.header.cards.filter(({ keyword }) => /^WRHS\d+$/.test(keyword))).toHaveLength(15);
  expect(askFitsverify([join(folder, map.path)])[0]).toMatch(/^verification OK/);
  // A map is no master, and the list of masters does not trip over it.
  expect(await listMasters(folder, new Map())).toEqual({ masters: [], problems: [] });
});

test('without flats there is nothing to be said of cold pixels; with too few darks there is no map', async () => {
  const files = frames();
  const [darks, flats] = [files.slice(0, 9), files.slice(9)];
  expect(await build(darks)).toMatchObject({ hot: 1, cold: null, noisy: 1 });
  const before = readdirSync(join(folder, 'masters', 'bad-pixels'));
  await expect(build([...darks.slice(0, 4), ...flats])).rejects.toMatchObject({
    reason: 'bad-input',
    message: /at least 5 darks/,
  });
  await expect(build([...darks, flats[0]!])).rejects.toThrow(/at least two frames/);
  expect(readdirSync(join(folder, 'masters', 'bad-pixels'))).toEqual(before);
});

test('one that is stopped leaves nothing', async () => {
  const stopped = badPixelMap({
    ...{ ...about(), files: frames() },
    ...{ signal: AbortSignal.abort(), onProgress: () => undefined },
  });
  await expect(stopped).rejects.toMatchObject({ reason: 'wrong-state' });
  expect(existsSync(join(folder, 'masters'))).toBe(false);
});
