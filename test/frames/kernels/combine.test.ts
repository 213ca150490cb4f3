import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CombineMethod, DEFAULT_METHOD } from '../../../src-main/calibration/masters/combine-method.ts';
import { combineOne, standardErrorOf } from './reference.ts';
import { combineDoubles, combineIntegers } from './run-kernels.ts';

const RUNS = { numRuns: 400 };

/** Levels of a calm stack, with the outliers and the ties that make clipping interesting. */
const level = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 990, max: 1010 }) },
  { weight: 4, arbitrary: fc.constant(1000) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 65_535 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 65_535) },
);

const stacksOf = (value: fc.Arbitrary<number>, leastFrames = 1) =>
  fc
    .tuple(fc.integer({ min: leastFrames, max: 45 }), fc.integer({ min: 1, max: 19 }))
    .chain(([frames, pixels]) =>
      fc.array(fc.array(value, { minLength: pixels, maxLength: pixels }), { minLength: frames, maxLength: frames }),
    );

const clipping = fc
  .tuple(
    fc.constantFrom('sigma-clip' as const, 'winsorized' as const),
    fc.constantFrom(2, 3),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([name, sigma, rounds]): CombineMethod => ({ ...DEFAULT_METHOD, name, sigma, rounds }));
const plain = fc.constantFrom('mean' as const, 'median' as const).map((name) => ({ ...DEFAULT_METHOD, name }));

/** Sums of twelve even deviates are as good as normal; of a fixed seed, so that a test says the same every time. */
function seededNormal(seed: number): () => number {
  let state = seed;
  const even = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 12 }, even).reduce((sum, value) => sum + value, -6);
}

const column = (frames: readonly (readonly number[])[], pixel: number) => frames.map((frame) => frame[pixel]!);

function expected(frames: readonly (readonly number[])[], method: CombineMethod, whole: boolean) {
  const all = frames[0]!.map((_, pixel) => combineOne(column(frames, pixel), method, whole));
  return { pixels: all.map(({ value }) => value), rejected: all.reduce((sum, { rejected }) => sum + rejected, 0) };
}

describe('combining 16-bit integers', () => {
  test('is what the rule gives in exact arithmetic, for every method', () => {
    fc.assert(
      fc.property(stacksOf(level), fc.oneof(clipping, plain), (frames, method) => {
        expect(combineIntegers(frames, method)).toMatchObject(expected(frames, method, true));
      }),
      RUNS,
    );
  });

  test('without the lowest and highest, too', () => {
    fc.assert(
      fc.property(stacksOf(level, 7), fc.integer({ min: 1, max: 3 }), (frames, drop) => {
        const method: CombineMethod = { ...DEFAULT_METHOD, name: 'minmax', drop };
        expect(combineIntegers(frames, method)).toMatchObject(expected(frames, method, true));
      }),
      RUNS,
    );
  });

  test('leaves out the very values that the rule leaves out, pixel by pixel', () => {
    // Kept is always a stretch of the sorted column. With values that lie further and further apart, no two stretches of a
    // length have one mean, so that the mean and the number left out say which values went in.
    const column = fc
      .tuple(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 7, maxLength: 32 }),
        fc.integer({ min: 0, max: 20_000 }),
      )
      .map(([steps, far]) => {
        let value = 500;
        const values = steps.map((step, i) => (value += i * 2 + step));
        return [...values.slice(0, -1), values.at(-1)! + far];
      })
      .filter((values) => values.every((value) => value <= 65_535))
      .chain((values) => fc.shuffledSubarray(values, { minLength: values.length }));
    const trimming = fc
      .integer({ min: 1, max: 3 })
      .map((drop) => ({ ...DEFAULT_METHOD, name: 'minmax' as const, drop }));
    fc.assert(
      fc.property(column, fc.oneof(clipping, trimming), (values, method) => {
        const { pixels, rejected } = combineIntegers(
          values.map((value) => [value]),
          method,
        );
        const sorted = [...values].sort((a, b) => a - b);
        const stretches = Array.from({ length: rejected + 1 }, (_, from) =>
          sorted.slice(from, from + values.length - rejected),
        );
        const meanOf = (kept: readonly number[]) => Math.fround(kept.reduce((a, b) => a + b, 0) / kept.length);
        const kept = stretches.filter((stretch) => meanOf(stretch) === pixels[0]);
        expect(kept).toEqual([combineOne(values, method, true).kept]);
      }),
      RUNS,
    );
  });

  test('keeps values that are exactly at the limit', () => {
    // Of ten values nine apart by nothing, σ is three tenths of the tenth's distance: at 3⅓ σ it would stay.
    const tied = [...Array(9).fill(1000), 1010].map((value) => [value]);
    expect(combineIntegers(tied, DEFAULT_METHOD).rejected).toBe(1);
    // Σd² / n = (2 · 9²) / 18 = 9: both ends lie 3 σ from the median, and not beyond.
    const atLimit = [...Array(16).fill(1000), 991, 1009].map((value) => [value]);
    expect(combineIntegers(atLimit, DEFAULT_METHOD)).toMatchObject({ rejected: 0, pixels: [1000] });
  });

  test('of a hundred frames with wild values: sums beyond 32 bits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(level, { minLength: 9, maxLength: 9 }), { minLength: 100, maxLength: 100 }),
        (frames) => {
          expect(combineIntegers(frames, DEFAULT_METHOD)).toMatchObject(expected(frames, DEFAULT_METHOD, true));
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each([
    [30, 12],
    [31, 200],
    [100, 12],
    [101, 2000],
  ])(
    'of %i frames with noise of %i ADU, where most columns are whole and some have a value just beyond',
    (count, sigma) => {
      const normal = seededNormal(count);
      const frames = Array.from({ length: count }, () =>
        Array.from({ length: 203 }, () => Math.round(9000 + sigma * normal())),
      );
      const { pixels, rejected } = expected(frames, DEFAULT_METHOD, true);
      expect(rejected).toBeGreaterThan(0);
      expect(combineIntegers(frames, DEFAULT_METHOD)).toMatchObject({ pixels, rejected });
    },
  );

  test('adds what BZERO says, and takes a pedestal off before it rounds', () => {
    const frames = [
      [10, 65_535],
      [11, 65_535],
      [10, 65_535],
    ];
    expect(combineIntegers(frames, DEFAULT_METHOD, { zero: 0 }).pixels).toEqual([
      Math.fround(31 / 3 - 32_768),
      65_535 - 32_768,
    ]);
    const pedestal = [1 / 3, 65_534.9999];
    expect(combineIntegers(frames, DEFAULT_METHOD, { pedestal }).pixels).toEqual([
      Math.fround(31 / 3 - 1 / 3),
      Math.fround(65_535 - 65_534.9999),
    ]);
  });
});

