import { describe, expect, it } from 'vitest';
import { drawSmallPoisson, fillGaussian, POISSON_EXACT_BELOW } from '../../src-main/devices/simulator/noise.ts';
import { createRandomStream, fillRandomBits, mixKey } from '../../src-main/devices/simulator/random.ts';
import { mean, variance } from './observatory.ts';

const COUNT = 400_000;

describe('normal noise', () => {
  const values = new Float32Array(COUNT);
  fillGaussian(mixKey(1, 2), values, new Int32Array(COUNT));

  it('has mean 0, standard deviation 1, no skew and the normal kurtosis', () => {
    expect(mean(values)).toBeCloseTo(0, 2);
    expect(variance(values)).toBeCloseTo(1, 1.9);
    expect(mean(values.map((x) => x ** 3))).toBeCloseTo(0, 1);
    expect(mean(values.map((x) => x ** 4))).toBeGreaterThan(2.92);
    expect(mean(values.map((x) => x ** 4))).toBeLessThan(3.08);
  });

  it.each([
    [1, 0.317311],
    [2, 0.0455],
    [3, 0.0026998],
    [3.6, 0.000318217],
  ])('has the normal share of values beyond %d sigma, the tail included', (sigmas, share) => {
    const beyond = values.filter((x) => Math.abs(x) > sigmas).length;
    const expected = share * COUNT;
    expect(Math.abs(beyond - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  it('is the same for the same key and unrelated for the next one', () => {
    const [again, next] = [new Float32Array(1000), new Float32Array(1000)];
    const bits = new Int32Array(1000);
    fillGaussian(77, again, bits);
    fillGaussian(78, next, bits);
    const first = Float32Array.from(again);
    fillGaussian(77, again, bits);
    expect(again).toEqual(first);
    expect(Math.abs(mean(first.map((x, index) => x * next[index]!)))).toBeLessThan(0.15);
  });
});

describe('Poisson counts', () => {
  const draw = (lambda: number) => {
    const values = new Float32Array(100_000).fill(lambda);
    const [choice, remainder] = [new Int32Array(values.length), new Int32Array(values.length)];
    fillRandomBits(mixKey(lambda * 1000, 1), choice);
    fillRandomBits(mixKey(lambda * 1000, 2), remainder);
    drawSmallPoisson(values, choice, remainder);
    return values;
  };

  it.each([0.003, 0.1, 0.125, 0.7, 3.33, 12.01, 31.9])(
    'of mean %d have that mean, variance and share of zeros',
    (lambda) => {
      const counts = draw(lambda);
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

  it('leaves no charge where none is, and larger means alone', () => {
    const values = Float32Array.of(0, POISSON_EXACT_BELOW, 1e6);
    drawSmallPoisson(values, Int32Array.of(5, 5, 5), Int32Array.of(-1, -1, -1));
    expect([...values]).toEqual([0, POISSON_EXACT_BELOW, 1e6]);
  });

  it('of a stream follow a large mean too', () => {
    const stream = createRandomStream(9);
    const counts = Array.from({ length: 2000 }, () => stream.poisson(250));
    expect(Math.abs(mean(counts) - 250)).toBeLessThan(2);
    expect(variance(counts)).toBeGreaterThan(215);
    expect(variance(counts)).toBeLessThan(285);
  });
});
