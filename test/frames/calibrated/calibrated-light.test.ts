import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CalibratedLight } from '../../../src-main/frames/calibrated/calibrated-light.ts';
import type { Correction } from '../../../src-main/frames/calibrated/correction.ts';
import { saveFrame } from '../../../src-main/frames/save-frame.ts';

const [width, height] = [37, 29];
const whole = { left: 0, top: 0, width, height };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-calibrated-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const integers = (at: (i: number) => number) => Uint16Array.from({ length: width * height }, (_, i) => at(i));
const floats = (at: (i: number) => number) => Float32Array.from({ length: width * height }, (_, i) => at(i));
let saved = 0;
const save = async (pixels: Uint16Array | Float32Array, size = { width, height }) =>
  (await saveFrame({ folder, name: `${++saved}.fits`, cards: [], ...size, pixels })).path;

const NOTHING: Correction = {
  ...{ bias: null, dark: null, darkScale: 1, flat: null, badPixels: null },
  ...{ saturationAdu: 60_000, hasColourPattern: false },
};

async function read(light: string, changes: Partial<Correction>, window = whole) {
  const open = await CalibratedLight.open(light, { ...NOTHING, ...changes });
  try {
    return { values: open.read(window), repaired: open.repaired };
  } finally {
    open.close();
  }
}

const RAW = (i: number) => 2000 + ((i * 7919) % 50_000);

describe('a light read through its masters', () => {
  test('is the same whether it is read whole or window by window, repaired pixels and all', async () => {
    const light = await save(integers(RAW));
    const changes = {
      bias: await save(floats((i) => 500 + (i % 5) / 4)),
      dark: await save(floats((i) => (i % 11) / 8)),
      darkScale: 0.25,
      flat: await save(floats((i) => 0.7 + (i % 13) / 32)),
      badPixels: await save(integers((i) => (i % 17 === 0 ? 1 : 0))),
    };
    const { values, repaired } = await read(light, changes);
    expect(repaired).toBe(Math.ceil((width * height) / 17));
    expect(values[1]).toBeCloseTo((RAW(1) - 500.25 - 0.25 / 8) / (0.7 + 1 / 32), 2);
    let inWindows = 0;
    for (let top = 0; top < height; top += 10) {
      for (let left = 0; left < width; left += 9) {
        const window = { left, top, width: Math.min(9, width - left), height: Math.min(10, height - top) };
        const part = await read(light, changes, window);
        inWindows += part.repaired;
        const expected = [...values].filter((_, i) => {
          const [x, y] = [i % width, Math.floor(i / width)];
          return x >= left && x < left + window.width && y >= top && y < top + window.height;
        });
        expect([...part.values]).toEqual(expected);
      }
    }
    expect(inWindows).toBe(repaired);
  });

  test('is as it was where there is nothing to take off', async () => {
    const { values } = await read(await save(integers(RAW)), {});
    expect([...values]).toEqual([...integers(RAW)]);
  });

  test('of another size than its master, or with a damaged one, is refused by the name of the file', async () => {
    const light = await save(integers(RAW));
    const small = await save(new Float32Array(width * 20), { width, height: 20 });
    await expect(read(light, { flat: small })).rejects.toThrow(
      /\d\.fits has 37 × 20 pixels where the light has 37 × 29/,
    );
    await expect(read(light, { bias: light })).rejects.toThrow(/not an image of single floats/);
    const damaged = await save(floats(() => 1));
    truncateSync(damaged, 4000);
    await expect(read(light, { dark: damaged })).rejects.toThrow(/4000 bytes where its header calls for/);
    await expect(read(light, { dark: join(folder, 'gone.fits') })).rejects.toMatchObject({ reason: 'storage' });
  });
});
