import { describe, expect, test } from 'vitest';
import { ConsoleError } from '../../src-main/contract/errors.ts';
import { checkRecords, type KnownThings, parseRows, problemsError } from '../../src-main/tasks/check-records.ts';

const known: KnownThings = {
  otas: new Set([1]),
  cameras: new Set([1]),
  instruments: new Set([1]),
  filters: new Map([
    [2, 'L'],
    [3, 'R'],
  ]),
};

const light = {
  uid: '5eed0000-0000-4000-8000-000000000001',
  task_type: 'optical_imaging',
  status: 'pending',
  ota_id: 1,
  camera_id: 1,
  instrument_id: 1,
  required_exposure_time: 600,
  max_exposure_time: 60,
  total_exposures: 10,
  modified_on: '2026-11-20T12:00:00Z',
  filters: [{ id: 2, name: 'L' }],
  tiles: [{ ra: 10.68, dec: 41.27 }],
};
const darks = {
  ...light,
  task_type: 'optical_imaging_dark_calibration',
  required_exposure_time: 0,
  max_exposure_time: null,
  total_exposures: 5,
  filters: [],
  request: { required_frames: 5, exposure_time_sec: 60 },
};

const check = (...rows: unknown[]) => checkRecords(rows, known);
const faultsOf = (change: object, base: object = light) => check({ ...base, ...change }).problems;

function failure(run: () => unknown): ConsoleError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof ConsoleError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

