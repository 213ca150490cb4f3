import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWords } from '../../../src-main/frames/fits/checksum.ts';
import { encodeFloats, sumOfFloats } from '../../../src-main/frames/fits/float-data.ts';
import { decodePixels, encodePixels } from '../../../src-main/frames/fits/pixel-data.ts';
import { kernelMemory, kernelsOn } from '../../../src-main/frames/kernels/kernels.ts';
import { sortingNetwork } from '../../../src-main/frames/kernels/sorting-network.ts';
import { binRows } from '../../../src-main/frames/pixels/bin-rows.ts';
import { binStored } from '../../../src-main/frames/pixels/bin-stored.ts';
import { medianOf } from './reference.ts';

describe('stored pixels', () => {
  const scaling = fc.tuple(fc.constantFrom(1, 2, 0.5, 1 / 3), fc.constantFrom(0, 32_768, -7.25));

  test.each([
    [8, fc.integer({ min: 0, max: 255 }), (view: DataView, i: number, v: number) => view.setUint8(i, v)],
    [16, fc.integer({ min: -32_768, max: 32_767 }), (view: DataView, i: number, v: number) => view.setInt16(2 * i, v)],
    [32, fc.integer(), (view: DataView, i: number, v: number) => view.setInt32(4 * i, v)],
    [-32, fc.float(), (view: DataView, i: number, v: number) => view.setFloat32(4 * i, v)],
    [-64, fc.double(), (view: DataView, i: number, v: number) => view.setFloat64(8 * i, v)],
  ] as const)('of BITPIX %i are read as zero + scale × stored', (bitpix, value, store) => {
    fc.assert(
      fc.property(fc.array(value as fc.Arbitrary<number>, { maxLength: 20 }), scaling, (values, [scale, zero]) => {
        const memory = kernelMemory(65_536);
        for (const [i, each] of values.entries()) store(new DataView(memory.buffer, 1024), i, each);
        const odd = kernelsOn(memory).decode(1024, bitpix, values.length, scale, zero, 4096);
        const expected = values.map((each) => zero + scale * each);
        expect([...new Float64Array(memory.buffer, 4096, values.length)]).toEqual(expected);
        expect(odd).toBe(expected.filter((each) => !Number.isFinite(each)).length);
      }),
    );
  });
});

/** Among them those whose bytes are all or none. */
const pixel = fc.oneof(fc.integer({ min: 0, max: 65_535 }), fc.constantFrom(0, 127, 255, 256, 32_767, 32_768, 65_535));

test('pixels are stored big-endian less 32768 (FITS 4.0, 5.2.5), wherever they lie in memory, and read back', () => {
  fc.assert(
    fc.property(fc.array(pixel, { maxLength: 9 }), fc.integer({ min: 0, max: 3 }), (values, place) => {
      const bytes = new Uint8Array(2 * values.length + 2 * place).subarray(2 * place);
      encodePixels(Uint16Array.from(values), bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      expect(values.map((_, i) => view.getInt16(2 * i) + 32_768)).toEqual(values);
      const read = new Uint16Array(bytes.buffer, bytes.byteOffset, values.length);
      decodePixels(read);
      expect([...read]).toEqual(values);
    }),
  );
});

test('pixels are decoded where they stand, those behind them are left alone', () => {
  fc.assert(
    fc.property(fc.array(pixel, { maxLength: 40 }), fc.integer({ min: 0, max: 9 }), (values, place) => {
      const memory = kernelMemory(65_536);
      const at = 1024 + 2 * place;
      encodePixels(Uint16Array.from([...values, 4711]), new Uint8Array(memory.buffer, at, 2 * values.length + 2));
      kernelsOn(memory).decodeInPlace(at, values.length);
      const read = new Uint16Array(memory.buffer, at, values.length + 1);
      expect([...read.subarray(0, -1)]).toEqual(values);
      decodePixels(read.subarray(-1));
      expect(read.at(-1)).toBe(4711);
    }),
  );
});

test('binned pixels are the means of the pixels that they stand for, at the edges of those that are left', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 37 }),
      fc.integer({ min: 1, max: 19 }),
      fc.infiniteStream(pixel),
      (width, height, values) => {
        const pixels = Uint16Array.from(values.take(width * height));
        for (const level of [2, 4, 8] as const) {
          const count = Math.ceil(width / level) * Math.ceil(height / level);
          const expected = new Uint16Array(count);
          binRows(pixels, width, level, expected, 0);
          const found = binStored(width, height, level, (into) => encodePixels(pixels, into));
          expect(found).toEqual(expected);
        }
      },
    ),
  );
});

