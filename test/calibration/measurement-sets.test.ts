/** Which frames of the ledger are measured together, and what is said of a sensor that is not as it should be. */
import { describe, expect, test } from 'vitest';
import {
  framesKey,
  type MeasurableFrame,
  measurementSets,
} from '../../src-main/calibration/sensor/measurement-sets.ts';
import { nominalFigures, warningOf } from '../../src-main/calibration/sensor/nominal.ts';
import type { SetupRecord } from '../../src-main/contract/setup-record.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-11-01T22:00:00Z');
let made = 0;

function aFrame(kind: MeasurableFrame['kind'], night: number, own: Partial<MeasurableFrame> = {}): MeasurableFrame {
  const uid = `frame-${++made}`;
  return {
    ...{ uid, kind, path: `frames/${uid}.fits`, sha256: `hash-${made}`, night: `night ${night}` },
    ...{ readout: 'gain 0', takenAt: START + night * DAY_MS + made, setPointC: -10, filterName: null },
    ...{ light: 'panel', medianAdu: 500, saturationAdu: 60_000 },
    ...own,
  };
}
const several = (count: number, ...of: Parameters<typeof aFrame>) => Array.from({ length: count }, () => aFrame(...of));
const summary = (frames: readonly MeasurableFrame[]) =>
  measurementSets(frames).map(({ title, frames: own, bias }) => [title, own.length, bias.length]);

describe('a night’s frames are measured', () => {
  test('bias together, darks by temperature, flats by filter and light, the gain from flats of a panel', () => {
    const frames = [
      ...several(3, 'bias', 1),
      ...several(2, 'dark', 1, { setPointC: -10 }),
      ...several(3, 'dark', 1, { setPointC: -20 }),
      ...several(2, 'flat', 1, { filterName: 'L' }),
      ...several(2, 'flat', 1, { filterName: 'L', light: 'sky' }),
    ];
    expect(summary(frames)).toEqual([
      ['bias of night 1', 3, 0],
      ['photon transfer of night 1', 2, 3],
      ['dark of night 1, at −10 °C', 2, 3],
      ['dark of night 1, at −20 °C', 3, 3],
      ['flat of night 1, L, panel', 2, 0],
      ['flat of night 1, L, sky', 2, 0],
    ]);
  });

  test('apart from those of another readout, and without what one frame alone cannot tell', () => {
    const frames = [aFrame('bias', 1), aFrame('bias', 1, { readout: 'gain 100' }), aFrame('dark', 1)];
    expect(measurementSets(frames)).toEqual([]);
  });

  test('with the bias of the nearest night where it has none, but not with one of long ago', () => {
    const darks = several(2, 'dark', 20);
    const [near, far] = [several(2, 'bias', 18), several(2, 'bias', 10)];
    const [set] = measurementSets([...far, ...near, ...darks]).filter(({ kind }) => kind === 'dark');
    expect(set!.bias).toEqual(near);
    expect(summary([...several(2, 'bias', 1), ...several(2, 'dark', 40)])).toEqual([['bias of night 1', 2, 0]]);
  });

  test('from the newest frames only, where there are many', () => {
    const bias = several(50, 'bias', 1);
    const [set] = measurementSets(bias);
    expect(set!.frames).toEqual(bias.slice(-10));
  });

  test('by a key that stays when a frame comes or goes, while the key of its frames changes', () => {
    const frames = several(3, 'bias', 1);
    const [all, fewer] = [measurementSets(frames)[0]!, measurementSets(frames.slice(1))[0]!];
    expect(fewer.key).toBe(all.key);
    const names = frames.map(({ uid, sha256 }) => ({ name: uid, sha256 }));
    expect(framesKey(names)).toBe(framesKey(names.toReversed()));
    expect(framesKey(names.slice(1))).not.toBe(framesKey(names));
    expect(framesKey([{ ...names[0]!, sha256: 'other' }])).not.toBe(framesKey([names[0]!]));
  });
});

describe('what camera and set-up say', () => {
  const camera = {
    ...{ temperature_setpoint: -10, temperature_setpoint_tolerance: 0.5, full_well_capacity: 51_000 },
    readout_modes: [
      {
        name: 'fast',
        binning: 1,
        bit_depth: 16,
        readout_time: 1,
        gain: 2,
        readout_noise: 9,
        dark_current: 0.1,
        blank_level: 900,
      },
      {
        name: 'slow',
        binning: 1,
        bit_depth: 16,
        readout_time: 9,
        gain: 1,
        readout_noise: 3,
        dark_current: 0.1,
        blank_level: 500,
      },
    ],
  } as unknown as SetupRecord['cameras'][number];
  const asked = { readoutMode: 'slow', binning: 1, temperatureC: -10.2, eGain: null, readNoiseE: null };

  test('is that of the readout mode, unless the frame’s header says it itself', () => {
    const expected = { gain: 1, read_noise: 3, bias_level: 500, full_well: 51_000, dark_current: 0.1 };
    expect(nominalFigures(camera, asked)).toEqual(expected);
    expect(nominalFigures(camera, { ...asked, eGain: 0.5, readNoiseE: 2 })).toMatchObject({ gain: 0.5, read_noise: 2 });
  });

  test('is nothing of a dark current at another temperature, of a binned well, or of a camera not set up', () => {
    expect(nominalFigures(camera, { ...asked, temperatureC: -20 })).not.toHaveProperty('dark_current');
    expect(nominalFigures(camera, { ...asked, binning: 2 })).toEqual({});
    expect(nominalFigures(null, { ...asked, eGain: 0.5 })).toEqual({ gain: 0.5 });
  });

  test.each([
    ['gain', 1.05, 1, null],
    ['gain', 1.3, 1, /^The gain is 1.3 e⁻\/ADU, where the camera should have 1\. Look whether the gain setting/],
    ['read_noise', 5, 3, /read noise is 5 e⁻.*cable/],
    ['dark_current', 0.01, 0.1, null],
    ['dark_current', 0.5, 0.1, /light on the sensor/],
    ['full_well', 30_000, 51_000, /full well/],
    ['non_linearity', 0.05, null, /5\.0 % off proportion/],
    ['gain', 7, null, null],
    ['flat_level', 0.1, null, null],
  ] as const)('%s %d against %s', (quantity, value, nominal, said) => {
    const warning = warningOf(quantity, value, nominal);
    if (said === null) expect(warning).toBeNull();
    else expect(warning).toMatch(said);
  });
});
