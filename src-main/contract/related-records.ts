/**
 * The records that a task may bring along under `ota`, `camera`, … All fields but the id are optional: upstream describes
 * as much as it likes. Units as documented for the source schema.
 */
import { z } from 'zod';
import { instant } from './wire-time.ts';

const id = z.int('must be a whole number').min(0, 'must not be negative').nullish();
const number = z.number('must be a number').nullish();
const whole = z.int('must be a whole number').nullish();
const text = z.string('must be text').nullish();
const flag = z.boolean('must be true or false').nullish();

export const otaRecord = z.looseObject({
  id,
  name: text,
  /** m */
  aperture: number,
  focal_length: number,
  optical_design: text,
  model_id: whole,
  parent_ota_id: whole,
  offsets: z.unknown().optional(),
});

export const cameraRecord = z.looseObject({
  id,
  name: text,
  default_binning: whole,
  /** °C */
  temperature_setpoint: number,
  temperature_setpoint_tolerance: number,
  cooler_policy: text,
  cooler_prestart_lead_time_sec: number,
  cooler_idle_timeout_sec: number,
  array_width: whole,
  array_height: whole,
  /** µm, unbinned */
  pixel_size: number,
  /** e⁻, unbinned */
  full_well_capacity: number,
  is_color: flag,
  has_electronic_shutter: flag,
  is_global_shutter: flag,
  readout_modes: z.array(z.looseObject({})).nullish(),
});

export const instrumentRecord = z.looseObject({
  id,
  name: text,
  ota_id: whole,
  camera_id: whole,
  filter_wheel_id: whole,
  configuration_version: whole,
  is_active: flag,
});

export const observationRecord = z.looseObject({
  id,
  status: text,
  priority: number,
  start_after: instant,
  cancel_on: instant,
});

/** A grant of observing time or of access to a queue. Fields are this project's choice. */
export const grantRecord = z.looseObject({ id, name: text });

/** Fields are this project's choice. */
export const schedulerRunRecord = z.looseObject({ id, started_on: instant, name: text });
