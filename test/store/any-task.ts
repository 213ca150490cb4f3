/** Any task that upstream may send: every field of the record, with unknown fields and words wherever there may be some. */
import fc from 'fast-check';
import { instantText } from '../../src-main/store/record-mapping.ts';

type Row = Record<string, unknown>;

const FILTERS = ['Clear', 'L', 'R', 'G', 'B', 'Ha', 'OIII'];
const STATUSES = [
  'unassigned',
  'pending',
  'active',
  'completed',
  'failed',
  'not_attempted',
  'interrupted',
  'canceled',
  'on_hold',
];
const TYPES = [
  'optical_imaging',
  'optical_imaging_bias_calibration',
  'optical_imaging_dark_calibration',
  'optical_imaging_flat_calibration',
  'radio_tracking',
  'radio_mapping',
  'spectroscopy',
];

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const id = fc.integer({ min: 1, max: 2 ** 40 });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const instant = fc
  .oneof(
    fc.integer({ max: 4_000_000_000, min: 0 }).map((s) => s * 1000),
    fc.integer({ max: 4e12, min: 0 }),
  )
  .map(instantText);
const anything = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)))
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
/** Fields that no schema knows, some of them named like the store's own columns. */
const unknownFields = fc.dictionary(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom('moon', 'pi_note', 'task_uid', 'seq', 'extra', 'queue_order', 'device', 'row_id'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map((name) => `x_${name}`) },
  ),
  anything,
  { maxKeys: 3 },
);

/** Some of the fields, and some that nobody knows. */
const part = (fields: Record<string, fc.Arbitrary<unknown>>, required: string[] = []): fc.Arbitrary<Row> =>
  fc
    .tuple(fc.record(fields, { requiredKeys: required }), unknownFields)
    .map(([known, unknown]) => ({ ...unknown, ...(known as Row) }));

const whole = fc.integer({ min: 0, max: 100_000 });
const relatedId = fc.oneof(fc.constantFrom(1, 2, 3), id);
const ota = part({
  name: orNull(text),
  aperture: orNull(number(0.05, 10)),
  focal_length: orNull(number(0.1, 100)),
  optical_design: orNull(text),
  model_id: orNull(id),
  parent_ota_id: orNull(id),
  offsets: anything,
});
const camera = part({
  name: orNull(text),
  default_binning: orNull(whole),
  temperature_setpoint: orNull(number(-60, 20)),
  cooler_policy: orNull(text),
  array_width: orNull(whole),
  pixel_size: orNull(number(1, 30)),
  is_color: orNull(fc.boolean()),
  has_electronic_shutter: orNull(fc.boolean()),
  readout_modes: orNull(fc.array(unknownFields, { maxLength: 2 })),
});
const instrument = part({
  name: orNull(text),
  ota_id: orNull(id),
  camera_id: orNull(id),
  configuration_version: orNull(whole),
  is_active: orNull(fc.boolean()),
});
const observation = part({
  status: orNull(text),
  priority: orNull(number(-10, 10)),
  start_after: orNull(instant),
  cancel_on: orNull(instant),
});
const grant = part({ name: orNull(text) });
const schedulerRun = part({ name: orNull(text), started_on: orNull(instant) });

/** A related record: under the id that the task names, under another, or under none. */
const related = (record: fc.Arbitrary<Row>, taskId: unknown) =>
  orNull(
    fc.tuple(record, fc.constantFrom('own', 'own', 'other', 'none', 'null'), id).map(([fields, which, other]) => ({
      ...fields,
      ...(which === 'own' && taskId !== null
        ? { id: taskId }
        : which === 'other'
          ? { id: other }
          : which === 'null'
            ? { id: null }
            : {}),
    })),
  );

const filterRecord = (filterId: number) =>
  part({ name: fc.constant(FILTERS[filterId - 1]) }).map((fields) => ({ ...fields, id: filterId }));
const filterList = fc
  .uniqueArray(fc.integer({ min: 1, max: FILTERS.length }), { minLength: 1, maxLength: 4 })
  .chain((ids) => fc.tuple(...ids.map(filterRecord)));
