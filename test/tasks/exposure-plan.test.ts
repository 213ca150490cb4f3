import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PlanInput,
  planCells,
  planFaults,
  splitExposure,
  totalFrames,
} from '../../src-main/tasks/exposure-plan.ts';

const light: PlanInput = {
  taskType: 'optical_imaging',
  requiredExposureS: 1200,
  maxExposureS: 60,
  requiredFrames: null,
  darkExposureS: null,
  tileCount: 1,
  filterIds: [2, 3, 4, 5],
  loopOrder: 'tile_outer',
};
const bias: PlanInput = {
  ...light,
  taskType: 'optical_imaging_bias_calibration',
  requiredExposureS: 0,
  maxExposureS: null,
  requiredFrames: 10,
  filterIds: [],
};
const dark: PlanInput = {
  ...bias,
  taskType: 'optical_imaging_dark_calibration',
  requiredFrames: 5,
  darkExposureS: 60,
};
const flat: PlanInput = {
  ...bias,
  taskType: 'optical_imaging_flat_calibration',
  requiredFrames: 5,
  filterIds: [3, 4],
  loopOrder: 'filter_outer',
};

describe('the frames of one cell', () => {
  test.each([
    { requiredS: 300, maxS: 60, frames: 5, frameS: 60 },
    { requiredS: 301, maxS: 60, frames: 6, frameS: 301 / 6 },
    { requiredS: 0.1 + 0.2, maxS: 0.1, frames: 3, frameS: 0.1 },
    { requiredS: 0.7, maxS: 0.1, frames: 7, frameS: 0.1 },
    { requiredS: 1200 / 7, maxS: 1200 / 7 / 3, frames: 3, frameS: 1200 / 7 / 3 },
    { requiredS: 30, maxS: 60, frames: 1, frameS: 30 },
    { requiredS: 900, maxS: null, frames: 1, frameS: 900 },
  ])('$requiredS s at most $maxS s a frame: $frames frames', ({ requiredS, maxS, frames, frameS }) => {
    const split = splitExposure(requiredS, maxS);
    expect(split.frames).toBe(frames);
    expect(split.frameExposureS).toBeCloseTo(frameS, 12);
  });

  test('frames are equal, sum up to what is required, are none too long and no more than needed', () => {
    const exposure = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(exposure, exposure, (requiredS, maxS) => {
        fc.pre(requiredS / maxS < 1e6);
        const { frames, frameExposureS } = splitExposure(requiredS, maxS);
        expect(frames * frameExposureS).toBeCloseTo(requiredS, 6);
        expect(frameExposureS).toBeLessThanOrEqual(maxS * (1 + 1e-5));
        if (frames > 1) expect(requiredS / (frames - 1)).toBeGreaterThan(maxS);
      }),
    );
  });

  test('a whole multiple of the longest frame makes exactly that many frames, whatever its binary form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 100_000 }), (n, hundredths) => {
        const maxS = hundredths / 100;
        expect(splitExposure(n * maxS, maxS).frames).toBe(n);
      }),
    );
  });
});

describe('the grid of cells', () => {
  test('1200 s in four filters with at most 60 s a frame are 20 exposures', () => {
    const cells = planCells(light);
    expect(cells.map((cell) => [cell.filterId, cell.frames, cell.frameExposureS, cell.requiredS])).toEqual([
      [2, 5, 60, 300],
      [3, 5, 60, 300],
      [4, 5, 60, 300],
      [5, 5, 60, 300],
    ]);
    expect(totalFrames(cells)).toBe(20);
  });

  const mosaic = { ...light, tileCount: 2, filterIds: [7, 3] };
  const order = (input: PlanInput) => planCells(input).map((cell) => [cell.tileIndex, cell.filterId]);

  test('tile outer takes all filters on a pointing before it slews', () => {
    expect(order({ ...mosaic, loopOrder: 'tile_outer' })).toEqual([
      [0, 7],
      [0, 3],
      [1, 7],
      [1, 3],
    ]);
  });

  test('filter outer takes all pointings in a filter before the wheel moves', () => {
    expect(order({ ...mosaic, loopOrder: 'filter_outer' })).toEqual([
      [0, 7],
      [1, 7],
      [0, 3],
      [1, 3],
    ]);
  });

  test('a light without pointings and filters is one cell', () => {
    expect(planCells({ ...light, tileCount: 0, filterIds: [] })).toEqual([
      { index: 0, tileIndex: null, filterId: null, frames: 20, frameExposureS: 60, requiredS: 1200 },
    ]);
  });

  test('calibrations count frames: bias of the shortest exposure, darks of theirs, flats per filter with one to be found', () => {
    const short = (input: PlanInput) =>
      planCells(input).map((cell) => [cell.filterId, cell.frames, cell.frameExposureS, cell.requiredS]);
    expect(short(bias)).toEqual([[null, 10, 0, 0]]);
    expect(short(dark)).toEqual([[null, 5, 60, 0]]);
    expect(short(flat)).toEqual([
      [3, 5, null, 0],
      [4, 5, null, 0],
    ]);
  });

  test('bias and darks have neither pointing nor filter, even where the task names some', () => {
    expect(planCells({ ...dark, tileCount: 3, filterIds: [1, 2] })).toHaveLength(1);
  });
});

describe('plans that cannot be made', () => {
  const fields = (input: PlanInput) => planFaults(input).map((fault) => fault.field);

  test.each<[string, PlanInput, string[]]>([
    ['a light without exposure', { ...light, requiredExposureS: 0 }, ['requiredExposureS']],
    ['a light of negative exposure', { ...light, requiredExposureS: -5 }, ['requiredExposureS']],
    ['a light of NaN exposure', { ...light, requiredExposureS: Number.NaN }, ['requiredExposureS']],
    ['a longest frame of 0 s', { ...light, maxExposureS: 0 }, ['maxExposureS']],
    ['more than a million frames', { ...light, requiredExposureS: 1e6, maxExposureS: 0.5 }, ['maxExposureS']],
    ['a frame of more than a day', { ...light, requiredExposureS: 1e6, maxExposureS: null }, ['requiredExposureS']],
    ['a filter named twice', { ...light, filterIds: [2, 3, 2] }, ['filterIds']],
    ['bias without a number', { ...bias, requiredFrames: null }, ['requiredFrames']],
    ['half a bias', { ...bias, requiredFrames: 2.5 }, ['requiredFrames']],
    ['no bias', { ...bias, requiredFrames: 0 }, ['requiredFrames']],
    ['too many flats over the filters', { ...flat, requiredFrames: 600_000 }, ['requiredFrames']],
    ['darks without an exposure', { ...dark, darkExposureS: null }, ['darkExposureS']],
    ['darks of 0 s', { ...dark, darkExposureS: 0 }, ['darkExposureS']],
    ['darks of two days', { ...dark, darkExposureS: 172_800 }, ['darkExposureS']],
  ])('%s', (_, input, expected) => {
    expect(fields(input)).toEqual(expected);
    for (const { message } of planFaults(input)) expect(message).toMatch(/^.{15,}\.$/);
  });

  test.each([light, bias, dark, flat])('a plan of $taskType without fault', (input) => {
    expect(planFaults(input)).toEqual([]);
  });
});
