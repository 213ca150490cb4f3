import { describe, expect, it } from 'vitest';
import { createRandomStream, mixKey } from '../../src-main/devices/simulator/random.ts';
import { EXACT_BELOW_E } from '../../src-main/devices/simulator/sensor-kernel/noise-tables.ts';
import { sensorRow, WIDEST_ROW } from '../../src-main/devices/simulator/sensor-kernel/sensor-row.ts';
import { mean, variance } from './observatory.ts';

const COUNT = 400_000;

/** What is measured of so many pixels that all expect the same charge. */
function measured(expectedE: number, readNoiseE: number, count = COUNT): Float32Array {
  const row = sensorRow();
  const values = new Float32Array(count);
  for (let from = 0; from < count; from += WIDEST_ROW) {
    const pixels = Math.min(WIDEST_ROW, count - from);
    row.charge.fill(expectedE);
    row.addNoise(pixels, mixKey(1, expectedE * 1000, from), readNoiseE);
    values.set(row.charge.subarray(0, pixels), from);
  }
  return values;
}

const skewness = (values: Float32Array) => {
  const [middle, sigma] = [mean(values), Math.sqrt(variance(values))];
  return mean(values.map((x) => ((x - middle) / sigma) ** 3));
};

describe('read noise', () => {
  const values = measured(0, 1);

  it('has mean 0, standard deviation 1, no skew and the normal kurtosis', () => {
    expect(mean(values)).toBeCloseTo(0, 2);
    expect(variance(values)).toBeCloseTo(1, 1.9);
    expect(skewness(values)).toBeCloseTo(0, 1);
    expect(mean(values.map((x) => x ** 4))).toBeGreaterThan(2.92);
    expect(mean(values.map((x) => x ** 4))).toBeLessThan(3.08);
  });

  it.each([
    [1, 0.317311],
    [2, 0.0455],
    [3, 0.0026998],
    [3.6, 0.000318217],
    [4, 0.0000633425],
  ])('has the normal share of values beyond %d sigma, the tail included', (sigmas, share) => {
    const beyond = values.filter((x) => Math.abs(x) > sigmas).length;
    const expected = share * COUNT;
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('has no more in common from pixel to pixel, or from row to row, than chance gives', () => {
    const correlation = (lag: number) => mean(values.subarray(lag).map((x, i) => x * values[i]!));
    for (const lag of [1, 2, 3, 4, 8, WIDEST_ROW])
      expect(Math.abs(correlation(lag))).toBeLessThan(5 / Math.sqrt(COUNT));
  });

  it('is the same whatever the row held before', () => {
    const row = sensorRow();
    for (const room of [row.light, row.columns, row.numbers]) room.fill(12_345);
    expect(measured(0, 1)).toEqual(values);
  });

  it('is the same for the same key and unrelated for the next one', () => {
    const row = sensorRow();
    const withKey = (key: number) => {
      row.charge.fill(0);
      row.addNoise(1000, key, 1);
      return row.charge.slice(0, 1000);
    };
    const [first, next] = [withKey(77), withKey(78)];
    expect(withKey(77)).toEqual(first);
    expect(Math.abs(mean(first.map((x, index) => x * next[index]!)))).toBeLessThan(0.15);
  });
});

describe('shot noise', () => {
  it.each([0.003, 0.1, 0.125, 0.7, 3.33, 12.01, 15.9])(
    'of %d electrons expected is a count of that mean, variance and share of zeros',
    (lambda) => {
      const counts = measured(lambda, 0, 100_000);
      const standardError = Math.sqrt(lambda / counts.length);
      expect(Math.abs(mean(counts) - lambda)).toBeLessThan(5 * standardError);
      const varianceError = Math.sqrt((lambda + 2 * lambda ** 2) / counts.length);
      expect(Math.abs(variance(counts) - lambda)).toBeLessThan(5 * varianceError);
      const zeros = counts.filter((count) => count === 0).length;
      const expected = Math.exp(-lambda) * counts.length;
      expect(Math.abs(zeros - expected)).toBeLessThan(5 * Math.sqrt(expected) + 3);
      expect(counts.every(Number.isInteger)).toBe(true);
    },
  );

  it.each([EXACT_BELOW_E, 28, 100, 40_000])(
    'of %d electrons has the mean, variance and skewness of a count',
    (lambda) => {
      const charges = measured(lambda, 0);
      expect(Math.abs(mean(charges) - lambda)).toBeLessThan(5 * Math.sqrt(lambda / COUNT));
      expect(Math.abs(variance(charges) / lambda - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
      // The first terms of the expansion give a little more than a count's skewness.
      expect(Math.abs(skewness(charges) - 1 / Math.sqrt(lambda))).toBeLessThan(0.01 + 5 * Math.sqrt(6 / COUNT));
    },
  );

  it('and read noise of one pixel add up, whichever way they are made', () => {
    for (const lambda of [EXACT_BELOW_E - 0.5, EXACT_BELOW_E + 0.5]) {
      const charges = measured(lambda, 3);
      expect(Math.abs(variance(charges) / (lambda + 9) - 1)).toBeLessThan(5 * Math.sqrt(2 / COUNT));
      expect(Math.abs(skewness(charges) - lambda / (lambda + 9) ** 1.5)).toBeLessThan(5 * Math.sqrt(6 / COUNT));
    }
  });

  it('leaves no charge where none is', () => {
    expect(new Set(measured(0, 0, 1000))).toEqual(new Set([0]));
  });

  it('of a stream follows a large mean too', () => {
    const stream = createRandomStream(9);
    const counts = Array.from({ length: 2000 }, () => stream.poisson(250));
    expect(Math.abs(mean(counts) - 250)).toBeLessThan(2);
    expect(variance(counts)).toBeGreaterThan(215);
    expect(variance(counts)).toBeLessThan(285);
  });
});
