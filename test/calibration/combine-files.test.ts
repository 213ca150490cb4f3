import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import { combineOne, medianOf } from '../frames/kernels/reference.ts';
import { combine, inputFile, type StoredFile, storeFile, UNWATCHED } from './a-stack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-stack-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Numbers from 0 to 1 that are the same in every run. */
function evens(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Levels about 1000 ADU with an outlier here and there. */
function levels(count: number, seed: number): number[] {
  const even = evens(seed);
  return Array.from({ length: count }, () => (even() < 0.02 ? 60_000 * even() : 950 + 100 * even()));
}

/** 16-bit files of whole levels; enough rows for several bands when they are wide. */
function frames(count: number, width: number, height: number) {
  return Array.from({ length: count }, (_, i) => {
    const values = levels(width * height, i + 1).map(Math.round);
    const stored = values.map((value) => value - 32_768);
    const path = storeFile(folder, `f${i}.fits`, { width, height, bitpix: 16, zero: 32_768, values: stored });
    return { path, values };
  });
}

const paths = (files: readonly { path: string }[]) => files.map(({ path }) => path);
const column = (files: readonly { values: readonly number[] }[], pixel: number) =>
  files.map(({ values }) => values[pixel]!);

describe('a stack of files', () => {
  test('is combined pixel by pixel, each file hashed, progress told up to the end', async () => {
    const files = frames(12, 37, 23);
    const told: number[] = [];
    const { pixels, hashes, rejectedFraction } = await combine(
      paths(files),
      {},
      {
        ...UNWATCHED,
        onProgress: (done) => told.push(done),
      },
    );
    const expected = files[0]!.values.map((_, pixel) => combineOne(column(files, pixel), DEFAULT_METHOD, true));
    expect([...pixels]).toEqual(expected.map(({ value }) => value));
    expect(rejectedFraction).toBe(expected.reduce((sum, { rejected }) => sum + rejected, 0) / (12 * 37 * 23));
    expect(rejectedFraction).toBeGreaterThan(0);
    expect(hashes).toEqual(files.map(({ path }) => createHash('sha256').update(readFileSync(path)).digest('hex')));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });

  test('comes out the same from one thread and from five, in several bands too', async () => {
    // A row of all frames is more than half a buffer: a band for each.
    const one = levels(1_200_000, 1).map((value) => Math.round(value) - 32_768);
    const wide: StoredFile = { width: 400_000, height: 3, bitpix: 16, zero: 32_768, values: one };
    const files = Array.from({ length: 12 }, (_, i) => {
      const values = one.map((value, pixel) => value + ((pixel * (i + 3)) % 7));
      return storeFile(folder, `${i}.fits`, { ...wide, values });
    });
    const [single, many] = [await combine(files, {}, UNWATCHED, 1), await combine(files, {}, UNWATCHED, 5)];
    expect(Buffer.compare(Buffer.from(single.pixels), Buffer.from(many.pixels))).toBe(0);
    expect(many).toMatchObject({ hashes: single.hashes, rejectedFraction: single.rejectedFraction });
    expect(many.standardError).toBe(single.standardError);
    for (const pixel of [0, 399_999, 400_000, 1_199_999]) {
      const values = Array.from({ length: 12 }, (_, i) => one[pixel]! + 32_768 + ((pixel * (i + 3)) % 7));
      expect(single.pixels[pixel]).toBe(combineOne(values, DEFAULT_METHOD, true).value);
    }
  });

  test.each([
    ['unsigned bytes', 8, {}],
    ['signed 16-bit integers without BZERO', 16, {}],
    ['16-bit integers of another BZERO and BSCALE', 16, { zero: 100.5, scale: 0.25 }],
    ['32-bit integers', 32, {}],
    ['32-bit integers, unsigned by BZERO', 32, { zero: 2 ** 31 }],
    ['single floats', -32, {}],
    ['double floats', -64, {}],
  ] as const)('may be of %s', async (_, bitpix, scaling) => {
    const { zero = 0, scale = 1 } = scaling as { zero?: number; scale?: number };
    const files = Array.from({ length: 7 }, (_, i) => {
      const raw = levels(60, i + 1).map((value) => (bitpix === 8 ? value % 256 : value % 30_000));
      const values = bitpix > 0 ? raw.map(Math.floor) : raw.map(Math.fround);
      const path = storeFile(folder, `${i}.fits`, { width: 10, height: 6, bitpix, values, ...scaling });
      return { path, values: values.map((value) => zero + scale * value) };
    });
    const { pixels } = await combine(paths(files));
    const whole = bitpix === 16 && scale === 1;
    expect([...pixels]).toEqual(
      files[0]!.values.map((_, pixel) => combineOne(column(files, pixel), DEFAULT_METHOD, whole).value),
    );
  });

  test('of flats: bias and each one’s share of the dark off, divided by its own level', async () => {
    const [width, height] = [9, 8];
    const count = width * height;
    const bias = levels(count, 77).map(Math.fround);
    const dark = levels(count, 78).map((value) => Math.fround(value / 100));
    const master = async (name: string, values: number[]) =>
      inputFile(storeFile(folder, name, { width, height, bitpix: -32, values }));
    const files = Array.from({ length: 6 }, (_, i) => {
      const values = levels(count, i + 1).map((value) => Math.min(65_535, Math.round(20_000 + 10 * value)));
      const stored = values.map((value) => value - 32_768);
      return {
        values,
        path: storeFile(folder, `${i}.fits`, { width, height, bitpix: 16, zero: 32_768, values: stored }),
      };
    });
    const scales = [0.5, 1, 1.5, 2, 0.25, 3];
    const opened = await Promise.all(files.map(({ path }) => inputFile(path)));
    const { pixels, levels: measured } = await combine([], {
      files: opened.map((file, i) => ({ ...file, darkScale: scales[i]! })),
      normalise: true,
      bias: await master('bias.fits', bias),
      dark: await master('dark.fits', dark),
    });
    const corrected = files.map(({ values }, i) => values.map((v, p) => v - bias[p]! - scales[i]! * dark[p]!));
    const centre = (values: number[]) => values.filter((_, p) => p % 9 >= 2 && p % 9 < 7 && p >= 18 && p < 54);
    expect(measured).toEqual(corrected.map((values) => medianOf(centre(values))));
    const normalised = corrected.map((values, i) => ({ values: values.map((value) => value / measured[i]!) }));
    expect([...pixels]).toEqual(
      bias.map((_, pixel) => combineOne(column(normalised, pixel), DEFAULT_METHOD, false).value),
    );
  });
});

describe('a stack that cannot be combined', () => {
  test('a file that changed since its header was read', async () => {
    const files = frames(3, 8, 8);
    const opened = await Promise.all(files.map(async ({ path }) => ({ ...(await inputFile(path)), darkScale: 1 })));
    utimesSync(files[1]!.path, 1, 1);
    await expect(combine([], { files: opened })).rejects.toMatchObject({
      reason: 'storage',
      message: `${files[1]!.path} changed while it was read. Build again when it is finished.`,
    });
  });

  test('a file that grows, and one that ends early meanwhile', async () => {
    const files = frames(3, 80, 80);
    const opened = await Promise.all(files.map(async ({ path }) => ({ ...(await inputFile(path)), darkScale: 1 })));
    appendFileSync(files[0]!.path, 'x');
    await expect(combine([], { files: opened })).rejects.toThrow(`${files[0]!.path} changed while`);
    truncateSync(files[2]!.path, 5000);
    await expect(combine([], { files: opened })).rejects.toMatchObject({ message: /f2\.fits has .* it is damaged/ });
    rmSync(files[0]!.path);
    await expect(combine([], { files: opened })).rejects.toThrow(`There is no file ${files[0]!.path}.`);
  });

  test('pixels without a value', async () => {
    const files = [1, Number.NaN].map((value, i) =>
      storeFile(folder, `${i}.fits`, { width: 1, height: 1, bitpix: -32, values: [value] }),
    );
    await expect(combine(files)).rejects.toThrow('1.fits has pixels without a value');
  });

  test('one that is stopped', async () => {
    const stopping = new AbortController();
    const watch = { signal: stopping.signal, onProgress: () => stopping.abort() };
    const files = paths(frames(4, 20, 20));
    await expect(combine(files, {}, watch)).rejects.toMatchObject({
      reason: 'wrong-state',
      message: /nothing was written/,
    });
  });
});
