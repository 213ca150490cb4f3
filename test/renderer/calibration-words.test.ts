import { describe, expect, test } from 'vitest';
import type { CalibrationNeedView } from '../../src-main/contract/calibration-views.ts';
import {
  age,
  calibrationSentence,
  needName,
  needState,
  noiseText,
  othersOf,
  qualityText,
  settingsOf,
} from '../../src-renderer/format/calibration-words.ts';

const NEED: CalibrationNeedView = {
  kind: 'dark',
  title: 'dark 60 s, −10 °C, bin 1, gain 100',
  filterName: null,
  exposureS: 60,
  temperatureC: -10,
  binning: 1,
  gain: 100,
  wanted: 10,
  have: 0,
  queued: 0,
  lacks: 10,
  newestAt: null,
  remark: '',
  remarkFacts: null,
  staleMaster: null,
};
const BIAS: CalibrationNeedView = { ...NEED, kind: 'bias', exposureS: null, temperatureC: null };
const FLAT: CalibrationNeedView = { ...BIAS, kind: 'flat', filterName: 'Ha' };

test('a need is ready with enough frames on disk, queued when enough will be, else lacking', () => {
  expect(needState({ ...NEED, have: 10, lacks: 0 })).toBe('ready');
  expect(needState({ ...NEED, have: 14, lacks: 0 })).toBe('ready');
  expect(needState({ ...NEED, have: 4, queued: 6, lacks: 0 })).toBe('queued');
  expect(needState({ ...NEED, have: 4, queued: 5, lacks: 1 })).toBe('lacking');
});

test('needs are named as short as tells them apart', () => {
  expect([BIAS, NEED, { ...NEED, exposureS: 0.5 }, FLAT, { ...FLAT, filterName: null }].map(needName)).toEqual([
    'bias',
    'dark 60 s',
    'dark 0.5 s',
    'flat Ha',
    'flat without filter',
  ]);
  expect(settingsOf(NEED)).toBe('−10.0 °C · bin 1 · gain 100');
  expect(settingsOf({ temperatureC: null, binning: null, gain: null })).toBe('');
});

test('one light in a sentence, without the parts that there is nothing to say of', () => {
  const ready = { ...BIAS, have: 20, wanted: 20, lacks: 0 };
  const queued = { ...NEED, queued: 10, lacks: 0 };
  expect(calibrationSentence([ready, queued, FLAT, { ...FLAT, filterName: 'L' }])).toBe(
    'Has bias. Queued dark 60 s. Lacks flat Ha, flat L.',
  );
  expect(calibrationSentence([ready])).toBe('Has bias.');
});

test('of many lights the first are named and the others counted', () => {
  const lights = [{ uid: 'a', title: 'M 51' }];
  expect(othersOf({ lights, lightCount: 1 })).toBe('');
  expect(othersOf({ lights, lightCount: 5 })).toBe('and 4 more');
});

test.each([
  [-5, '<1 min'],
  [59, '<1 min'],
  [60, '1 min'],
  [59 * 60, '59 min'],
  [60 * 60, '1 h'],
  [47.9 * 3600, '47 h'],
  [48 * 3600, '2 d'],
])('what is %d s old is “%s” old', (seconds, text) => {
  const now = Date.parse('2026-11-22T20:00:00Z');
  expect(age(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

describe('quality', () => {
  const quality = { lowestAdu: 996, highestAdu: 1004, saturationAdu: 65_535, coldestC: -10.1, warmestC: -9.9 };

  test('levels as a range, or one number where they are the same', () => {
    expect(qualityText('bias', quality)).toBe('996 to 1\u2009004 ADU');
    expect(qualityText('bias', { ...quality, highestAdu: 996.3 })).toBe('996 ADU');
  });

  test('of darks with the sensor’s temperature, where it was measured', () => {
    expect(qualityText('dark', quality)).toBe('996 to 1\u2009004 ADU at −10.1 °C to −9.9 °C');
    expect(qualityText('dark', { ...quality, coldestC: null, warmestC: null })).toBe('996 to 1\u2009004 ADU');
  });

  test('flats and their masters in per cent', () => {
    expect(qualityText('flat', { ...quality, lowestAdu: 31_457, highestAdu: 33_423 })).toBe(
      '48 % to 51 % of saturation',
    );
    expect(noiseText({ kind: 'flat', noise: 0.0019 })).toBe('0.19 %');
    expect(noiseText({ kind: 'bias', noise: 0.8934 })).toBe('0.893 ADU');
    expect(noiseText({ kind: 'dark', noise: null })).toBe('–');
  });
});
