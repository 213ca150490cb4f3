import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FlatTarget,
  isClipped,
  isFlatLevel,
  judgeFlatTest,
  planFlat,
} from '../../src-main/tasks/flat-exposure.ts';
import { CONSTANT, type FlatLight, signalOf } from '../../src-main/tasks/flat-light.ts';

const target: FlatTarget = { signalAdu: 32_000, minExposureS: 0.1, maxExposureS: 60, shortestTestS: 0.001 };
const frame = (exposureS: number, signalAdu: number, number = 1) => ({ exposureS, signalAdu, clipped: false, number });
const light = (aduPerS: number, perS = 0): FlatLight => ({ atS: 0, aduPerS, change: { perS, sigmaPerS: 0 } });

describe('what a test frame of a flat tells', () => {
  test('one that comes near the target is the last', () => {
    expect(judgeFlatTest(target, frame(2, 20_000))).toEqual({ kind: 'measured' });
    expect(judgeFlatTest(target, frame(2, 3300))).toEqual({ kind: 'measured' });
  });

  test('after a saturated one comes the shortest there is; if that is saturated, the light is too bright', () => {
    const clipped = { exposureS: 10, signalAdu: 64_000, clipped: true, number: 1 };
    expect(judgeFlatTest(target, clipped)).toEqual({ kind: 'test-again', exposureS: 0.001 });
    expect(judgeFlatTest(target, { ...clipped, exposureS: 0.001, number: 2 })).toEqual({ kind: 'too-bright' });
  });

  test('a faint one is followed by one that stays below the target, however the little signal came about', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 3000, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (exposureS, trueAdu, noiseAdu) => {
          const verdict = judgeFlatTest(target, frame(exposureS, trueAdu + noiseAdu));
          if (verdict.kind !== 'test-again') return;
          expect((trueAdu / exposureS) * verdict.exposureS).toBeLessThanOrEqual(target.signalAdu * 1.001);
        },
      ),
    );
  });

  test('one too short to be a flat itself is held against a longer one, as a shutter’s timing may be off', () => {
    const verdict = judgeFlatTest(target, frame(0.05, 8000));
    expect(verdict.kind).toBe('test-again');
    expect(verdict.kind === 'test-again' && verdict.exposureS).toBeCloseTo(0.2, 3);
  });

  test('one that shows nothing at the longest exposure says that it is too dark', () => {
    expect(judgeFlatTest(target, frame(60, 3))).toEqual({ kind: 'too-dark' });
    expect(judgeFlatTest(target, frame(60, 300))).toEqual({ kind: 'measured' });
  });

  test('a median close to the sensor’s end says no more than that it is bright', () => {
    expect(isClipped(64_000, 64_250)).toBe(true);
    expect(isClipped(50_000, 64_250)).toBe(false);
    // A 12-bit sensor, and one whose full well comes before its converter's maximum.
    expect(isClipped(4095, 4095)).toBe(true);
  });
});

describe('the plan of a flat', () => {
  test('is the exposure that reaches the target, at whatever instant, in light that changes however', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 600, max: 300_000, noNaN: true }),
        fc.double({ min: -0.008, max: 0.008, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (aduPerS, perS, startS) => {
          const plan = planFlat(target, light(aduPerS, perS), startS);
          if (plan.kind !== 'expose') return;
          expect(plan.exposureS).toBeGreaterThanOrEqual(target.minExposureS);
          expect(plan.exposureS).toBeLessThanOrEqual(target.maxExposureS);
          const reached = signalOf(light(aduPerS, perS), startS, plan.exposureS) / target.signalAdu;
          expect(Math.abs(reached - 1)).toBeLessThanOrEqual(0.03);
        },
      ),
    );
  });

  test('waits for the light that is to come, for as long as it takes', () => {
    for (const [aduPerS, perS, why] of [
      [1e6, -0.005, 'too-bright'],
      [100, 0.005, 'too-dark'],
    ] as const) {
      const plan = planFlat(target, light(aduPerS, perS), 0);
      expect(plan).toMatchObject({ kind: 'wait', why });
      if (plan.kind !== 'wait') throw new Error(plan.kind);
      expect(planFlat(target, light(aduPerS, perS), plan.seconds).kind).toBe('expose');
      expect(planFlat(target, light(aduPerS, perS), plan.seconds * 0.8).kind).toBe('wait');
    }
  });

  test('gives up on light that will not come: a panel, a fading sky that is too dark, a growing one too bright', () => {
    expect(planFlat(target, light(1e6), 0)).toEqual({ kind: 'too-bright' });
    expect(planFlat(target, light(100), 0)).toEqual({ kind: 'too-dark' });
    expect(planFlat(target, light(1e6, 0.005), 0)).toEqual({ kind: 'too-bright' });
    expect(planFlat(target, light(100, -0.005), 0)).toEqual({ kind: 'too-dark' });
    expect(planFlat(target, { ...light(100), change: CONSTANT }, 1e6)).toEqual({ kind: 'too-dark' });
  });
});

test('a flat counts within a tenth of its level', () => {
  expect(isFlatLevel(32_000, 32_000)).toBe(true);
  expect(isFlatLevel(29_000, 32_000)).toBe(true);
  expect(isFlatLevel(28_000, 32_000)).toBe(false);
  expect(isFlatLevel(36_000, 32_000)).toBe(false);
});
