/** A night's queue for trying the console: short enough to watch, and with every optical task type in it. */
import type { TaskDraft } from '../contract/views.ts';
import { BLANK_DRAFT } from '../tasks/draft.ts';

/** Filter ids are those of the simulated observatory: 2 L, 3 R, 4 G, 5 B, 6 Ha. */
export const SAMPLE_NIGHT: readonly TaskDraft[] = [
  {
    ...BLANK_DRAFT,
    title: 'Focus check',
    requiredExposureS: 10,
    maxExposureS: 5,
    filterIds: [2],
    tiles: [{ raDeg: 56.75, decDeg: 24.1167, name: 'M 45' }],
  },
  {
    ...BLANK_DRAFT,
    title: 'M 51 in colour',
    requiredExposureS: 1200,
    maxExposureS: 60,
    filterIds: [2, 3, 4, 5],
    tiles: [{ raDeg: 202.4696, decDeg: 47.1952, name: 'M 51' }],
  },
  {
    ...BLANK_DRAFT,
    title: 'Crab Nebula, two pointings',
    requiredExposureS: 960,
    maxExposureS: 120,
    filterIds: [6],
    tiles: [
      { raDeg: 83.6331, decDeg: 22.0145, name: 'M 1 west' },
      { raDeg: 84.0331, decDeg: 22.0145, name: 'M 1 east' },
    ],
  },
  {
    ...BLANK_DRAFT,
    taskType: 'optical_imaging_flat_calibration',
    loopOrder: 'filter_outer',
    frames: 5,
    filterIds: [2, 3],
    flatTargetFraction: 0.5,
    flatMinExposureS: 0.1,
    flatMaxExposureS: 30,
  },
  {
    ...BLANK_DRAFT,
    taskType: 'optical_imaging_dark_calibration',
    frames: 5,
    maxExposureS: 60,
    temperatureC: -10,
    temperatureToleranceC: 0.5,
  },
  {
    ...BLANK_DRAFT,
    taskType: 'optical_imaging_bias_calibration',
    frames: 10,
    temperatureC: -10,
    temperatureToleranceC: 0.5,
  },
];
