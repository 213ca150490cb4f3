import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TaskDraft } from '../../src-main/contract/views.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';
import { draftProblems, previewDraft, recordFromDraft } from '../../src-main/tasks/draft.ts';
import { anyDraft, bias, darks, filterName, flats, lights, site } from './a-draft.ts';

const references = {
  uid: '5eed0000-0000-4000-8000-000000000001',
  status: 'pending',
  ota_id: 1,
  camera_id: 1,
  instrument_id: 1,
  modified_on: '2026-11-20T12:00:00Z',
};

describe('what is wrong with a draft', () => {
  test.each<[keyof TaskDraft, TaskDraft, Partial<TaskDraft>]>([
    ['requiredExposureS', lights, { requiredExposureS: null }],
    ['requiredExposureS', lights, { requiredExposureS: -1 }],
    ['requiredExposureS', lights, { requiredExposureS: 4e7, maxExposureS: 3600 }],
    ['maxExposureS', lights, { maxExposureS: 0 }],
    ['tiles', lights, { tiles: [] }],
    ['tiles', lights, { tiles: [{ raDeg: 361, decDeg: 0 }] }],
    ['tiles', lights, { tiles: [{ raDeg: 1, decDeg: 90.5 }] }],
    ['tiles', lights, { tiles: [{ raDeg: Number.NaN, decDeg: 0 }] }],
    ['filterIds', lights, { filterIds: [2, 2] }],
    ['filterIds', lights, { filterIds: [77] }],
    ['filterIds', lights, { filterIds: [9] }],
    ['filterIds', flats, { filterIds: [] }],
    ['frames', bias, { frames: null }],
    ['frames', bias, { frames: 0 }],
    ['frames', darks, { frames: 2.5 }],
    ['frames', darks, { frames: 1000, maxExposureS: 86_400 }],
    ['maxExposureS', darks, { maxExposureS: null }],
    ['binning', lights, { binning: 3 }],
    ['gain', lights, { gain: 301 }],
    ['temperatureC', darks, { temperatureC: -100 }],
    ['temperatureToleranceC', darks, { temperatureToleranceC: 0 }],
    ['flatTargetFraction', flats, { flatTargetFraction: 0.95 }],
    ['flatTargetFraction', flats, { flatTargetFraction: 0.001 }],
    ['flatMinExposureS', flats, { flatMinExposureS: -1 }],
    ['flatMinExposureS', flats, { flatMinExposureS: 40 }],
    ['flatMaxExposureS', flats, { flatMinExposureS: null, flatMaxExposureS: 0 }],
    ['flatMaxExposureS', flats, { flatMaxExposureS: 1e6 }],
    ['expiration', lights, { earliestStart: '2026-11-23T00:00:00Z', expiration: '2026-11-22T20:00:00Z' }],
    ['plannedStart', lights, { plannedStart: '2026-11-23T00:00:00Z', expiration: '2026-11-22T20:00:00Z' }],
  ])('%s is named, with a sentence', (field, base, change) => {
    const draft = { ...base, ...change };
    const problems = draftProblems(draft, site);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]!.message).toMatch(/^.{10,}\.$/);
    expect(previewDraft(draft, site).plan).toBeNull();
  });

  test.each([lights, bias, darks, flats])('nothing, for a good draft of $taskType', (draft) => {
    expect(draftProblems(draft, site)).toEqual([]);
  });
});

describe('what a draft would do', () => {
  test('lights: 1200 s in two filters at 60 s a frame', () => {
    expect(previewDraft(lights, site).plan).toEqual({
      cells: 2,
      frames: 20,
      framesPerCell: 10,
      frameExposureS: 60,
      totalExposureS: 1200,
      durationS: 20 * (60 + 4 + 1) + 2 * 3,
    });
  });

  test('the wheel moves as often as the loop makes it', () => {
    const mosaic = {
      ...lights,
      tiles: [
        { raDeg: 1, decDeg: 1 },
        { raDeg: 2, decDeg: 1 },
      ],
    };
    const duration = (loopOrder: TaskDraft['loopOrder']) =>
      previewDraft({ ...mosaic, loopOrder }, site).plan!.durationS;
    expect(duration('tile_outer') - duration('filter_outer')).toBe(2 * 3);
  });

  test('bias, darks, flats', () => {
    expect(previewDraft(bias, site).plan).toMatchObject({ frames: 10, frameExposureS: 0, durationS: 10 * 5 });
    expect(previewDraft(darks, site).plan).toMatchObject({ frames: 5, totalExposureS: 300, durationS: 5 * 65 });
    expect(previewDraft(flats, site).plan).toMatchObject({ cells: 2, frames: 10, framesPerCell: 5 });
  });
});

describe('the record that a draft makes', () => {
  test('could have been imported, and says the frames that the preview says', () => {
    const known = {
      otas: new Set([1]),
      cameras: new Set([1]),
      instruments: new Set([1]),
      filters: new Map([...site.filters].map(([id, { name }]) => [id, name])),
    };
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(draftProblems(draft, site)).toEqual([]);
        const record = recordFromDraft(draft, references, filterName);
        expect(record.total_exposures).toBe(previewDraft(draft, site).plan?.frames);
        const wire = { ...record, modified_on: references.modified_on };
        for (const field of ['earliest_start_time', 'planned_start_time', 'expiration_time'] as const) {
          Object.assign(wire, { [field]: record[field] === null ? null : new Date(record[field]).toISOString() });
        }
        expect(checkRecords([wire], known)).toMatchObject({ problems: [], warnings: [] });
      }),
    );
  });

  test('of an edit keeps what the form does not show', () => {
    const base = {
      ...references,
      priority_band: 'A',
      filters: [{ id: 3, name: 'R', bandwidth_nm: 100 }],
      tiles: [
        { id: 11, ra: 1, dec: 1, position_angle: 30 },
        { id: 12, ra: 202.47, dec: 47.2, position_angle: 60 },
      ],
      request: { id: 5, target_snr: 40, moon: 'dark' },
    };
    const record = recordFromDraft(lights, base, filterName);
    expect(record).toMatchObject({ priority_band: 'A', request: { id: 5, target_snr: 40, moon: 'dark' } });
    expect(record.filters).toEqual([
      { id: 2, name: 'L' },
      { id: 3, name: 'R', bandwidth_nm: 100 },
    ]);
    expect(record.tiles).toEqual([{ id: 12, tile_index: 0, ra: 202.47, dec: 47.2, name: 'M 51', position_angle: 60 }]);
  });

  test('of a calibration’s edit keeps pointings and filters that came with it', () => {
    const base = { ...references, filters: [{ id: 2, name: 'L' }], tiles: [{ id: 1, ra: 0, dec: 90 }] };
    expect(recordFromDraft(darks, base, filterName)).toMatchObject({ filters: base.filters, tiles: base.tiles });
  });
});
