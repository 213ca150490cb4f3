import { describe, expect, test } from 'vitest';
import { repairMargin, repairPixels } from '../../../src-main/frames/calibrated/repair-pixels.ts';

const [width, height] = [7, 6];
const whole = { left: 0, top: 0, width, height };
const HOT = 9999;

/** A plate that rises to the right and downwards, with these pixels spoilt. */
function spoilt(bad: readonly (readonly [x: number, y: number])[]) {
  const values = Float32Array.from({ length: width * height }, (_, i) => (i % width) + 10 * Math.floor(i / width));
  const flags = new Uint16Array(values.length);
  for (const [x, y] of bad) {
    values[y * width + x] = HOT;
    flags[y * width + x] = 1;
  }
  const valueAt = (x: number, y: number) => values[y * width + x];
  return { plate: { width, height, values }, flags, valueAt };
}

describe('a bad pixel becomes the median of its sound neighbours', () => {
  test('in the middle, at an edge and in a corner', () => {
    const { plate, flags, valueAt } = spoilt([
      [3, 2],
      [0, 4],
      [6, 5],
    ]);
    expect(repairPixels(plate, flags, whole, false)).toBe(3);
    expect(valueAt(3, 2)).toBe(23);
    // Of 30, 31, 41, 50 and 51; of 45, 46 (spoilt is 56) and 55.
    expect(valueAt(0, 4)).toBe(41);
    expect(valueAt(6, 5)).toBe(46);
  });

  test('also where a whole column is bad, and bad neighbours lend nothing', () => {
    const column = Array.from({ length: height }, (_, y) => [3, y] as const);
    const { plate, flags, valueAt } = spoilt(column);
    expect(repairPixels(plate, flags, whole, false)).toBe(height);
    expect([1, 2, 3, 4].map((y) => valueAt(3, y))).toEqual([13, 23, 33, 43]);
  });

  test('of the ring around a cluster; without a sound one it stays, and is not counted', () => {
    const block = (left: number, top: number) =>
      Array.from({ length: 9 }, (_, i) => [left + (i % 3), top + Math.floor(i / 3)] as const);
    const cluster = spoilt(block(2, 1));
    expect(repairPixels(cluster.plate, cluster.flags, whole, false)).toBe(9);
    expect(cluster.valueAt(3, 2)).toBe(23);
    const corner = spoilt(block(0, 0));
    expect(repairPixels(corner.plate, corner.flags, whole, false)).toBe(8);
    expect(corner.valueAt(0, 0)).toBe(HOT);
  });

  test('of its own colour where the sensor has a pattern', () => {
    const { plate, flags, valueAt } = spoilt([[3, 3]]);
    // The next pixels are of another colour, and far brighter.
    for (let i = 0; i < plate.values.length; i++) {
      const [x, y] = [i % width, Math.floor(i / width)];
      if (x % 2 !== 1 || y % 2 !== 1) plate.values[i] = 5000;
    }
    expect(repairPixels(plate, flags, whole, true)).toBe(1);
    expect(valueAt(3, 3)).toBe(33);
    expect(repairMargin(true)).toBe(2 * repairMargin(false));
  });

  test('within the window only: around it nothing is touched', () => {
    const { plate, flags, valueAt } = spoilt([
      [1, 1],
      [4, 3],
    ]);
    expect(repairPixels(plate, flags, { left: 3, top: 2, width: 3, height: 3 }, false)).toBe(1);
    expect([valueAt(1, 1), valueAt(4, 3)]).toEqual([HOT, 34]);
  });
});
