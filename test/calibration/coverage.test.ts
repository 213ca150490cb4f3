import { describe, expect, test } from 'vitest';
import { coverageOf, type TakenFrame } from '../../src-main/calibration/coverage.ts';
import { missingTasks } from '../../src-main/calibration/missing-tasks.ts';
import type { ComingFrames } from '../../src-main/calibration/queued-tasks.ts';
import type { PlannedLight } from '../../src-main/tasks/calibration-matching.ts';

const NOW = Date.parse('2026-11-22T20:00:00Z');
const DAY_MS = 86_400_000;
const READOUT = { camera: 1, readoutMode: null, gain: 100, offset: 10, binning: 1, width: 64, height: 48 };

const light = (change: Partial<PlannedLight> = {}): PlannedLight => ({
  ...READOUT,
  telescope: 1,
  exposuresS: [60],
  temperatureC: -10,
  toleranceC: 0.5,
  filters: [2],
  ...change,
});

let frames = 0;
const taken = (change: Partial<TakenFrame>): TakenFrame => ({
  ...READOUT,
  kind: 'dark',
  telescope: 1,
  exposureS: 60,
  temperatureC: -10,
  filter: null,
  takenAt: NOW - DAY_MS,
  uid: `frame-${++frames}`,
  medianAdu: 1000,
  saturationAdu: 65_535,
  ...change,
});
const times = (n: number, change: Partial<TakenFrame>) => Array.from({ length: n }, () => taken(change));

const coverage = (
  lights: readonly PlannedLight[],
  there: readonly TakenFrame[],
  coming: readonly ComingFrames[] = [],
) =>
  coverageOf(
    lights.map((each, i) => ({ uid: `light-${i}`, light: each })),
    there,
    coming,
    NOW,
  );
const darkOf = (there: readonly TakenFrame[]) =>
  coverage([light()], there).needs.find(({ need }) => need.kind === 'dark')!;

describe('frames that nearly serve', () => {
  test('the closest ones are told, with how many there are of their sort', () => {
    const there = [
      ...times(4, { temperatureC: -20, exposureS: 120 }),
      ...times(3, { temperatureC: -20, takenAt: NOW - 2 * DAY_MS }),
      ...times(7, { exposureS: 120, takenAt: NOW - 3 * DAY_MS }),
      ...times(9, { kind: 'bias' }),
    ];
    expect(darkOf(there).nearMiss).toMatchObject({ frames: 3, reasons: [{ field: 'temperature' }] });
  });

  test('old ones are told by their age', () => {
    const { nearMiss, newestStaleAt, have } = darkOf(times(5, { takenAt: NOW - 45 * DAY_MS }));
    expect(have).toBe(0);
    expect(newestStaleAt).toBe(NOW - 45 * DAY_MS);
    expect(nearMiss).toMatchObject({
      frames: 5,
      reasons: [{ field: 'age', message: expect.stringMatching(/45 days/) }],
    });
  });

  test('there is nothing to tell when enough serve, or none are of the kind', () => {
    const others = times(3, { temperatureC: -20 });
    expect(darkOf([...times(10, {}), ...others]).nearMiss).toBeNull();
    expect(darkOf([...times(9, {}), ...others]).nearMiss).toMatchObject({ frames: 3 });
    expect(darkOf(times(3, { kind: 'flat', filter: 2 })).nearMiss).toBeNull();
  });
});

test('flats in another filter are not near', () => {
  const flatOf = (there: readonly TakenFrame[]) =>
    coverage([light()], there).needs.find(({ need }) => need.kind === 'flat')!;
  const others = times(10, { kind: 'flat', filter: 3, exposureS: 2 });
  expect(flatOf(others).nearMiss).toBeNull();
  const turned = times(4, { kind: 'flat', filter: 2, exposureS: 2, telescope: 2 });
  expect(flatOf([...others, ...turned]).nearMiss).toMatchObject({ frames: 4, reasons: [{ field: 'telescope' }] });
});

describe('what is to be taken', () => {
  const darks = (lights: readonly PlannedLight[], there: readonly TakenFrame[] = []) =>
    missingTasks(coverage(lights, there).needs)
      .filter(({ draft }) => draft.taskType === 'optical_imaging_dark_calibration')
      .map(({ draft }) => [draft.temperatureC, draft.temperatureToleranceC, draft.frames]);

  test('darks that serve two lights are taken once, for the one that asks for more', () => {
    expect(darks([light({ toleranceC: 1 }), light({ toleranceC: 0.5 })])).toEqual([[-10, 0.5, 10]]);
    expect(darks([light({ toleranceC: 1, temperatureC: -10.4 }), light()])).toEqual([[-10, 0.5, 10]]);
  });

  test('darks that serve only one of two are taken for both', () => {
    expect(darks([light({ temperatureC: -12 }), light()])).toEqual([
      [-12, 0.5, 10],
      [-10, 0.5, 10],
    ]);
  });

  test('where one light has some already, the other’s darks fill up the rest', () => {
    const lights = [light({ toleranceC: 3 }), light()];
    expect(darks(lights, times(4, { temperatureC: -12 }))).toEqual([[-10, 0.5, 10]]);
  });
});
