/**
 * OpticalImagingTask as a central scheduler sends it: wire names, wire forms. Fields that this schema does not name are
 * kept as they are and given back on export. Bounds are those of sense, not of the type: a value outside is a slip.
 */
import { z } from 'zod';
import {
  cameraRecord,
  grantRecord,
  instrumentRecord,
  observationRecord,
  otaRecord,
  schedulerRunRecord,
} from './related-records.ts';
import { FLAT_LIGHT_SOURCES, LOOP_ORDERS } from './vocabulary.ts';
import { instant, utcInstant } from './wire-time.ts';

/** Longest total exposure or duration that is believed, s. Longer ones are taken for a slip of the pen. */
export const MAX_TOTAL_S = 10_000 * 3600;

const finite = z.number('must be a number');
const whole = z
  .int('must be a whole number')
  .min(0, 'must not be negative')
  .max(2 ** 53 - 1);
const reference = z.int('must be a whole number or null').nullish().default(null);
const TOO_LONG = 'is longer than 10 000 hours; give seconds';
const seconds = finite.min(0, 'must not be negative').max(MAX_TOTAL_S, TOO_LONG);

/** Seconds, or ISO 8601 such as PT1H30M; kept as seconds. */
export const duration = z
  .custom<number | string>((value) => typeof value === 'number' || typeof value === 'string', {
    error: 'must be seconds or an ISO 8601 duration such as PT1H30M',
    params: { facts: { code: 'no-duration' } },
  })
  .transform((value, context) => {
    const total = typeof value === 'number' ? value : isoDurationS(value);
    const fault =
      total === null
        ? `“${String(value).slice(0, 40)}” is neither seconds nor an ISO 8601 duration such as PT1H30M`
        : !(total >= 0)
          ? 'must not be negative'
          : total > MAX_TOTAL_S
            ? TOO_LONG
            : null;
    if (fault === null) return total!;
    context.addIssue({ code: 'custom', message: fault, params: { facts: { code: 'no-duration' } } });
    return z.NEVER;
  });

/** ISO 8601 duration of weeks or of days, hours, minutes and seconds → s; null for anything else (months have no length). */
function isoDurationS(text: string): number | null {
  const parts =
    /^P(?:([\d.,]+)W|(?:([\d.,]+)D)?(?:T(?:([\d.,]+)H)?(?:([\d.,]+)M)?(?:([\d.,]+)S)?)?)$/.exec(text)?.slice(1) ?? [];
  if (!parts.some((part) => part !== undefined) || text.endsWith('T')) return null;
  const inSeconds = [7 * 86_400, 86_400, 3600, 60, 1];
  const total = parts.reduce((sum, part, i) => sum + Number((part ?? '0').replace(',', '.')) * inSeconds[i]!, 0);
  return Number.isNaN(total) ? null : total;
}

export const taskFilterRecord = z.looseObject({
  id: z.int('must be a filter’s whole number'),
  name: z.string('must be a filter’s name').nullish(),
});

export const taskTileRecord = z.looseObject({
  id: reference,
  tile_index: whole.nullish(),
  ra: finite.min(0, 'must be 0 to 360 degrees').max(360, 'must be 0 to 360 degrees'),
  dec: finite.min(-90, 'must be −90 to 90 degrees').max(90, 'must be −90 to 90 degrees'),
  /** This project's: what the observer calls the pointing. */
  name: z.string().nullish(),
});

/** Which wheel slot serves which filter for this task. Fields are this project's choice. */
export const taskWheelPositionRecord = z.looseObject({
  id: reference,
  filter_id: z.int('must be a filter’s whole number'),
  filter_wheel_id: z.int('must be a wheel’s whole number').nullish().default(null),
  position: z.int('must be a slot').min(1, 'slots count from 1'),
});

/** Who or what put the task where, when, why. Fields are this project's choice. */
export const taskHistoryRecord = z.looseObject({
  at: instant,
  who: z.string().nullish().default(null),
  from_status: z.string().nullish().default(null),
  to_status: z.string().nullish().default(null),
  why: z.string().nullish().default(null),
});

/** A file of the task. `frame_uid`, `path`, `sha256` and `bytes` are this project's choice. */
export const taskAssetRecord = z.looseObject({
  id: reference,
  frame_uid: z.string().nullish().default(null),
  role: z.string().nullish().default(null),
  path: z.string().nullish().default(null),
  sha256: z.string().nullish().default(null),
  bytes: whole.nullish().default(null),
});

