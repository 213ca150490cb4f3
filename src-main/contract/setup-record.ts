/**
 * Site, telescopes, cameras, wheels, filters and instruments as JSON: what `setup import` takes and the set-up editor shows.
 * Names and units as in the task record's related records; what only this site knows is named in the same style.
 */
import { z } from 'zod';
import { starLimitsRecord } from './star-limits.ts';
import { MORNING_CHOICES } from './vocabulary.ts';

const id = z.int().min(1);

const device = z.looseObject({
  /** Driver family, such as `simulator`. */
  family: z.string().min(1),
  /** Finds the physical device again: its serial number or port. */
  key: z.string().min(1),
  /** The family's own options. */
  options: z.record(z.string(), z.unknown()).default({}),
});

export const readoutModeRecord = z.looseObject({
  name: z.string(),
  binning: z.int().min(1).default(1),
  bit_depth: z.int().min(8).max(32),
  /** s, full frame */
  readout_time: z.number().min(0),
  /** e⁻ per count */
  gain: z.number().positive(),
  /** e⁻ */
  readout_noise: z.number().min(0),
  /** e⁻/s */
  dark_current: z.number().min(0),
  /** counts */
  blank_level: z.number().min(0),
});

/** What is done by itself at the end of a night for the lights that it took. */
export const calibrationSettings = z.object({
  /** `queue` leaves the tasks for somebody to run, `queue_and_run` takes them. */
  in_the_morning: z.enum(MORNING_CHOICES).default('off'),
  /** The night of the lights is over when the sun is higher than this in the morning, degrees; or when none is queued. */
  morning_sun_altitude: z.number().min(-18).max(20).default(-6),
  morning_kinds: z
    .array(z.enum(['bias', 'dark', 'flat']))
    .min(1)
    .default(['bias', 'dark']),
});
export type CalibrationSettings = z.output<typeof calibrationSettings>;

/** How the telescope is moved a little between frames, so that stars fall on other pixels. */
export const ditherSettings = z.object({
  /** `ask` asks the observer; `program` runs one of this computer. */
  how: z.enum(['none', 'ask', 'program']).default('none'),
  /** Run without a shell. It is told in WARMROOM_TASK_UID, WARMROOM_FRAME_TYPE and WARMROOM_FILTER what comes next. */
  program: z
    .object({
      /** Absolute path. */
      command: z.string().min(1).max(1000),
      arguments: z.array(z.string().max(1000)).max(100).default([]),
    })
    .nullable()
    .default(null),
  /** Whoever moves the telescope has so long; then the next frame is taken. s */
  timeout_sec: z.number().min(1).max(300).default(60),
  between_sky_flats: z.boolean().default(true),
  /** After so many light frames of a task; 0: never. */
  lights_every: z.int().min(0).max(1000).default(0),
  /** When it was not moved: take the next frame all the same, or leave the task for this run. */
  on_failure: z.enum(['go_on', 'leave_task']).default('go_on'),
});
export type DitherSettings = z.output<typeof ditherSettings>;

export const setupRecord = z
  .object({
    site: z.object({
      name: z.string().min(1),
      observer: z.string().default(''),
      latitude: z.number().min(-90).max(90),
      /** Degrees, east positive. */
      longitude: z.number().min(-180).max(180),
      elevation: z.number().min(-500).max(9000),
      time_zone: z.string().refine(isTimeZone, {
        error: 'is not a time zone such as Europe/Madrid',
        params: { facts: { code: 'no-time-zone' } },
      }),
    }),
    run: z
      .object({
        /** After an unexpected end the run goes on by itself when the console starts. */
        resume_after_crash: z.boolean().default(false),
      })
      .prefault({}),
    calibration: calibrationSettings.prefault({}),
    dither: ditherSettings.prefault({}),
    otas: z.array(
      z.looseObject({
        id,
        name: z.string().default(''),
        /** m */
        aperture: z.number().positive(),
        /** m */
        focal_length: z.number().positive(),
        optical_design: z.string().nullish(),
        model_id: z.int().nullish(),
        parent_ota_id: z.int().nullish(),
      }),
    ),
    cameras: z.array(
      z.looseObject({
        id,
        name: z.string().default(''),
        default_binning: z.int().min(1).default(1),
        temperature_setpoint: z.number().nullish(),
        temperature_setpoint_tolerance: z.number().positive().default(0.5),
        cooler_policy: z.enum(['always_on', 'pre_cool_for_tasks', 'manual_only']).default('pre_cool_for_tasks'),
        cooler_prestart_lead_time_sec: z.number().min(0).default(600),
        cooler_idle_timeout_sec: z.number().min(0).default(3600),
        array_width: z.int().min(1),
        array_height: z.int().min(1),
        /** µm, unbinned */
        pixel_size: z.number().positive(),
        /** e⁻, unbinned */
        full_well_capacity: z.number().positive(),
        is_color: z.boolean().default(false),
        has_electronic_shutter: z.boolean().default(false),
        is_global_shutter: z.boolean().default(false),
        readout_modes: z.array(readoutModeRecord).default([]),
        device: device.nullish(),
      }),
    ),
    filters: z.array(z.looseObject({ id, name: z.string().min(1).max(64) })),
    filter_wheels: z.array(
      z.looseObject({
        id,
        name: z.string().default(''),
        filter_shape: z.string().nullish(),
        filter_size: z.number().nullish(),
        positions: z.int().min(1).max(64),
        device: device.nullish(),
        /** What is in the slots, from slot 1. */
        slots: z.array(z.object({ position: id, filter_id: id })).default([]),
      }),
    ),
    instruments: z.array(
      z.looseObject({
        id,
        name: z.string().min(1),
        ota_id: id,
        camera_id: id,
        filter_wheel_id: id.nullish(),
        configuration_version: z.int().min(0).default(1),
        is_active: z.boolean().default(true),
        star_limits: starLimitsRecord,
      }),
    ),
  })
  .strict();
export type SetupRecord = z.output<typeof setupRecord>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
