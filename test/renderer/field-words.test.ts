import { expect, test } from 'vitest';
import type { FieldZone } from '../../src-main/contract/frame-measurement.ts';
import { differenceStandsOut, direction, zoneMark } from '../../src-renderer/viewer/field-words.ts';

test.each([
  [0, '→'],
  [359, '→'],
  [44, '↗'],
  [90, '↑'],
  [225, '↙'],
  [270, '↓'],
])('%d° counter-clockwise is %s on the screen', (angleDeg, arrow) => {
  expect(direction(angleDeg).arrow).toBe(arrow);
});

test('a difference is told of once it is three times its uncertainty, and worth it', () => {
  expect(differenceStandsOut({ percent: 10, uncertaintyPercent: 3 })).toBe(true);
  expect(differenceStandsOut({ percent: -10, uncertaintyPercent: 3 })).toBe(true);
  expect(differenceStandsOut({ percent: 10, uncertaintyPercent: 4 })).toBe(false);
  expect(differenceStandsOut({ percent: 0.5, uncertaintyPercent: 0.01 })).toBe(false);
});

test('a zone’s circle grows with its stars, none without a size, and its line lies as they are drawn out', () => {
  const zone: FieldZone = { stars: 9, hfr: 2, fwhm: 4, elongation: { axisRatio: 1.3, angleDeg: 90 } };
  const usual = zoneMark(zone, 2).radius!;
  expect(zoneMark({ ...zone, hfr: 2.2 }, 2).radius).toBeGreaterThan(1.3 * usual);
  expect(zoneMark({ ...zone, hfr: 1.8 }, 2).radius).toBeLessThan(0.7 * usual);
  expect(zoneMark({ ...zone, hfr: null }, 2).radius).toBeNull();
  // Up is where y shrinks.
  expect(zoneMark(zone, 2).line!.y).toBeLessThan(-5);
  expect(zoneMark({ ...zone, elongation: null }, 2).line).toBeNull();
});
