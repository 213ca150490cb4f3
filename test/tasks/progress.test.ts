import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CellProgress,
  isComplete,
  missingFrames,
  progressOf,
  remainingS,
  shareAmongCells,
} from '../../src-main/tasks/progress.ts';

/** A cell of five frames of 60 s, with some of them taken. */
const cell = (accepted: number, change: Partial<CellProgress> = {}): CellProgress => ({
  frames: 5,
  requiredS: 300,
  frameExposureS: 60,
  accepted,
  accumulatedS: accepted * 60,
  ...change,
});
const bias = (accepted: number): CellProgress => ({
  frames: 10,
  requiredS: 0,
  frameExposureS: 0,
  accepted,
  accumulatedS: 0,
});

const anyCell: fc.Arbitrary<CellProgress> = fc
  .record({
    frames: fc.integer({ min: 1, max: 50 }),
    frameExposureS: fc.double({ min: 0.01, max: 3600, noNaN: true }),
    counted: fc.boolean(),
    accepted: fc.integer({ min: 0, max: 80 }),
    real: fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  })
  .map(({ frames, frameExposureS, counted, accepted, real }) => ({
    frames,
    requiredS: counted ? 0 : frames * frameExposureS,
    frameExposureS,
    accepted,
    accumulatedS: accepted * frameExposureS * real,
  }));

describe('progress', () => {
  test('is 0 at first, a half in the middle, 1 at the end', () => {
    expect(progressOf([cell(0), cell(0)])).toBe(0);
    expect(progressOf([cell(5), cell(0)])).toBe(0.5);
    expect(progressOf([cell(5), cell(5)])).toBe(1);
  });

  test('a surplus in one filter hides no deficit in another', () => {
    expect(progressOf([cell(10), cell(0)])).toBe(0.5);
    expect(isComplete([cell(10), cell(0)])).toBe(false);
  });

  test('bias frames are counted, as they have no exposure to add up', () => {
    expect(progressOf([bias(4)])).toBe(0.4);
    expect(isComplete([bias(9)])).toBe(false);
    expect(isComplete([bias(10)])).toBe(true);
  });

  test('a task without cells has no progress and is never complete', () => {
    expect(progressOf([])).toBe(0);
    expect(isComplete([])).toBe(false);
  });

  test('is between 0 and 1 whatever the counts', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 8 }), (cells) => {
        const progress = progressOf(cells);
        expect(progress).toBeGreaterThanOrEqual(0);
        expect(progress).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a task is complete exactly when every cell is met, and then its progress is 1', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { minLength: 1, maxLength: 8 }), (cells) => {
        const met = cells.every((one) => missingFrames(one) === 0);
        expect(isComplete(cells)).toBe(met);
        if (met) expect(progressOf(cells)).toBe(1);
        else expect(progressOf(cells)).toBeLessThan(1);
      }),
    );
  });

  test('another frame never lowers it, and a rejected one never raises it', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 4 }), anyCell, (others, one) => {
        const frameS = one.frameExposureS ?? 0;
        const more = { ...one, accepted: one.accepted + 1, accumulatedS: one.accumulatedS + frameS };
        expect(progressOf([...others, more])).toBeGreaterThanOrEqual(progressOf([...others, one]));
      }),
    );
  });
});

describe('missing frames', () => {
  test('those planned less those accepted', () => {
    expect([0, 1, 4, 5, 6].map((accepted) => missingFrames(cell(accepted)))).toEqual([5, 4, 1, 0, 0]);
  });

  test('exposures that are a hair short do not ask for a sixth frame', () => {
    expect(missingFrames(cell(5, { accumulatedS: 5 * 59.99 }))).toBe(0);
  });

  test('a frame cut to half its time does ask for another', () => {
    expect(missingFrames(cell(5, { accumulatedS: 270 }))).toBe(1);
  });

  test('taking what is missing, with exposures that are off by a thousandth, meets the cell', () => {
    fc.assert(
      fc.property(anyCell, fc.double({ min: 0.999, max: 1.001, noNaN: true }), (some, real) => {
        // Every frame is off by as much, those that are there already too.
        const one = { ...some, accumulatedS: some.accepted * (some.frameExposureS ?? 0) * real };
        const missing = missingFrames(one);
        const after = {
          ...one,
          accepted: one.accepted + missing,
          accumulatedS: one.accumulatedS + missing * (one.frameExposureS ?? 0) * real,
        };
        expect(missingFrames(after)).toBe(0);
      }),
    );
  });
});

test('the time that remains is exposure, readout and saving of the missing frames', () => {
  const cost = { readoutS: 4, overheadS: 1 };
  expect(remainingS([cell(3), cell(5), bias(8)], cost)).toBe(2 * 65 + 2 * 5);
});

describe('sharing totals from elsewhere among the cells', () => {
  test('fills the cells in the order taken', () => {
    const plan = [cell(0), cell(0), cell(0)];
    expect(shareAmongCells(plan, 7, 420)).toEqual([
      { frames: 5, exposureS: 300 },
      { frames: 2, exposureS: 120 },
      { frames: 0, exposureS: 0 },
    ]);
  });

  test('loses and invents nothing', () => {
    const plans = fc.array(anyCell, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(plans, fc.nat(500), fc.double({ min: 0, max: 1e6, noNaN: true }), (plan, frames, exposureS) => {
        const shared = shareAmongCells(plan, frames, exposureS);
        expect(shared.reduce((sum, share) => sum + share.frames, 0)).toBe(frames);
        expect(shared.reduce((sum, share) => sum + share.exposureS, 0)).toBeCloseTo(exposureS, 4);
        for (const share of shared) expect(share.exposureS).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
