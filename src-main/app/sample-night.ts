/** A night's queue for trying the console: short enough to watch, and with every optical task type in it. */
import type { TaskDraft } from '../contract/views.ts';

const plain: TaskDraft = {
  taskType: 'optical_imaging',
  title: '',
  requiredExposureS: null,
  maxExposureS: null,
  frames: null,
  filterIds: [],
  tiles: [],
  loopOrder: 'tile_outer',
  temperatureC: null,
  temperatureToleranceC: null,
  binning: 1,
  gain: null,
  flatTargetFraction: null,
  flatMinExposureS: null,
  flatMaxExposureS: null,
  earliestStart: null,
  plannedStart: null,
  expiration: null,
};

/** Filter ids are those of the simulated observatory: 2 L, 3 R, 4 G, 5 B, 6 Ha. */
export const SAMPLE_NIGHT: readonly TaskDraft[] = [
  {
    ...plain,
    title: 'Focus check',
    requiredExposureS: 10,
    maxExposureS: 5,
    filterIds: [2],
    tiles: [{ raDeg: 56.75, decDeg: 24.1167, name: 'M 45' }],
  },
  {
    ...plain,
    title: 'M 51 in colour',
    requiredExposureS: 1200,
    maxExposureS: 60,
    filterIds: [2, 3, 4, 5],
    tiles: [{ raDeg: 202.4696, decDeg: 47.1952, name: 'M 51' }],
  },
  {
    ...plain,
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
    ...plain,
    taskType: 'optical_imaging_flat_calibration',
    loopOrder: 'filter_outer',
    frames: 5,
    filterIds: [2, 3],
    flatTargetFraction: 0.5,
    flatMinExposureS: 0.1,
    flatMaxExposureS: 30,
  },
  {
    ...plain,
    taskType: 'optical_imaging_dark_calibration',
    frames: 5,
    maxExposureS: 60,
    temperatureC: -10,
    temperatureToleranceC: 0.5,
  },
  { ...plain, taskType: 'optical_imaging_bias_calibration', frames: 10, temperatureC: -10, temperatureToleranceC: 0.5 },
];
