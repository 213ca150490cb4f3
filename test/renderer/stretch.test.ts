import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aduAt, axisFor, barHeights, placeOf } from '../../src-renderer/viewer/histogram-axis.ts';
import { autoStretch, midtones, summarise, withHandle } from '../../src-renderer/viewer/stretch.ts';
import { brightness } from './brightness.ts';

describe('summary of the pixels', () => {
  test('median and MAD are those of the sorted values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 1, maxLength: 301 }), (values) => {
        const { min, max, median, mad } = summarise(Uint16Array.from(values));
        const lowerMedian = (list: number[]) => list.sort((a, b) => a - b)[Math.ceil(list.length / 2) - 1]!;
        expect(min).toBe(Math.min(...values));
        expect(max).toBe(Math.max(...values));
        expect(median).toBe(lowerMedian([...values]));
        expect(mad).toBe(lowerMedian(values.map((value) => Math.abs(value - median))));
      }),
    );
  });
});

describe('automatic stretch', () => {
  const sky = { median: 1290, mad: 24 };

  test('puts the sky at a fifth of full brightness and saturation at white', () => {
    const stretch = autoStretch(sky, 65535, null);
    expect(brightness(1290, stretch)).toBeCloseTo(0.2, 6);
    expect(brightness(65535, stretch)).toBe(1);
    expect(stretch.black).toBeCloseTo(1290 - 2.8 * 1.4826 * 24, 6);
    expect(brightness(stretch.mid, stretch)).toBeCloseTo(0.5, 6);
  });

  test('follows the full frame’s noise where it is known', () => {
    expect(autoStretch({ median: 1290, mad: 3 }, 65535, sky)).toEqual(autoStretch(sky, 65535, null));
  });

  test('is in order and usable for any frame, a dead or a saturated one included', () => {
    fc.assert(
      fc.property(
        fc.record({ median: fc.integer({ min: 0, max: 65535 }), mad: fc.integer({ min: 0, max: 30000 }) }),
        fc.integer({ min: 1, max: 65535 }),
        (summary, saturation) => {
          const { black, mid, white } = autoStretch(summary, saturation, null);
          expect(black).toBeLessThan(mid);
          expect(mid).toBeLessThan(white);
          expect(black).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test('brightness grows with the pixel value', () => {
    const stretch = autoStretch(sky, 65535, null);
    let last = -1;
    for (let adu = 0; adu <= 65535; adu += 97) {
      const now = brightness(adu, stretch);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });
});

test('midtones: ends stay, m goes to one half', () => {
  for (const m of [0.001, 0.2, 0.5, 0.9]) {
    expect(midtones(m, 0)).toBe(0);
    expect(midtones(m, m)).toBeCloseTo(0.5, 12);
    expect(midtones(m, 1)).toBe(1);
  }
});

test('handles never pass each other', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(fc.constantFrom('black', 'mid', 'white'), fc.double({ min: -1000, max: 70_000, noNaN: true })),
        {
          maxLength: 12,
        },
      ),
      (moves) => {
        let stretch = { black: 1000, mid: 1500, white: 60_000 };
        for (const [handle, to] of moves) stretch = withHandle(stretch, handle, to);
        expect(stretch.black).toBeLessThan(stretch.mid);
        expect(stretch.mid).toBeLessThan(stretch.white);
      },
    ),
  );
});

describe('histogram axis', () => {
  const axis = axisFor({ median: 1290, mad: 24, min: 900 }, 65535);

  test('a place and its pixel value belong together', () => {
    for (const adu of [950, 1290, 1400, 5000, 60_000]) expect(aduAt(axis, placeOf(axis, adu))).toBeCloseTo(adu, 6);
    expect(placeOf(axis, -5)).toBe(0);
    expect(placeOf(axis, 99_999)).toBe(1);
  });

  test('the sky stands clear of the edge, with room for the stars', () => {
    expect(placeOf(axis, 1290)).toBeGreaterThan(0.1);
    expect(placeOf(axis, 1290)).toBeLessThan(0.5);
  });

  test('the tallest bar is where most pixels are', () => {
    const counts = new Uint32Array(65536);
    counts[1290] = 1000;
    counts[30_000] = 5;
    const heights = barHeights(counts, axis, 100);
    expect(heights.indexOf(1)).toBe(Math.floor(placeOf(axis, 1290) * 100));
  });
});
