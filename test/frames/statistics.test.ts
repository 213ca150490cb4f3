import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram, measureFrame } from '../../src-main/frames/statistics.ts';

/** By the book: sort and count. */
function byTheBook(pixels: readonly number[], saturationAdu: number) {
  const middle = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  };
  const mean = pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length;
  const median = middle(pixels);
  return {
    min: Math.min(...pixels),
    max: Math.max(...pixels),
    mean,
    median,
    standardDeviation: expect.closeTo(
      Math.sqrt(pixels.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / pixels.length),
      6,
    ),
    mad: middle(pixels.map((pixel) => Math.abs(pixel - median))),
    saturatedFraction: pixels.filter((pixel) => pixel >= saturationAdu).length / pixels.length,
  };
}

describe('the statistics of a frame', () => {
  const pixel = fc.oneof(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 1000, max: 1010 }));

  it('are those of the book', () => {
    fc.assert(
      fc.property(
        fc.array(pixel, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 70_000, noNaN: true }),
        (pixels, saturation) => {
          expect(measureFrame(Uint16Array.from(pixels), saturation)).toEqual(byTheBook(pixels, saturation));
        },
      ),
    );
  });

  it('of a frame with one value are that value', () => {
    expect(measureFrame(new Uint16Array(9).fill(65_535), 65_535)).toEqual({
      min: 65_535,
      max: 65_535,
      mean: 65_535,
      median: 65_535,
      standardDeviation: 0,
      mad: 0,
      saturatedFraction: 1,
    });
  });

  it('do not exist for a frame without pixels', () => {
    expect(() => measureFrame(new Uint16Array(0), 1)).toThrow(RangeError);
  });

  it('come from a histogram that counts every pixel once', () => {
    const counts = histogram(Uint16Array.of(5, 5, 65_535, 0, 5));
    expect([counts.length, counts[0], counts[5], counts[65_535]]).toEqual([65_536, 1, 3, 1]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });
});