describe('a list of rows', () => {
  test.each([
    ['an array', '[{"a": 1}, {"b": 2}]'],
    ['an object with items', '{"items": [{"a": 1}, {"b": 2}], "count": 2}'],
    ['an array behind a byte-order mark', '\uFEFF[{"a": 1}, {"b": 2}]'],
  ])('is read from %s', (_, text) => {
    expect(parseRows(text)).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test.each([
    ['text that is not JSON', 'uid,status\n1,pending', 'This is not JSON'],
    ['a file that was cut off', '[{"uid": "5eed', 'This is not JSON'],
    ['an empty file', '', 'This is not JSON'],
    ['one object', '{"uid": "5eed"}', 'not a list of tasks'],
    ['items that are no list', '{"items": {}}', 'not a list of tasks'],
    ['a number', '3', 'not a list of tasks'],
    ['null', 'null', 'not a list of tasks'],
  ])('is not %s', (_, text, said) => {
    const error = failure(() => parseRows(text));
    expect(error.reason).toBe('bad-input');
    expect(error.message).toContain(said);
    expect(error.message).toContain('Give an array of tasks');
  });

  test.each([
    ['uid,status\n1,pending', null],
    ['', 'too-early'],
    ['[{"uid": ', 'too-early'],
    ['[{"uid": 1},\n {"uid": 2}\n {"uid": 3}]', { line: 3, column: 2 }],
  ])('that is no JSON (%j) says where it stops being any, as far as that is known', (text, end) => {
    expect(failure(() => parseRows(text)).facts).toEqual({ code: 'not-json', what: 'tasks', end });
  });

  test('with a bare NaN or Infinity names each by its row and field, known to the console or not', () => {
    const error = failure(() =>
      parseRows(
        '[{"title": "NaN is a word"}, {"progress": NaN, "tiles": [{"ra": -Infinity}], "seeing": {"fwhm": NaN}}]',
      ),
    );
    expect(error.problems?.map(({ row, field }) => [row, field])).toEqual([
      [2, 'progress'],
      [2, 'tiles[0].ra'],
      [2, 'seeing.fwhm'],
    ]);
    expect(error.message).toContain('row 2, progress: NaN is not a number; give one, or null');
  });

  test('may say NaN and Infinity within text, quotes and backslashes notwithstanding', () => {
    const rows = [{ title: 'NaN, -Infinity' }, { title: 'a "quoted" NaN \\' }, { NaN: 'Infinity' }];
    expect(parseRows(JSON.stringify(rows))).toEqual(rows);
  });
});

describe('a row', () => {
  test('without fault becomes a record: times as UTC ms, durations as seconds, the uid in lower case', () => {
    const { records, problems, warnings } = check({
      ...light,
      uid: light.uid.toUpperCase(),
      earliest_start_time: '2026-11-22T21:00:00+01:00',
      expiration_time: '2026-11-23 05:00:00',
      planned_duration: 'PT1H30M',
      total_planned_duration: 90.5,
    });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([]);
    expect(records[0]).toMatchObject({
      uid: light.uid,
      earliest_start_time: Date.UTC(2026, 10, 22, 20),
      expiration_time: Date.UTC(2026, 10, 23, 5),
      planned_duration: 5400,
      total_planned_duration: 90.5,
      modified_on: Date.UTC(2026, 10, 20, 12),
    });
  });

  test('keeps fields and words that only upstream knows', () => {
    const { records, problems } = check({
      ...light,
      status: 'on_hold',
      moon: { limit: 0.3 },
      tiles: [{ ra: 1, dec: 2, pa: 90 }],
    });
    expect(problems).toEqual([]);
    expect(records[0]).toMatchObject({ status: 'on_hold', moon: { limit: 0.3 }, tiles: [{ pa: 90 }] });
  });

  test.each([
    ['P1DT2H', 93_600],
    ['PT90S', 90],
    ['PT0.5S', 0.5],
    ['PT1,5M', 90],
    ['P2W', 1_209_600],
    ['PT0S', 0],
  ])('reads the duration %s as %d s', (text, seconds) => {
    expect(check({ ...light, planned_duration: text }).records[0]?.planned_duration).toBe(seconds);
  });

  test.each([
    [null, 'is null, not a task'],
    [[], 'is a list, not a task'],
    ['5eed', 'is string, not a task'],
  ])('that is %j is no task', (row, message) => {
    expect(check(light, row).problems).toEqual([{ row: 2, field: '', message, facts: { code: 'not-a-task' } }]);
  });

  test.each([
    ['uid', 'is missing'],
    ['task_type', 'is missing'],
    ['status', 'is missing'],
    ['required_exposure_time', 'is missing'],
    ['total_exposures', 'is missing'],
    ['modified_on', 'is missing'],
    ['ota_id', 'is missing; an optical task names one'],
    ['camera_id', 'is missing; an optical task names one'],
    ['instrument_id', 'is missing; an optical task names one'],
  ])('without %s says so', (field, message) => {
    expect(faultsOf({ [field]: undefined })).toMatchObject([{ row: 1, field, message }]);
  });

  test.each<[string, unknown, string]>([
    ['uid', '1234', 'must be a UUID'],
    ['uid', 7, 'must be a UUID'],
    ['id', 1.5, 'must be a whole number or null'],
    ['status', 3, 'must be a status such as pending'],
    ['task_type', null, 'must be a task type such as optical_imaging'],
    ['required_exposure_time', '600', 'must be a number'],
    ['required_exposure_time', Number.NaN, 'must be a number'],
    ['required_exposure_time', Number.POSITIVE_INFINITY, 'must be a number'],
    ['required_exposure_time', -1, 'must not be negative'],
    ['required_exposure_time', 1e9, 'is longer than 10 000 hours'],
    ['max_exposure_time', -60, 'must be above 0 s'],
    ['max_exposure_time', 0, 'must be above 0 s'],
    ['max_exposure_time', 90_000, 'is longer than a day for a single frame'],
    ['total_exposures', 2.5, 'must be a whole number'],
    ['total_exposures', -1, 'must not be negative'],
    ['total_exposures', 2_000_000, 'is more than a million frames'],
    ['accumulated_exposure_time', -1, 'must not be negative'],
    ['observatory_acquired_frames', '3', 'must be a whole number'],
    ['progress', 1.1, 'must be 0 to 1'],
    ['modified_on', 'yesterday', '“yesterday” is not a UTC date-time such as 2026-11-22T20:30:00Z'],
    ['modified_on', 1_700_000_000, 'must be a UTC date-time such as 2026-11-22T20:30:00Z'],
    ['expiration_time', '2026-02-30T00:00:00Z', 'is not a UTC date-time'],
    ['planned_duration', 'an hour', '“an hour” is neither seconds nor an ISO 8601 duration such as PT1H30M'],
    ['planned_duration', 'P', 'is neither seconds nor an ISO 8601 duration'],
    ['planned_duration', 'P1DT', 'is neither seconds nor an ISO 8601 duration'],
    ['planned_duration', 'P1M', 'is neither seconds nor an ISO 8601 duration'],
    ['planned_duration', true, 'must be seconds or an ISO 8601 duration such as PT1H30M'],
    ['planned_duration', -1, 'must not be negative'],
    ['planned_duration', 'P9999D', 'is longer than 10 000 hours'],
    ['total_planned_duration', 1e12, 'is longer than 10 000 hours'],
    ['loop_order', 'spiral', 'must be one of tile_outer, filter_outer'],
    ['binning', 0, 'must be 1 to 16'],
  ])('with %s of %j says what is wrong', (field, value, message) => {
    const faults = faultsOf({ [field]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ row: 1, field });
    expect(faults[0]!.message).toContain(message);
  });

  test.each<[string, object]>([
    ['tiles[0].ra', { tiles: [{ ra: 361, dec: 0 }] }],
    [
      'tiles[1].dec',
      {
        tiles: [
          { ra: 1, dec: 0 },
          { ra: 1, dec: -91 },
        ],
      },
    ],
    ['tiles[0].dec', { tiles: [{ ra: 1 }] }],
    ['tiles', { tiles: { ra: 1, dec: 2 } }],
    ['filters[0].id', { filters: [{ name: 'L' }] }],
    ['filters[0]', { filters: ['L'] }],
    [
      'filter_wheel_position_associations[0].position',
      { filter_wheel_position_associations: [{ filter_id: 2, position: 0 }] },
    ],
    ['request.temperature_band', { request: { temperature_band: 0 } }],
    ['request.required_frames', { request: { required_frames: 0 } }],
    ['camera', { camera: 'the big one' }],
    ['ota.focal_length', { ota: { id: 1, focal_length: '2 m' } }],
    ['assignment_history[0].at', { assignment_history: [{ at: 'noon' }] }],
    ['cells[0].attempted', { cells: [{ acquired: 1, accepted: 1, accumulated_exposure_time: 60 }] }],
  ])('names the nested field %s', (field, change) => {
    expect(faultsOf(change).map((fault) => [fault.row, fault.field])).toEqual([[1, field]]);
    expect(faultsOf(change)[0]!.facts).toBeDefined();
  });

  test.each<[string, object, object, string]>([
    [
      'expiration_time',
      light,
      { earliest_start_time: '2026-11-23T05:00:00Z', expiration_time: '2026-11-22T20:00:00Z' },
      'would expire before it may start',
    ],
    [
      'planned_start_time',
      light,
      { planned_start_time: '2026-11-23T05:00:00Z', expiration_time: '2026-11-22T20:00:00Z' },
      'planned start is after the expiration',
    ],
    ['required_exposure_time', light, { required_exposure_time: 0 }, 'above 0 s'],
    ['max_exposure_time', light, { required_exposure_time: 1e7, max_exposure_time: 1 }, 'frames; the most is 1000000'],
    ['filters', light, { filters: [{ id: 2 }, { id: 2 }] }, 'named twice'],
    ['request.required_frames', darks, { request: { exposure_time_sec: 60 }, total_exposures: 0 }, 'how many frames'],
    ['request.exposure_time_sec', darks, { request: { required_frames: 5 } }, 'that of the lights they serve'],
    [
      'request.min_exposure_time_sec',
      light,
      { request: { min_exposure_time_sec: 9, max_exposure_time_sec: 1 } },
      'longer than max_exposure_time_sec',
    ],
  ])('that breaks a rule names %s', (field, base, change, message) => {
    const faults = faultsOf(change, base);
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(faults[0]!.message).toContain(message);
    expect(faults[0]!.facts).toBeDefined();
  });

  test.each<[string, object, string]>([
    ['ota_id', { ota_id: 9 }, '9 does not exist here (known: 1); add it under Devices or correct the task'],
    ['camera_id', { camera_id: 9 }, '9 does not exist here (known: 1)'],
    ['instrument_id', { instrument_id: 9 }, '9 does not exist here (known: 1)'],
    ['filters[0].id', { filters: [{ id: 8 }] }, 'filter 8 does not exist here (known: 2 L, 3 R)'],
    ['filters[0].name', { filters: [{ id: 2, name: 'Ha' }] }, 'filter 2 is called “L” here, not “Ha”'],
    ['request.filter_ids[0]', { filters: [], request: { filter_ids: [8] } }, 'filter 8 does not exist here'],
    ['request.filter_ids', { request: { filter_ids: [3] } }, 'names other filters than the task’s filters'],
  ])('that names what is not here: %s', (field, change, message) => {
    const faults = faultsOf(change);
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(faults[0]!.message).toContain(message);
  });

  test('may name another camera when it brings its description along', () => {
    expect(faultsOf({ camera_id: 9, camera: { id: 9, name: 'Visitor' } })).toEqual([]);
    expect(faultsOf({ camera_id: 9, camera: { id: 8, name: 'Visitor' } })).toHaveLength(1);
  });

  test('of a radio task, an unknown type or a finished task may name anything', () => {
    const elsewhere = {
      ota_id: 9,
      camera_id: null,
      instrument_id: 9,
      required_exposure_time: 0,
      filters: [{ id: 99 }],
    };
    for (const change of [{ task_type: 'radio_mapping' }, { task_type: 'spectroscopy' }, { status: 'completed' }]) {
      expect(faultsOf({ ...elsewhere, ...change })).toEqual([]);
    }
  });
});

describe('a file', () => {
  test('may name each uid once', () => {
    const { problems } = check(light, { ...light, uid: light.uid.toUpperCase() });
    expect(problems).toEqual([
      {
        ...{ row: 2, field: 'uid', message: 'is the same as in row 1; each task may stand in a file once' },
        facts: { code: 'twice', row: 1 },
      },
    ]);
  });

  test('with many faults shows the first fifty or so', () => {
    const rows = Array.from({ length: 1000 }, () => ({}));
    const { problems } = checkRecords(rows, known);
    expect(problems.length).toBeGreaterThanOrEqual(50);
    expect(problems.length).toBeLessThan(60);
  });

  test('whose plan makes another number of frames than it says is taken, with a warning', () => {
    const { records, problems, warnings } = check({ ...light, total_exposures: 12 });
    expect(problems).toEqual([]);
    expect(records).toHaveLength(1);
    expect(warnings).toEqual([
      {
        message: 'Row 1: The task came with 12 exposures in total; its plan makes 10. The plan is run.',
        facts: { code: 'row-fault', row: 1, fault: { code: 'total-disagrees', came: 12, planned: 10 } },
      },
    ]);
  });

  test('that is refused is refused with a sentence naming the first fault and how many more there are', () => {
    const error = problemsError(check({ ...light, ota_id: 9, camera_id: 9 }).problems);
    expect(error.message).toMatch(/^Nothing was imported: row 1, ota_id: 9 does not exist here .* \(and 1 more\)\.$/);
    expect(error.problems).toHaveLength(2);
  });
});