test('corrections: bias and scaled dark off, divided by the level', () => {
  const memory = kernelMemory(65_536);
  const [values, bias, dark] = [1024, 2048, 3072].map((at) => new Float64Array(memory.buffer, at, 3));
  const kernels = kernelsOn(memory);
  const raw = [20_500, 30_123.5, 7];
  bias!.set([500, 501, 502]);
  dark!.set([10, 20.5, 1e4]);
  const correct = (biasAt: number, darkAt: number, scale: number, level: number) => {
    values!.set(raw);
    kernels.correct(1024, 3, biasAt, darkAt, scale, level);
    return [...values!];
  };
  expect(correct(0, 0, 1, 1)).toEqual(raw);
  expect(correct(2048, 0, 1, 20_000)).toEqual(raw.map((value, i) => (value - bias![i]!) / 20_000));
  expect(correct(2048, 3072, 0.1, 3)).toEqual(raw.map((value, i) => (value - bias![i]! - 0.1 * dark![i]!) / 3));
});

test('single floats are stored big-endian where they stand, and summed for the checksum', () => {
  // Words of all bits, NaN among them, and as many as do not fill a vector.
  fc.assert(
    fc.property(fc.uint32Array({ maxLength: 21 }), (words) => {
      const memory = kernelMemory(65_536);
      const room = new Uint32Array(memory.buffer, 1024, words.length + 1);
      room.set([...words, 0x01020304]);
      const sum = kernelsOn(memory).storeFloats(1024, words.length);
      const pixels = new Float32Array(words.buffer, words.byteOffset, words.length);
      const expected = new Uint8Array(4 * words.length);
      encodeFloats(pixels, expected);
      expect([...new Uint8Array(memory.buffer, 1024, expected.length)]).toEqual([...expected]);
      expect(room[words.length]).toBe(0x01020304);
      expect(foldWords(sum)).toBe(sumOfFloats(pixels));
    }),
  );
});

test('the median of any number of values', () => {
  const value = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(0, 1, 2));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const memory = kernelMemory(65_536);
      new Float64Array(memory.buffer, 1024, values.length).set(values);
      // Nought is nought, with whichever sign.
      expect(kernelsOn(memory).medianOfAll(1024, values.length) + 0).toBe(medianOf(values) + 0);
    }),
    { numRuns: 500 },
  );
});

describe('a sorting network', () => {
  test('sorts: every arrangement of noughts and ones, which is proof for all values (Knuth 5.3.4, theorem Z)', () => {
    for (let count = 1; count <= 12; count++) {
      const pairs = sortingNetwork(count);
      for (let bits = 0; bits < 2 ** count; bits++) {
        const places = Array.from({ length: count }, (_, place) => (bits >> place) & 1);
        for (const [low, high] of pairs) {
          if (places[low]! > places[high]!) [places[low], places[high]] = [places[high]!, places[low]!];
        }
        expect(places.join('')).toMatch(/^0*1*$/);
      }
    }
  });

  test('sorts as many as a master may have', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 300 }), (values) => {
        const sorted = [...values];
        for (const [low, high] of sortingNetwork(values.length)) {
          if (sorted[low]! > sorted[high]!) [sorted[low], sorted[high]] = [sorted[high]!, sorted[low]!];
        }
        expect(sorted).toEqual([...values].sort((a, b) => a - b));
      }),
    );
  });
});
