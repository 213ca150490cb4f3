import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CAMERA_DEFAULT,
  type CalibrationFrame,
  type CalibrationNeed,
  keyOfNeed,
  mismatches,
  needsOfLight,
  type PlannedLight,
} from '../../src-main/tasks/calibration-matching.ts';

const NOW = Date.UTC(2026, 10, 22, 20);
const DAY_MS = 86_400_000;

const LIGHT: PlannedLight = {
  camera: 1,
  readoutMode: 'Normal',
  gain: 100,
  offset: 10,
  binning: 1,
  width: 4096,
  height: 4096,
  telescope: 1,
  exposuresS: [60],
  temperatureC: -10,
  toleranceC: 0.5,
  filters: [2],
};
const [BIAS, DARK, FLAT] = needsOfLight(LIGHT) as [CalibrationNeed, CalibrationNeed, CalibrationNeed];

const frame = (need: CalibrationNeed, changes: Partial<CalibrationFrame> = {}): CalibrationFrame => ({
  exposureS: undefined,
  temperatureC: undefined,
  filter: undefined,
  telescope: undefined,
  takenAt: NOW - DAY_MS,
  ...need,
  ...changes,
});
const fields = (need: CalibrationNeed, given: CalibrationFrame) =>
  mismatches(need, given, NOW).map(({ field }) => field);

describe('what a light needs', () => {
  test('one bias, a dark for each exposure, a flat for each filter', () => {
    const needs = needsOfLight({ ...LIGHT, exposuresS: [60, 120, 60], filters: [2, 3, 2, null] });
    expect(needs.map((need) => need.kind)).toEqual(['bias', 'dark', 'dark', 'flat', 'flat', 'flat']);
  });

  test('lights that differ only in filter share bias and dark', () => {
    const keys = (light: PlannedLight) => needsOfLight(light).map(keyOfNeed);
    const [bias, dark, flat] = keys(LIGHT);
    const [otherBias, otherDark, otherFlat] = keys({ ...LIGHT, filters: [3] });
    expect([otherBias, otherDark]).toEqual([bias, dark]);
    expect(otherFlat).not.toBe(flat);
  });
});

describe('what serves what', () => {
  test.each([
    ['a bias, whatever its temperature', BIAS, { temperatureC: 15 }, []],
    ['another camera', BIAS, { camera: 2 }, ['camera']],
    ['an id is not a serial number', BIAS, { camera: '1' }, ['camera']],
    ['another readout mode', BIAS, { readoutMode: 'Fast' }, ['readoutMode']],
    ['another gain', BIAS, { gain: 101 }, ['gain']],
    ['no gain where one is needed', BIAS, { gain: null }, ['gain']],
    ['a gain that is not known', BIAS, { gain: undefined }, ['gain']],
    ['the default, not known yet, against a number', BIAS, { gain: CAMERA_DEFAULT }, ['gain']],
    ['another offset', BIAS, { offset: 11 }, ['offset']],
    ['another binning', BIAS, { binning: 2, width: 2048, height: 2048 }, ['binning', 'width', 'height']],
    ['a sub-frame', BIAS, { height: 100 }, ['height']],
    ['a bias of 30 days', BIAS, { takenAt: NOW - 30 * DAY_MS }, []],
    ['a bias of more than 30 days', BIAS, { takenAt: NOW - 30 * DAY_MS - 1 }, ['age']],
    ['a dark for a bias', BIAS, { kind: 'dark' }, ['kind']],
    ['a dark at the edge of the tolerance', DARK, { temperatureC: -10.5 }, []],
    ['a dark beyond it', DARK, { temperatureC: -10.6 }, ['temperature']],
    ['a dark of unknown temperature', DARK, { temperatureC: undefined }, ['temperature']],
    ['a dark whose shutter jittered', DARK, { exposureS: 60.04 }, []],
    ['a dark of another exposure', DARK, { exposureS: 61 }, ['exposure']],
    ['a dark of unknown exposure', DARK, { exposureS: undefined }, ['exposure']],
    ['a dark with any filter', DARK, { filter: 3 }, []],
    ['a flat in another filter', FLAT, { filter: 3 }, ['filter']],
    ['a flat without a filter', FLAT, { filter: null }, ['filter']],
    ['a flat through another telescope', FLAT, { telescope: 2 }, ['telescope']],
    ['a flat through an unknown telescope', FLAT, { telescope: undefined }, ['telescope']],
    ['a flat of more than a week', FLAT, { takenAt: NOW - 8 * DAY_MS }, ['age']],
    ['several things at once', FLAT, { filter: 3, gain: 7 }, ['gain', 'filter']],
  ] as [string, CalibrationNeed, Partial<CalibrationFrame>, string[]][])('%s', (_, need, changes, reasons) => {
    expect(fields(need, frame(need, changes))).toEqual(reasons);
  });

  test('a light without a temperature is served by no dark, not even by one like itself', () => {
    const dark = needsOfLight({ ...LIGHT, temperatureC: undefined })[1]!;
    expect(fields(dark, frame(dark))).toEqual(['temperature']);
  });

  test('cameras without the setting, and filters where there is no wheel, match their like', () => {
    const needs = needsOfLight({ ...LIGHT, gain: null, offset: null, readoutMode: null, filters: [null] });
    expect(needs.map((need) => fields(need, frame(need)))).toEqual([[], [], []]);
  });

  test('each reason is a sentence with both sides', () => {
    const [reason] = mismatches(BIAS, frame(BIAS, { gain: 7 }), NOW);
    expect(reason!.message).toBe('The gain needed is 100; this has 7.');
  });
});

