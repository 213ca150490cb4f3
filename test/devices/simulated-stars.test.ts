import { describe, expect, it } from 'vitest';
import { sensorRow } from '../../src-main/devices/simulator/sensor-kernel/sensor-row.ts';
import { createStarImages, type StarImage } from '../../src-main/devices/simulator/star-images.ts';

const SENSOR = { width: 300, height: 200 };
const FWHM_PX = 4;

const star = (x: number, y: number, electrons: number, parts: readonly number[] = [1]): StarImage => ({
  x,
  y,
  electrons,
  parts,
});

function imagesOf(stars: readonly StarImage[], layers = 1) {
  return createStarImages(stars, () => FWHM_PX, SENSOR, layers);
}

/** A row's light, from a column on. */
function rowOf(source: ReturnType<typeof imagesOf>[number], row: number, from = 0, to = SENSOR.width): number[] {
  const light = sensorRow().light.subarray(0, to - from);
  light.fill(0);
  source.addRow(row, from, light);
  return [...light];
}

const ROWS = Array.from({ length: SENSOR.height }, (_, row) => row);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('a star’s image', () => {
  it('has all of its light, half of it within half the width of its core, the same to each side', () => {
    const [source] = imagesOf([star(150, 100, 1e5)]);
    const rows = ROWS.map((row) => rowOf(source!, row));
    expect(sum(rows.map(sum)) / 1e5).toBeCloseTo(1, 2);
    const middle = rows[100]!;
    expect(middle[150]! / middle[152]!).toBeCloseTo(2, 0);
    for (const away of [1, 5, 20]) {
      expect(middle[150 + away]! / middle[150 - away]!).toBeCloseTo(1, 4);
      expect(rows[100 + away]![150]! / middle[150 + away]!).toBeCloseTo(1, 4);
    }
  });

  it('is cut off by the sensor’s edges, and is in a part of it what it is in the whole', () => {
    const corners = [star(0.4, 0, 1e6), star(299.5, 199.5, 1e6), star(-20, 100, 1e7), star(140.6, 90.2, 1e4)];
    const [source] = imagesOf(corners);
    for (const row of [0, 3, 90, 101, 199]) {
      const whole = rowOf(source!, row);
      for (const [from, to] of [[0, 7] as const, [137, 146] as const, [293, 300] as const]) {
        expect(rowOf(source!, row, from, to)).toEqual(whole.slice(from, to));
      }
    }
    expect(sum(ROWS.flatMap((row) => rowOf(source!, row, 280, 300))) / 1e6).toBeCloseTo(0.25, 2);
  });

  it('has its part of the light in each colour', () => {
    const sources = imagesOf([star(50, 60, 1000, [1, 0.25]), star(200, 60, 1000, [0, 1])], 2);
    const [first, second] = sources.map((source) => rowOf(source, 60)) as [number[], number[]];
    expect(second[50]! / first[50]!).toBeCloseTo(0.25, 5);
    expect(first[200]).toBe(0);
    expect(second[200]! / first[50]!).toBeCloseTo(1, 5);
  });
});

describe('the stars of two cameras', () => {
  it('are not mixed up when their rows are made in turn', () => {
    const [here] = imagesOf([star(30, 40, 1e5)]);
    const rows = [36, 40, 43, 45];
    const alone = rows.map((row) => rowOf(here!, row));
    // So many that there has to be more room for them.
    const many = Array.from({ length: 20_000 }, (_, n) => star((n * 7.3) % 300, (n * 3.7) % 200, 1e4));
    const [there] = imagesOf(many);
    const amongOthers = rows.map((row) => {
      rowOf(there!, row);
      return rowOf(here!, row);
    });
    expect(amongOthers).toEqual(alone);
  });

  it('are added to no other memory than the sensor’s row', () => {
    const [source] = imagesOf([star(30, 40, 1e5)]);
    expect(() => source!.addRow(40, 0, new Float32Array(300))).toThrow('row itself');
  });
});