/** What a calibration (or an imaging request) asks for. */
export const requestRecord = z.looseObject({
  id: reference,
  exposure_time: seconds.nullish(),
  target_snr: finite.nullish(),
  target_full_well_fraction: finite.gt(0, 'must be above 0').max(1, 'must be at most 1').nullish(),
  required_frames: z.int('must be a whole number').min(1, 'must be at least 1').nullish(),
  expires_on: instant,
  ccd_temperature_c: finite
    .min(-120, 'is colder than any camera here')
    .max(60, 'is hotter than any camera here')
    .nullish(),
  temperature_band: finite.gt(0, 'must be above 0').nullish(),
  exposure_time_sec: seconds.nullish(),
  filter_ids: z.array(z.int()).nullish(),
  min_exposure_time_sec: seconds.nullish(),
  max_exposure_time_sec: seconds.nullish(),
  /** This project's, of flats: what they are taken of; a panel where it is left out. */
  flat_light: z.enum(FLAT_LIGHT_SOURCES, `must be one of ${FLAT_LIGHT_SOURCES.join(', ')}`).nullish(),
});

export const taskRecord = z.looseObject({
  id: reference,
  uid: z.guid('must be a UUID').transform((text) => text.toLowerCase()),
  task_type: z.string('must be a task type such as optical_imaging').min(1),
  status: z.string('must be a status such as pending').min(1),
  ota_id: reference,
  camera_id: reference,
  instrument_id: reference,
  instrument_configuration_version: reference,
  required_exposure_time: seconds,
  max_exposure_time: finite
    .gt(0, 'must be above 0 s')
    .max(86_400, 'is longer than a day for a single frame')
    .nullish()
    .default(null),
  total_exposures: whole.max(1_000_000, 'is more than a million frames'),
  accumulated_exposure_time: seconds.default(0),
  observatory_acquired_frames: whole.default(0),
  progress: finite.min(0, 'must be 0 to 1').max(1, 'must be 0 to 1').nullish().default(null),
  observation_id: reference,
  request_id: reference,
  observation_iteration: reference,
  request_iteration: reference,
  observing_grant_id: reference,
  queue_access_grant_id: reference,
  scheduler_run_id: reference,
  earliest_start_time: instant,
  planned_start_time: instant,
  expiration_time: instant,
  planned_duration: duration.nullish().default(null),
  total_planned_duration: duration.nullish().default(null),
  actual_start_time: instant,
  actual_end_time: instant,
  completed_on: instant,
  modified_on: utcInstant,
  assets_revision: whole.default(0),

  ota: otaRecord.nullish(),
  camera: cameraRecord.nullish(),
  instrument: instrumentRecord.nullish(),
  filters: z.array(taskFilterRecord).nullish(),
  filter_wheel_position_associations: z.array(taskWheelPositionRecord).nullish(),
  tiles: z.array(taskTileRecord).nullish(),
  observation: observationRecord.nullish(),
  request: requestRecord.nullish(),
  observing_grant: grantRecord.nullish(),
  queue_access_grant: grantRecord.nullish(),
  scheduler_run: schedulerRunRecord.nullish(),
  assignment_history: z.array(taskHistoryRecord).nullish(),
  task_asset_infos: z.array(taskAssetRecord).nullish(),
  result: z.looseObject({}).nullish(),

  /**
   * This project's: what the observer calls the task, how it loops, and the camera settings it wants. An update that
   * leaves them out leaves them as they are.
   */
  title: z.string('must be text').max(200, 'is longer than 200 characters').nullish(),
  loop_order: z.enum(LOOP_ORDERS, `must be one of ${LOOP_ORDERS.join(', ')}`).nullish(),
  binning: z.int('must be a whole number').min(1, 'must be 1 to 16').max(16, 'must be 1 to 16').nullish(),
  gain_setting: finite.nullish(),
  /** This project's: the task's place in the list that it was exported with, from 1. */
  queue_place: whole.nullish(),
  /**
   * This project's: what each cell has, in the order taken; without it the totals are shared among the cells. Cells of
   * no planned frames are those that a changed plan dropped.
   */
  cells: z
    .array(
      z.looseObject({
        filter_id: z.int('must be a filter’s whole number').nullish(),
        planned_frames: whole.nullish(),
        attempted: whole,
        acquired: whole,
        accepted: whole,
        accumulated_exposure_time: seconds,
      }),
    )
    .nullish(),
});
export type TaskRecord = z.output<typeof taskRecord>;
