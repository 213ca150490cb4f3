import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measureSensor } from '../../src-main/calibration/sensor/measure-sensor.ts';
import { centralSection, readSection } from '../../src-main/frames/fits/read-section.ts';
import { inputFile, storeFile } from './a-stack.ts';
import { Noise, readPixel } from './simulated-noise.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-sensor-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SENSOR = { gain: 1.25, readNoiseE: 6, fullWellE: 60_000, biasAdu: 1000 };
const SIDE = 300;
const noise = new Noise(3);
let made = 0;

/** @param electronsPerS of all pixels, or of each */
function aFrame(
  type: string,
  exposureS: number,
  electronsPerS: number | ((pixel: number) => number),
  cards: Record<string, number> = {},
): string {
  const rate = typeof electronsPerS === 'number' ? () => electronsPerS : electronsPerS;
  const values = Array.from(
    { length: SIDE * SIDE },
    (_, pixel) => readPixel(SENSOR, exposureS * rate(pixel), noise) - 32_768,
  );
  const stated = { IMAGETYP: type, EXPTIME: exposureS, GAIN: 100, EGAIN: 1.3, RDNOISE: 5.5, ...cards };
  const listed = Object.entries(stated).map(([keyword, value]) => ({ keyword, value, comment: '' }));
  const shape = { width: SIDE, height: SIDE, bitpix: 16, zero: 32_768 } as const;
  return storeFile(folder, `${++made}.fits`, { ...shape, values, cards: listed });
}

describe('a camera measured from files', () => {
  test('has the gain, read noise and dark current that it was made with', async () => {
    const bias = [aFrame('Bias Frame', 0, 0), aFrame('Bias Frame', 0, 0)];
    const flats = [2, 2, 4, 4, 6, 6].map((exposureS) => aFrame('Flat Field', exposureS, 5000));
    const darks = [600, 600].map((exposureS) => aFrame('Dark Frame', exposureS, 0.1));
    // One flat without a partner is left out.
    const { sensor: found } = await measureSensor([...flats, aFrame('Flat Field', 9, 5000), ...darks, ...bias]);
    expect(found).toMatchObject({ flatPairs: 3, fullWellE: null, nominalGain: 1.3, nominalReadNoiseE: 5.5 });
    expect(Math.abs(found.gain / SENSOR.gain - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.readNoiseE / SENSOR.readNoiseE - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.darkCurrentE! / 0.1 - 1)).toBeLessThan(0.02);
    expect(found.nonLinearity).toBeLessThan(0.005);
    expect(found.biasAdu).toBeCloseTo(1000, 0);
  });

  test.each([
    ['of one level', () => 200],
    ['from warm to saturated', (which: number) => 0.5 * 1.2 ** which],
  ])('has its dark current whatever hot pixels it has: %s', async (_, excess) => {
    const bias = [aFrame('Bias Frame', 0, 0), aFrame('Bias Frame', 0, 0)];
    const flats = [aFrame('Flat Field', 2, 5000), aFrame('Flat Field', 2, 5000)];
    // One pixel in a hundred is hot: as steady as the others, the same ones in all darks.
    const rate = (pixel: number) => (pixel % 100 === 37 ? 0.1 + excess((pixel / 100) % 60) : 0.1);
    const darks = [aFrame('Dark Frame', 600, rate), aFrame('Dark Frame', 600, rate)];
    const { sensor } = await measureSensor([...bias, ...flats, ...darks]);
    expect(Math.abs(sensor.darkCurrentE! / 0.1 - 1)).toBeLessThan(0.02);
  });

  test('wants bias frames and flats in pairs, with light, of one readout', async () => {
    const bias = [aFrame('bias', 0, 0), aFrame('bias', 0, 0)];
    const flat = aFrame('flat', 2, 5000);
    await expect(measureSensor([...bias, flat])).rejects.toMatchObject({ reason: 'bad-input', message: /two flats/ });
    await expect(measureSensor([flat, aFrame('flat', 2, 5000)])).rejects.toThrow(/two bias frames/);
    const other = aFrame('flat', 2, 5000, { GAIN: 200 });
    await expect(measureSensor([...bias, flat, other])).rejects.toThrow(
      `${other} has gain 200 where the first file has 100`,
    );
  });
});

test('a section is read as the values that BZERO and BSCALE make of it', async () => {
  const values = Array.from({ length: 30 }, (_, i) => i);
  const shape = { width: 6, height: 5, zero: 10, scale: 0.5 };
  for (const bitpix of [8, 16, 32, -32, -64] as const) {
    const { path, layout } = await inputFile(storeFile(folder, `section${bitpix}.fits`, { ...shape, bitpix, values }));
    const section = centralSection(layout, 3);
    expect(section).toEqual({ left: 1, top: 1, width: 3, height: 3 });
    const expected = [7, 8, 9, 13, 14, 15, 19, 20, 21].map((stored) => 10 + 0.5 * stored);
    expect([...(await readSection(path, layout, section))]).toEqual(expected);
  }
});
