import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../src-renderer/client/pixels.ts';
import { envelope, lengthOfCut, placeOnCut } from '../../src-renderer/viewer/cut-profile.ts';
import { saturatedSpots } from '../../src-renderer/viewer/saturated-spots.ts';

describe('a cut through a frame', () => {
  test('no peak and no dip is lost, however few columns there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 1, maxLength: 3000 }),
        fc.integer({ min: 1, max: 900 }),
        (pixels, columns) => {
          const drawn = envelope(Float64Array.from(pixels), columns);
          expect(drawn.length).toBe(Math.min(columns, pixels.length));
          expect(Math.max(...drawn.map(({ high }) => high))).toBe(Math.max(...pixels));
          expect(Math.min(...drawn.map(({ low }) => low))).toBe(Math.min(...pixels));
          for (const { low, high } of drawn) expect(low).toBeLessThanOrEqual(high);
        },
      ),
    );
  });

  test('with as many columns as pixels each is drawn as it is', () => {
    expect(envelope(Float64Array.of(5, 9, 2), 3)).toEqual([
      { low: 5, high: 5 },
      { low: 9, high: 9 },
      { low: 2, high: 2 },
    ]);
    expect(envelope(new Float64Array(0), 100)).toEqual([]);
  });

  test('a place along it is the middle of the pixel there', () => {
    const cut = { from: { x: 10, y: 20 }, to: { x: 13, y: 22 } };
    expect(placeOnCut(cut, 0, 4)).toEqual({ x: 10.5, y: 20.5 });
    expect(placeOnCut(cut, 1, 4)).toEqual({ x: 11.5, y: 21.5 });
    expect(placeOnCut(cut, 3, 4)).toEqual({ x: 13.5, y: 22.5 });
    expect(placeOnCut({ from: cut.from, to: cut.from }, 0, 1)).toEqual({ x: 10.5, y: 20.5 });
    expect(lengthOfCut(cut)).toBeCloseTo(Math.sqrt(13), 9);
  });
});

describe('saturated spots', () => {
  const block: PixelBlock = {
    level: 8,
    channels: 1,
    bayer: null,
    width: 3,
    height: 2,
    fullWidth: 20,
    fullHeight: 16,
    zero: 0,
    step: 1,
    pixels: Uint16Array.of(10, 60000, 59999, 65535, 0, 7),
  };

  test('are the middles of the groups whose brightest pixel is at the level or over it', () => {
    expect([...saturatedSpots(block, 60000)]).toEqual([12, 4, 4, 12]);
    expect([...saturatedSpots(block, 65536)]).toEqual([]);
    expect(saturatedSpots(block, 0)).toHaveLength(12);
  });
});