const tile = part({ id: orNull(id), tile_index: whole, ra: number(0, 360), dec: number(-90, 90), name: orNull(text) }, [
  'ra',
  'dec',
]);
const wheelPosition = part(
  { id: orNull(id), filter_id: id, filter_wheel_id: orNull(id), position: fc.integer({ min: 1, max: 20 }) },
  ['filter_id', 'position'],
);
const historyEntry = part({
  at: orNull(instant),
  who: orNull(text),
  from_status: orNull(text),
  to_status: orNull(text),
  why: orNull(text),
});
const asset = part({
  id: orNull(id),
  frame_uid: orNull(fc.uuid()),
  role: orNull(text),
  path: orNull(text),
  sha256: orNull(text),
  bytes: orNull(whole),
});
const request = part(
  {
    id: orNull(id),
    exposure_time: orNull(number(0, 1000)),
    target_snr: orNull(number(0, 1000)),
    target_full_well_fraction: orNull(number(0.01, 1)),
    required_frames: fc.integer({ min: 1, max: 50 }),
    expires_on: orNull(instant),
    ccd_temperature_c: orNull(number(-60, 20)),
    temperature_band: orNull(number(0.1, 5)),
    exposure_time_sec: number(0.1, 1000),
    min_exposure_time_sec: orNull(number(0, 1)),
    max_exposure_time_sec: orNull(number(1, 100)),
  },
  ['required_frames', 'exposure_time_sec'],
);

const plain = part(
  {
    id: orNull(id),
    uid: fc.uuid(),
    task_type: fc.constantFrom(...TYPES),
    status: fc.constantFrom(...STATUSES),
    ota_id: relatedId,
    camera_id: relatedId,
    instrument_id: relatedId,
    instrument_configuration_version: orNull(whole),
    required_exposure_time: number(1, 10_000),
    max_exposure_time: orNull(number(1, 600)),
    total_exposures: fc.integer({ min: 0, max: 100_000 }),
    accumulated_exposure_time: number(0, 10_000),
    observatory_acquired_frames: whole,
    progress: orNull(number(0, 1)),
    observation_id: orNull(relatedId),
    request_id: orNull(id),
    observation_iteration: orNull(whole),
    request_iteration: orNull(whole),
    observing_grant_id: orNull(relatedId),
    queue_access_grant_id: orNull(relatedId),
    scheduler_run_id: orNull(relatedId),
    planned_duration: orNull(number(0, 100_000)),
    total_planned_duration: orNull(number(0, 100_000)),
    actual_start_time: orNull(instant),
    actual_end_time: orNull(instant),
    completed_on: orNull(instant),
    modified_on: instant,
    assets_revision: whole,
    filters: filterList,
    filter_wheel_position_associations: fc.array(wheelPosition, { maxLength: 2 }),
    tiles: fc.array(tile, { maxLength: 3 }),
    request,
    assignment_history: fc.array(historyEntry, { maxLength: 3 }),
    task_asset_infos: fc.array(asset, { maxLength: 3 }),
    result: orNull(unknownFields),
    title: orNull(text),
    loop_order: orNull(fc.constantFrom('tile_outer', 'filter_outer')),
    binning: orNull(fc.integer({ min: 1, max: 16 })),
    gain_setting: orNull(number(-100, 1000)),
  },
  [
    'uid',
    'task_type',
    'status',
    'ota_id',
    'camera_id',
    'instrument_id',
    'required_exposure_time',
    'total_exposures',
    'modified_on',
    'request',
    'filters',
  ],
);

const withWindow = (row: Row): fc.Arbitrary<Row> =>
  fc
    .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 4_000_000_000 }), { minLength: 3, maxLength: 3 }), fc.nat(7))
    .map(([seconds, which]) => {
      const [a, b, c] = seconds.sort((x, y) => x - y).map((s) => instantText(s * 1000));
      return {
        ...row,
        ...(which & 1 ? { earliest_start_time: a } : {}),
        ...(which & 2 ? { planned_start_time: b } : {}),
        ...(which & 4 ? { expiration_time: c } : {}),
      };
    });

/** A description of the optical task's telescope, camera and instrument where the site has none of that id. */
const described = (row: Row): Row => {
  const descriptionFor = (record: unknown, taskId: unknown) =>
    taskId === 1 ? record : { ...(record as Row | null), id: taskId };
  return {
    ...row,
    ota: descriptionFor(row.ota, row.ota_id),
    camera: descriptionFor(row.camera, row.camera_id),
    instrument: descriptionFor(row.instrument, row.instrument_id),
  };
};

/** A row that an import takes, as a file holds it. */
export const anyTask: fc.Arbitrary<Row> = plain
  .chain(withWindow)
  .chain((row) =>
    fc
      .record({
        ota: related(ota, row.ota_id),
        camera: related(camera, row.camera_id),
        instrument: related(instrument, row.instrument_id),
        observation: related(observation, row.observation_id ?? null),
        observing_grant: related(grant, row.observing_grant_id ?? null),
        queue_access_grant: related(grant, row.queue_access_grant_id ?? null),
        scheduler_run: related(schedulerRun, row.scheduler_run_id ?? null),
      })
      .map((relations) => ({ ...row, ...relations })),
  )
  .map(described)
  .map((row) => JSON.parse(JSON.stringify(row)));

/** A file of them: each uid once. */
export const anyFile = fc.uniqueArray(anyTask, { minLength: 1, maxLength: 6, selector: (row) => row.uid });
