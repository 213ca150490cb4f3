import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FIND_ROWS_BEHIND,
  findScratchBytes,
  kernelMemory,
  kernelsOn,
  skyScratchBytes,
} from '../../../src-main/frames/kernels/kernels.ts';
import { type Image, type Mesh, skyOf, sourcesOf } from './star-reference.ts';

const aligned = (bytes: number) => Math.ceil(bytes / 16) * 16;

function skyByKernel({ width, height, pixels }: Image, cell: number): [number, number][] {
  const cells = Math.ceil(width / cell) * Math.ceil(height / cell);
  const scratch = 16 + aligned(2 * pixels.length);
  const out = scratch + aligned(skyScratchBytes(width, cell));
  const memory = kernelMemory(out + 16 * cells);
  new Uint16Array(memory.buffer, 16, pixels.length).set(pixels);
  const rows = Math.ceil(height / cell);
  // Rows of cells are independent of each other.
  for (let row = rows; row-- > 0; ) {
    kernelsOn(memory).measureSky(16, width, height, cell, scratch, out, row, row + 1);
  }
  const values = new Float64Array(memory.buffer, out, 2 * cells);
  return Array.from({ length: cells }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

/** Null where there was no room for all of them. */
function sourcesByKernel(
  { width, height, pixels }: Image,
  { levels, thresholds }: Mesh,
  { most = 5000, rowsAtOnce = 16 } = {},
) {
  const mesh = 16 + aligned(2 * pixels.length + 16);
  const scratch = mesh + aligned(8 * levels.length);
  const stretches = scratch + findScratchBytes(width);
  const peaks = stretches + aligned(12 * most + 16);
  const memory = kernelMemory(peaks + 12 * most + 16);
  new Uint16Array(memory.buffer, 16, pixels.length).set(pixels);
  const stored = new Int32Array(memory.buffer, mesh, 2 * levels.length);
  for (const [i, level] of levels.entries()) stored.set([level, thresholds[i]!], 2 * i);
  // What an earlier frame left in the scratch room must not matter.
  new Int32Array(memory.buffer, scratch, findScratchBytes(width) / 4).fill(123_456_789);
  const kernels = kernelsOn(memory);
  const end = height + FIND_ROWS_BEHIND;
  for (let row = 0; row < end; row += rowsAtOnce) {
    const to = Math.min(end, row + rowsAtOnce);
    if (kernels.findSources(16, width, height, mesh, scratch, stretches, most, peaks, most, row, to) === 0) return null;
  }
  const threes = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => [...new Int32Array(memory.buffer, at + 12 * i, 3)]);
  return { stretches: threes(stretches, kernels.stretchesFound()), peaks: threes(peaks, kernels.peaksFound()) };
}

const value = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 980, max: 1020 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 65_535 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 65_535) },
);
const images = (side: number) =>
  fc
    .tuple(fc.integer({ min: 16, max: side }), fc.integer({ min: 16, max: side }))
    .chain(([width, height]) =>
      fc
        .array(value, { minLength: width * height, maxLength: width * height, size: 'max' })
        .map((pixels): Image => ({ width, height, pixels })),
    );

describe('the sky of a cell', () => {
  test('is the mode and scatter of what is left by clipping, with crowded cells, gaps and edges', () => {
    fc.assert(
      fc.property(images(60), fc.constantFrom(16, 24, 64), (image, cell) => {
        const expected = skyOf(image, cell);
        for (const [i, [level, deviation]] of skyByKernel(image, cell).entries()) {
          expect(level).toBeCloseTo(expected[i]![0], 6);
          expect(deviation).toBeCloseTo(expected[i]![1], 6);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('that is all of one value has no noise, and one whose samples are all saturated ends', () => {
    const flat = (of: number): Image => ({ width: 64, height: 64, pixels: Array.from({ length: 4096 }, () => of) });
    expect(skyByKernel(flat(700), 64)).toEqual([[expect.closeTo(700, 6), 0]]);
    expect(skyByKernel(flat(65_535), 64)).toEqual([[expect.closeTo(65_535, 6), 0]]);
    expect(skyByKernel(flat(0), 64)).toEqual([[expect.closeTo(0, 6), 0]]);
  });
});

describe('sources', () => {
  const meshes = ({ width, height }: Image) => {
    const cells = Math.ceil(width / 64) * Math.ceil(height / 64);
    const list = (most: number) => fc.array(fc.integer({ min: 0, max: most }), { minLength: cells, maxLength: cells });
    return fc.record({ levels: list(64 * 65_535), thresholds: list(20_000) });
  };
  const cases = images(150).chain((image) => fc.tuple(fc.constant(image), fc.oneof(meshes(image), calmMesh(image))));

  /** As a frame's sky is: near its pixels' level. */
  function calmMesh({ width, height }: Image): fc.Arbitrary<Mesh> {
    const cells = Math.ceil(width / 64) * Math.ceil(height / 64);
    const list = (min: number, max: number) =>
      fc.array(fc.integer({ min, max }), { minLength: cells, maxLength: cells });
    return fc.record({ levels: list(64 * 990, 64 * 1010), thresholds: list(500, 5000) });
  }

  test('are the stretches and peaks of the smoothed frame, to the last bit, however many rows are gone through at once', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 160 }), ([image, mesh], rowsAtOnce) => {
        expect(sourcesByKernel(image, mesh, { most: 30_000, rowsAtOnce })).toEqual(sourcesOf(image, mesh));
      }),
      { numRuns: 40 },
    );
  });

  test('that are more than there is room for are refused', () => {
    const pixels = Array.from({ length: 64 * 64 }, (_, i) => (i % 7 === 0 && Math.floor(i / 64) % 7 === 0 ? 5000 : 0));
    const mesh = { levels: [0], thresholds: [256] };
    expect(sourcesByKernel({ width: 64, height: 64, pixels }, mesh, { most: 20 })).toBeNull();
    expect(sourcesByKernel({ width: 64, height: 64, pixels }, mesh)?.peaks).toHaveLength(100);
  });
});