const setting = fc.oneof(fc.constantFrom(0, 1, 100), fc.constant(null), fc.constant(CAMERA_DEFAULT));
const anyLight = fc.record({
  camera: fc.constantFrom<number | string>(1, 2, 'ZWO-1'),
  readoutMode: fc.constantFrom(null, 'Normal', 'Fast'),
  gain: setting,
  offset: setting,
  binning: fc.constantFrom(1, 2),
  width: fc.constantFrom(100, 200),
  height: fc.constantFrom(100, 200),
  telescope: fc.constantFrom(1, 2),
  exposuresS: fc.array(fc.constantFrom(1, 60, 300), { minLength: 1, maxLength: 3 }),
  temperatureC: fc.constantFrom(-20, -10, 0),
  toleranceC: fc.constant(0.5),
  filters: fc.array(fc.constantFrom(null, 2, 3), { minLength: 1, maxLength: 3 }),
}) satisfies fc.Arbitrary<PlannedLight>;

describe('always', () => {
  test('a frame taken as the need says serves it, and of two needs serves both only if they have one key', () => {
    fc.assert(
      fc.property(anyLight, anyLight, (one, other) => {
        for (const need of needsOfLight(one)) {
          expect(mismatches(need, frame(need), NOW)).toEqual([]);
          for (const second of needsOfLight(other)) {
            const serves = mismatches(second, frame(need), NOW).length === 0;
            expect(serves).toBe(keyOfNeed(second) === keyOfNeed(need));
          }
        }
      }),
    );
  });

  test('a frame that lacks any of a bias’s keys serves nothing', () => {
    const keys = ['camera', 'readoutMode', 'gain', 'offset', 'binning', 'width', 'height'] as const;
    fc.assert(
      fc.property(anyLight, fc.constantFrom(...keys), (light, key) => {
        for (const need of needsOfLight(light)) {
          expect(fields(need, frame(need, { [key]: undefined }))).toEqual([key]);
          // What neither side knows may still differ.
          const unknown = { ...need, [key]: undefined } as CalibrationNeed;
          expect(fields(unknown, frame(unknown))).toEqual([key]);
        }
      }),
    );
  });
});
