import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clippedMeans } from '../../src-main/calibration/masters/clipped-mean.ts';

/** The rule as it is told, without sorting: reject further than 3 σ from the median of the rest, three times; then mean. */
function reference(values: readonly number[]): { mean: number; rejected: number } {
  let kept = [...values];
  for (let round = 0; round < 3; round++) {
    const sorted = [...kept].sort((a, b) => a - b);
    const n = sorted.length;
    const median = n % 2 === 1 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
    const mean = kept.reduce((sum, value) => sum + value, 0) / n;
    // In ascending order, as the kernel adds, so that rounding is the same and results can be compared exactly.
    const sigma = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    kept = kept.filter((value) => value >= median - 3 * sigma && value <= median + 3 * sigma);
  }
  return {
    mean: Math.fround(kept.reduce((sum, value) => sum + value, 0) / kept.length),
    rejected: values.length - kept.length,
  };
}

function combine(stack: readonly (Uint16Array | Float64Array)[]) {
  const target = new Float32Array(stack[0]!.length);
  return { ...clippedMeans(stack, target, target.length), target };
}

const level = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 990, max: 1010 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 65_535, 20_000) },
);

describe('the clipped mean of a stack', () => {
  test('is exactly that of the rule, outliers and all', () => {
    const stack = fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }))
      .chain(([frames, pixels]) =>
        fc.array(fc.array(level, { minLength: pixels, maxLength: pixels }), { minLength: frames, maxLength: frames }),
      );
    fc.assert(
      fc.property(stack, (rows) => {
        const combined = combine(rows.map((row) => Uint16Array.from(row)));
        const expected = rows[0]!.map((_, pixel) => reference(rows.map((row) => row[pixel]!)));
        expect([...combined.target]).toEqual(expected.map(({ mean }) => mean));
        expect(combined.rejected).toBe(expected.reduce((sum, { rejected }) => sum + rejected, 0));
      }),
      { numRuns: 300 },
    );
  });

  test('leaves a cosmic ray out of ten frames', () => {
    const frames = Array.from({ length: 10 }, (_, i) => Uint16Array.of(i === 4 ? 40_000 : 1000 + (i % 3)));
    const { target, rejected } = combine(frames);
    expect(rejected).toBe(1);
    expect(target[0]).toBeLessThan(1003);
  });

  test('does not depend on the order of the frames', () => {
    const order = fc
      .array(level, { minLength: 2, maxLength: 20 })
      .chain((values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })));
    fc.assert(
      fc.property(order, ([values, shuffled]) => {
        const mean = (list: number[]) => combine(list.map((value) => Float64Array.of(value / 7))).target[0];
        expect(mean(shuffled)).toBe(mean(values));
      }),
    );
  });

  test('writes nothing beyond the pixels it was given', () => {
    const target = new Float32Array([-1, -1, -1]);
    clippedMeans([Uint16Array.of(1, 2, 3), Uint16Array.of(1, 2, 3)], target, 2);
    expect([...target]).toEqual([1, 2, -1]);
  });
});
