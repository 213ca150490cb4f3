/** Drafts for tests, and a site to try them on. */
import fc from 'fast-check';
import type { TaskDraft } from '../../src-main/contract/views.ts';
import { BLANK_DRAFT, type DraftContext } from '../../src-main/tasks/draft.ts';

export const site: DraftContext = {
  filters: new Map([
    [2, { name: 'L', inWheel: true }],
    [3, { name: 'R', inWheel: true }],
    [4, { name: 'G', inWheel: true }],
    [9, { name: 'SII', inWheel: false }],
  ]),
  binnings: [1, 2, 4],
  gain: { min: 0, max: 300 },
  cost: { readoutS: 4, overheadS: 1, wheelMoveS: 3 },
};

export const filterName = (id: number) => site.filters.get(id)?.name ?? '';

export const lights: TaskDraft = {
  ...BLANK_DRAFT,
  requiredExposureS: 1200,
  maxExposureS: 60,
  filterIds: [2, 3],
  tiles: [{ raDeg: 202.47, decDeg: 47.2, name: 'M 51' }],
};
export const bias: TaskDraft = { ...BLANK_DRAFT, taskType: 'optical_imaging_bias_calibration', frames: 10 };
export const darks: TaskDraft = {
  ...BLANK_DRAFT,
  taskType: 'optical_imaging_dark_calibration',
  frames: 5,
  maxExposureS: 60,
  temperatureC: -10,
};
export const flats: TaskDraft = {
  ...BLANK_DRAFT,
  taskType: 'optical_imaging_flat_calibration',
  loopOrder: 'filter_outer',
  frames: 5,
  filterIds: [2, 3],
  flatTargetFraction: 0.5,
  flatMinExposureS: 0.1,
  flatMaxExposureS: 30,
};

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const NIGHT = Date.UTC(2026, 10, 22, 18);
const time = (fromH: number, toH: number) =>
  fc.integer({ min: fromH * 3600, max: toH * 3600 }).map((s) => new Date(NIGHT + s * 1000).toISOString());

const common = fc.record({
  title: fc.string({ maxLength: 40 }).map((text) => text.trim()),
  loopOrder: fc.constantFrom('tile_outer', 'filter_outer'),
  temperatureC: orNull(number(-40, 30)),
  temperatureToleranceC: orNull(number(0.1, 5)),
  binning: fc.constantFrom(1, 2, 4),
  gain: orNull(number(0, 300)),
  earliestStart: orNull(time(0, 4)),
  plannedStart: orNull(time(0, 4)),
  expiration: orNull(time(5, 12)),
});
const filterIds = fc.uniqueArray(fc.constantFrom(2, 3, 4), { minLength: 1 });
const frames = fc.integer({ min: 1, max: 100 });
const tiles = fc.array(
  fc.record(
    { raDeg: number(0, 360), decDeg: number(-90, 90), name: fc.string({ maxLength: 20 }) },
    { requiredKeys: ['raDeg', 'decDeg'] },
  ),
  { minLength: 1, maxLength: 4 },
);

const parts: fc.Arbitrary<Partial<TaskDraft>>[] = [
  fc.record({ requiredExposureS: number(1, 1e5), maxExposureS: orNull(number(1, 600)), filterIds, tiles }),
  fc.record({ frames }).map((part) => ({ ...part, taskType: bias.taskType })),
  fc.record({ frames, maxExposureS: number(0.1, 1200) }).map((part) => ({ ...part, taskType: darks.taskType })),
  fc
    .record({
      frames,
      filterIds,
      flatTargetFraction: orNull(number(0.01, 0.9)),
      flatMinExposureS: orNull(number(0, 1)),
      flatMaxExposureS: orNull(number(1, 60)),
      flatLight: fc.constantFrom('panel', 'sky'),
    })
    .map((part) => ({ ...part, taskType: flats.taskType })),
];

/** Any draft without fault, as the form gives it: fields that its type does not use are empty. */
export const anyDraft: fc.Arbitrary<TaskDraft> = fc
  .tuple(common, fc.oneof(...parts))
  .map(([shared, part]) => ({ ...BLANK_DRAFT, ...shared, ...part }) as TaskDraft);
