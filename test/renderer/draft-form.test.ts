import { describe, expect, test } from 'vitest';
import { taskDraftSchema } from '../../src-main/contract/procedures.ts';
import type { TaskDraft } from '../../src-main/contract/views.ts';
import { OPTICAL_TASK_TYPES } from '../../src-main/contract/vocabulary.ts';
import { changeType, formFromDraft, newForm, readForm } from '../../src-renderer/pages/queue/draft-form.ts';

const NOW = Date.parse('2026-11-22T22:30:00Z');

const LIGHT: TaskDraft = {
  taskType: 'optical_imaging',
  title: 'M 51',
  requiredExposureS: 1200,
  maxExposureS: 60,
  frames: null,
  filterIds: [5, 2, 3],
  tiles: [
    { raDeg: 202.4696, decDeg: 47.1952, name: 'core' },
    { raDeg: 0, decDeg: -0.5 },
  ],
  loopOrder: 'filter_outer',
  temperatureC: -10,
  temperatureToleranceC: 0.5,
  binning: 2,
  gain: 100,
  flatTargetFraction: null,
  flatMinExposureS: null,
  flatMaxExposureS: null,
  flatLight: 'panel',
  earliestStart: '2026-11-22T23:00:00.000Z',
  plannedStart: null,
  expiration: '2026-11-23T08:00:00.000Z',
};

test('opening a task and saving it changes nothing', () => {
  const { draft } = readForm(formFromDraft(LIGHT), NOW);
  expect(draft).toMatchObject({ ...LIGHT, tiles: [{ name: 'core' }, {}] });
  draft?.tiles.forEach(({ raDeg, decDeg }, i) => {
    // The form's digits: 0.0001 s and 0.001″.
    expect(Math.abs(raDeg - LIGHT.tiles[i]!.raDeg)).toBeLessThan(1e-6);
    expect(Math.abs(decDeg - LIGHT.tiles[i]!.decDeg)).toBeLessThan(1e-6);
  });
});

test.each(OPTICAL_TASK_TYPES)('a new %s form is a draft that the console takes', (taskType) => {
  const { draft, problems } = readForm(newForm(taskType), NOW);
  expect(problems).toEqual([]);
  expect(taskDraftSchema.safeParse(draft).success).toBe(true);
});

describe('what cannot be read is named at its field, and no draft is made of it', () => {
  test.each([
    [{ requiredExposureS: 'long' }, 'requiredExposureS'],
    [{ maxExposureS: '60 s' }, 'maxExposureS'],
    [{ expiration: 'dawn' }, 'expiration'],
  ] as const)('%o', (change, field) => {
    const read = readForm({ ...newForm('optical_imaging'), ...change }, NOW);
    expect(read.draft).toBeNull();
    expect(read.problems.map((problem) => problem.field)).toEqual([field]);
  });

  test('a tile says which line it is in', () => {
    const tiles = [
      { name: '', ra: '13 29 52.7', dec: '+47 11 43' },
      { name: '', ra: '25 00 00', dec: '' },
    ];
    const { problems } = readForm({ ...newForm('optical_imaging'), tiles }, NOW);
    expect(problems.map(({ field, row }) => [field, row])).toEqual([
      ['tiles', 1],
      ['tiles', 1],
    ]);
  });

  test('an empty line is no tile', () => {
    expect(readForm(newForm('optical_imaging'), NOW).draft?.tiles).toEqual([]);
  });
});

test('another type keeps what both have and drops what it has not', () => {
  const light = { ...formFromDraft(LIGHT) };
  const bias = changeType(light, 'optical_imaging_bias_calibration');
  expect(bias).toMatchObject({ title: 'M 51', temperatureC: '-10', binning: 2, filterIds: [], tiles: [] });
  expect(bias.requiredExposureS).toBe('');
  expect(changeType(light, 'optical_imaging_flat_calibration').filterIds).toEqual([5, 2, 3]);
});

test('a flat’s level is typed in per cent and meant as a fraction', () => {
  const form = { ...newForm('optical_imaging_flat_calibration'), flatTargetFraction: '45' };
  expect(readForm(form, NOW).draft?.flatTargetFraction).toBe(0.45);
});
