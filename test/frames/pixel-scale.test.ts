import { expect, test } from 'vitest';
import { scaleBetween, scaleOfCalibrated } from '../../src-main/frames/pixels/pixel-scale.ts';

const topOf = ({ zero, step }: { zero: number; step: number }) => zero + 65_535 * step;

test.each([
  ['16 bits, no flat', 65_535, 1],
  ['16 bits, vignetted', 65_535, 0.7],
  ['12 bits', 4095, 0.8],
  ['a full well of a tenth', 6_500, 0.95],
] as const)('a calibrated light of %s has all its values, as finely as they fit', (_, saturation, darkest) => {
  const scale = scaleOfCalibrated(saturation, darkest);
  expect(scale.zero).toBeLessThan(-saturation / 100);
  expect(topOf(scale)).toBeGreaterThanOrEqual(saturation / darkest);
  // A sixty-fourth of an ADU less, and the brightest would not fit.
  expect(topOf({ ...scale, step: scale.step - 1 / 64 })).toBeLessThan(saturation / darkest);
});

test('a flat that is black in a corner does not take the fineness from all the rest', () => {
  expect(scaleOfCalibrated(65_535, 0.001)).toEqual(scaleOfCalibrated(65_535, 0.25));
  expect(scaleOfCalibrated(65_535, 1.2)).toEqual(scaleOfCalibrated(65_535, 1));
});

test('a scale between two levels has as much room again on either side, and survives a plane that is all alike', () => {
  const scale = scaleBetween(500, 530);
  expect(scale.zero).toBe(470);
  expect(topOf(scale)).toBeCloseTo(560);
  for (const level of [0, 1, 1000]) expect(scaleBetween(level, level).step).toBeGreaterThan(0);
});
