import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSTANT,
  exposureFor,
  type FlatLight,
  followLight,
  lightFrom,
  signalOf,
  uncertaintyAt,
} from '../../src-main/tasks/flat-light.ts';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });
/** 1/s; the fastest twilight there is, in the tropics, changes by 0.006. */
const rate = finite(-0.008, 0.008);
const light = (perS: number, aduPerS = 1000): FlatLight => ({ atS: 100, aduPerS, change: { perS, sigmaPerS: 0.002 } });

describe('the light of flats', () => {
  test('gives the signal that adding up its brightness gives', () => {
    fc.assert(
      fc.property(rate, finite(0, 300), finite(0.01, 120), (perS, startS, exposureS) => {
        const steps = 2000;
        let sum = 0;
        for (let i = 0; i < steps; i++) {
          const atS = startS + ((i + 0.5) / steps) * exposureS;
          sum += (1000 * Math.exp(perS * (atS - 100)) * exposureS) / steps;
        }
        expect(signalOf(light(perS), startS, exposureS) / sum).toBeCloseTo(1, 5);
      }),
    );
  });

  test('is exposed for what it takes to reach a signal, or never reaches it', () => {
    fc.assert(
      fc.property(rate, finite(0, 300), finite(10, 60_000), (perS, startS, signalAdu) => {
        const exposureS = exposureFor(light(perS), startS, signalAdu);
        if (exposureS === Number.POSITIVE_INFINITY) {
          expect(signalOf(light(perS), startS, 1e6)).toBeLessThanOrEqual(signalAdu * 1.001);
        } else {
          expect(signalOf(light(perS), startS, exposureS) / signalAdu).toBeCloseTo(1, 6);
        }
      }),
    );
  });

  test('known from one frame gives that frame’s signal again', () => {
    fc.assert(
      fc.property(rate, finite(0.01, 120), finite(10, 60_000), (perS, exposureS, signalAdu) => {
        const known = lightFrom({ startS: 50, exposureS, signalAdu }, { perS, sigmaPerS: 0 });
        expect(signalOf(known, 50, exposureS) / signalAdu).toBeCloseTo(1, 6);
      }),
    );
  });

  test('learns its rate of change from frame to frame, from a first guess that is wrong by half', () => {
    fc.assert(
      fc.property(rate, finite(-0.5, 0.5), finite(1, 20), (perS, wrongBy, exposureS) => {
        const truth = light(perS);
        const guess = { perS: perS * (1 + wrongBy), sigmaPerS: Math.max(5e-4, Math.abs(perS) / 2) };
        const frame = (i: number) => {
          const startS = 100 + i * (exposureS + 5);
          return { startS, exposureS, signalAdu: signalOf(truth, startS, exposureS) };
        };
        let followed = lightFrom(frame(0), guess);
        const unsure = uncertaintyAt(followed, followed.atS + 60);
        for (let i = 1; i <= 5; i++) followed = followLight(followed, frame(i));
        expect(uncertaintyAt(followed, followed.atS + 60)).toBeLessThan(unsure);
        const next = frame(6);
        expect(signalOf(followed, next.startS, exposureS) / next.signalAdu).toBeGreaterThan(0.99);
        expect(signalOf(followed, next.startS, exposureS) / next.signalAdu).toBeLessThan(1.01);
      }),
    );
  });

  test('takes a cloud for no change of its rate, and its level from the cloudy frame', () => {
    const before = light(-0.004);
    const signalAdu = signalOf(before, 130, 10) / 2;
    const after = followLight(before, { startS: 130, exposureS: 10, signalAdu });
    expect(after.change).toEqual(before.change);
    expect(signalOf(after, 130, 10)).toBeCloseTo(signalAdu, 6);
  });

  test('of a panel stays as it is until a frame says otherwise', () => {
    const panel = lightFrom({ startS: 0, exposureS: 2, signalAdu: 30_000 }, CONSTANT);
    expect(exposureFor(panel, 3600, 15_000)).toBe(1);
    expect(uncertaintyAt(panel, 3600)).toBeLessThan(0.01);
    const dimmed = followLight(panel, { startS: 10, exposureS: 1, signalAdu: 14_000 });
    expect(exposureFor(dimmed, 20, 14_000)).toBeCloseTo(1, 9);
    expect(dimmed.change).toEqual(CONSTANT);
  });
});