describe('combining doubles', () => {
  const real = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -20_000, max: 20_000 }).map((part) => 1 + part / 1e6) },
    { weight: 1, arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((part) => part / 7e5) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1) },
  );

  test('is what the rule gives in doubles, for every method', () => {
    fc.assert(
      fc.property(stacksOf(real), fc.oneof(clipping, plain), (frames, method) => {
        expect(combineDoubles(frames, method)).toMatchObject(expected(frames, method, false));
      }),
      RUNS,
    );
  });

  test('does not depend on the order of the frames', () => {
    const shuffled = stacksOf(real, 2).chain((frames) =>
      fc.tuple(fc.constant(frames), fc.shuffledSubarray(frames, { minLength: frames.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.oneof(clipping, plain), ([frames, other], method) => {
        expect(combineDoubles(other, method)).toEqual(combineDoubles(frames, method));
      }),
    );
  });
});

test('the scatter is the standard deviation without the lowest and highest', () => {
  const scatter: CombineMethod = { ...DEFAULT_METHOD, name: 'scatter' };
  fc.assert(
    fc.property(stacksOf(level, 3), (frames) => {
      const reference = expected(frames, scatter, true).pixels;
      for (const { pixels, rejected } of [combineIntegers(frames, scatter), combineDoubles(frames, scatter)]) {
        expect(rejected).toBe(0);
        // Exact sums on one side, sums of squared distances on the other: equal but for their rounding.
        for (const [i, value] of pixels.entries())
          expect(Math.abs(value - reference[i]!)).toBeLessThan(1e-6 * value + 1e-9);
      }
    }),
  );
});

describe('the standard error', () => {
  test('is that of the mean of the values that were kept', () => {
    const kept = [1000, 1002, 1003, 1005, 1006, 999, 1001, 1004, 1002, 1003, 1001];
    const stack = [...kept, 60_000].map((value) => [value]);
    expect(combineIntegers(stack, DEFAULT_METHOD).standardError).toBeCloseTo(standardErrorOf(kept), 12);
    expect(combineDoubles(stack, DEFAULT_METHOD).standardError).toBeCloseTo(standardErrorOf(kept), 9);
  });

  test.each([
    ['sigma-clip', 0.93, 1.07],
    ['winsorized', 0.93, 1.07],
    ['minmax', 0.93, 1.07],
    ['mean', 0.93, 1.07],
    // Whole places of few values make its interval a little wide.
    ['median', 0.93, 1.15],
  ] as const)('of %s tells how far results scatter about the truth', (name, least, most) => {
    const normal = seededNormal(12_345);
    const frames = Array.from({ length: 25 }, () => Array.from({ length: 4000 }, () => 1000 + 10 * normal()));
    const { pixels, standardError } = combineDoubles(frames, { ...DEFAULT_METHOD, name });
    const scatter = Math.sqrt(pixels.reduce((sum, value) => sum + (value - 1000) ** 2, 0) / pixels.length);
    expect(standardError / scatter).toBeGreaterThan(least);
    expect(standardError / scatter).toBeLessThan(most);
  });
});
