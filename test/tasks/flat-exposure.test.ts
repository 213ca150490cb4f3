import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFlatExposure, type FlatDecision, type FlatTarget } from '../../src-main/tasks/flat-exposure.ts';

const BIAS = 500;
const FULL_SCALE = 65_535;
const target: FlatTarget = { levelAdu: 32_000, tolerance: 0.05, minExposureS: 0.01, maxExposureS: 60 };

/** A sensor that answers linearly up to full scale. */
const expose = (aduPerS: number, exposureS: number) => {
  const level = BIAS + aduPerS * exposureS;
  return { exposureS, medianAdu: Math.min(FULL_SCALE, level), saturatedFraction: level >= FULL_SCALE ? 1 : 0 };
};

function search(aduPerS: number, startS: number): { decision: FlatDecision; tests: number } {
  let exposureS = startS;
  for (let tests = 1; tests <= 20; tests++) {
    const decision = decideFlatExposure(target, BIAS, expose(aduPerS, exposureS));
    if (decision.kind !== 'try') return { decision, tests };
    exposureS = decision.exposureS;
  }
  throw new Error('no decision after 20 test frames');
}

describe('the search for a flat’s exposure', () => {
  test('ends after two test frames when the first one is well exposed', () => {
    const { decision, tests } = search(10_000, 2);
    expect(tests).toBe(2);
    expect(decision).toMatchObject({ kind: 'good' });
  });

  test('finds the level within 5 %, in at most seven test frames, for every light that the bounds can meet', () => {
    const wanted = target.levelAdu - BIAS;
    const brightness = fc.double({ min: Math.log10(wanted / 59), max: Math.log10(wanted / 0.011), noNaN: true });
    const start = fc.double({ min: target.minExposureS, max: target.maxExposureS, noNaN: true });
    fc.assert(
      fc.property(brightness, start, (logAduPerS, startS) => {
        const aduPerS = 10 ** logAduPerS;
        const { decision, tests } = search(aduPerS, startS);
        if (decision.kind !== 'good') throw new Error(decision.kind);
        expect(Math.abs(aduPerS * decision.exposureS - wanted)).toBeLessThanOrEqual(wanted * 0.05);
        expect(tests).toBeLessThanOrEqual(7);
      }),
    );
  });

  test('makes a saturated exposure much shorter, as its level says nothing', () => {
    const decision = decideFlatExposure(target, BIAS, expose(1e6, 10));
    expect(decision).toEqual({ kind: 'try', exposureS: 1 });
  });

  test('takes a frame of the right median for no good when a part of it is saturated', () => {
    const spotty = { exposureS: 1, medianAdu: target.levelAdu, saturatedFraction: 0.06 };
    expect(decideFlatExposure(target, BIAS, spotty)).toEqual({ kind: 'try', exposureS: 0.1 });
  });

  test('gives up when it is too bright at the shortest exposure, and too dark at the longest', () => {
    expect(search(1e8, 1).decision).toEqual({ kind: 'too-bright' });
    expect(search(1, 1).decision).toEqual({ kind: 'too-dark' });
    expect(search(0, 1).decision).toEqual({ kind: 'too-dark' });
  });
});
