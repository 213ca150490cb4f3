import { describe, expect, test } from 'vitest';
import { groupFrames } from '../../src-main/calibration/masters/group-frames.ts';
import type { CalibrationFrame } from '../../src-main/tasks/calibration-matching.ts';

function dark(exposureS: number, changes: Partial<CalibrationFrame> = {}): CalibrationFrame {
  return {
    ...{ kind: 'dark', camera: 'A', readoutMode: 'Normal', gain: 0, offset: 0, binning: 1, width: 100, height: 80 },
    ...{ exposureS, temperatureC: -10, takenAt: Date.UTC(2026, 10, 22) },
    ...changes,
  } as CalibrationFrame;
}
const groups = (frames: readonly CalibrationFrame[]) =>
  groupFrames(frames, (frame) => frame).map((group) => group.map(({ exposureS }) => exposureS));

describe('darks are grouped', () => {
  test('whose exposures were measured and jitter by some milliseconds, in the order in which they were taken', () => {
    expect(groups([dark(300.0012), dark(299.9995), dark(300.0031)])).toEqual([[300.0012, 299.9995, 300.0031]]);
  });

  test('apart where the exposures are not the same', () => {
    expect(groups([dark(60), dark(30.0004), dark(60.02), dark(30.0001), dark(60.2)])).toEqual([
      [60, 60.02],
      [30.0004, 30.0001],
      [60.2],
    ]);
  });

  test('apart by temperature, whatever the exposure', () => {
    expect(groups([dark(60), dark(60.001, { temperatureC: -15 })])).toEqual([[60], [60.001]]);
  });
});
