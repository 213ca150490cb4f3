import { describe, expect, test } from 'vitest';
import type { FrameMeasurement } from '../../src-main/contract/frame-measurement.ts';
import { starLimitsRecord } from '../../src-main/contract/star-limits.ts';
import { bestOfNight, checkStars } from '../../src-main/engine/star-checks.ts';

const usual: FrameMeasurement = {
  background: 600,
  noise: 12,
  stars: 400,
  saturatedStars: 2,
  hfr: 2.0,
  fwhm: 3.7,
  eccentricity: 0.3,
  elongation: null,
  superpixels: false,
};
const best = { hfr: 1.9, stars: 450 };
const defaults = starLimitsRecord.parse(undefined);
const found = (measured: Partial<FrameMeasurement>, limits: object = {}, night = best) =>
  checkStars({ ...usual, ...measured }, starLimitsRecord.parse({ ...defaults, ...limits }), night);

describe('a light’s stars', () => {
  test('are nothing to speak of on a usual night', () => {
    expect(found({})).toEqual([]);
  });

  test.each([
    ['max_hfr_rise', { hfr: 2.9 }, {}, '53 % above the night’s best of 1.90 px'],
    ['max_star_loss', { stars: 130 }, {}, '130 stars where the same field showed 450'],
    ['max_axis_ratio', { elongation: { axisRatio: 1.42, angleDeg: 31 } }, {}, '1.42 times as long as wide, at 31°'],
    ['max_hfr', { hfr: 2.6 }, { max_hfr: { limit: 2.5, action: 'reject' } }, 'is 2.60 px'],
    ['min_stars', { stars: 160 }, { min_stars: { limit: 200, action: 'reject' } }, '160 stars only'],
    ['max_background', { background: 5200 }, { max_background: { limit: 5000, action: 'reject' } }, '5200 ADU'],
  ])('%s is told with its numbers', (check, measured, limits, words) => {
    const findings = found(measured, limits);
    expect(findings.map((finding) => finding.check)).toEqual([check]);
    expect(findings[0]!.message).toContain(words);
    expect(findings[0]!.action).toBe(Object.keys(limits).length > 0 ? 'reject' : 'warn');
  });

  test('exactly at a limit pass it', () => {
    expect(found({ hfr: 2.5 }, { max_hfr: { limit: 2.5 } })).toEqual([]);
    expect(found({ stars: 200 }, { min_stars: { limit: 200 } })).toEqual([]);
  });

  test('are not held against a night that has shown nothing yet, and what was not measured breaks no limit', () => {
    expect(found({ hfr: 9, stars: 3 }, {}, { hfr: null as never, stars: null as never })).toEqual([]);
    expect(found({ hfr: null }, { max_hfr: { limit: 2.5, action: 'reject' } })).toEqual([]);
  });

  test('are held against nothing where a limit is switched off', () => {
    const off = Object.fromEntries(Object.keys(defaults).map((check) => [check, null]));
    expect(found({ hfr: 30, stars: 0, background: 60_000 }, off)).toEqual([]);
  });
});

describe('the night’s best', () => {
  test('is a median of five frames in a row, so that one lucky frame does not set it', () => {
    expect(bestOfNight([3, 3, 1, 3, 3, 3], 'lower')).toBe(3);
    expect(bestOfNight([3, 2.8, 2.2, 2.1, 2.2, 2.3, 2.6, 3], 'lower')).toBe(2.2);
    expect(bestOfNight([300, 420, 410, 430, 405, 80], 'higher')).toBe(410);
  });

  test('is not known before there are five', () => {
    expect(bestOfNight([2, 2, 2, 2], 'lower')).toBeNull();
    expect(bestOfNight([], 'higher')).toBeNull();
  });
});
