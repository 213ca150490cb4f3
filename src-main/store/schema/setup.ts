/**
 * What the site has: telescopes, cameras, wheels, filters, instruments. Telescopes, cameras and instruments may also be
 * known from the descriptions in upstream's tasks alone; those are not `in_setup`, and no description changes one that is.
 */
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

type Json = Record<string, unknown>;
const inSetup = () => integer('in_setup', { mode: 'boolean' }).notNull().default(false);

export interface MorningQueued {
  readonly night: string;
  /** As `keyOfNeed` tells them. */
  readonly needs: readonly string[];
}

/** One row: the site itself. */
export const site = sqliteTable('site', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  observer: text('observer').notNull(),
  /** Degrees; longitude east positive. */
  latitude: real('latitude').notNull(),
  longitude: real('longitude').notNull(),
  /** m */
  elevation: real('elevation').notNull(),
  timeZone: text('time_zone').notNull(),
  resumeAfterCrash: integer('resume_after_crash', { mode: 'boolean' }).notNull().default(false),
  /** As in the set-up record; what a row of an earlier version does not have is the record's default. */
  calibration: text('calibration', { mode: 'json' }).$type<Json>().notNull().default({}),
  dither: text('dither', { mode: 'json' }).$type<Json>().notNull().default({}),
  /** For which needs of which night calibration was queued in the morning: what was taken back is not queued again. */
  morningQueued: text('morning_queued', { mode: 'json' }).$type<MorningQueued>(),
});

export const otas = sqliteTable('otas', {
  id: integer('id').primaryKey(),
  name: text('name'),
  /** m */
  aperture: real('aperture'),
  focalLength: real('focal_length'),
  opticalDesign: text('optical_design'),
  modelId: integer('model_id'),
  parentOtaId: integer('parent_ota_id'),
  offsets: text('offsets', { mode: 'json' }).$type<unknown>(),
  inSetup: inSetup(),
  extra: text('extra', { mode: 'json' }).$type<Json>().notNull().default({}),
});

export const cameras = sqliteTable('cameras', {
  id: integer('id').primaryKey(),
  name: text('name'),
  defaultBinning: integer('default_binning'),
  temperatureSetpoint: real('temperature_setpoint'),
  temperatureSetpointTolerance: real('temperature_setpoint_tolerance'),
  coolerPolicy: text('cooler_policy'),
  coolerPrestartLeadTimeSec: real('cooler_prestart_lead_time_sec'),
  coolerIdleTimeoutSec: real('cooler_idle_timeout_sec'),
  arrayWidth: integer('array_width'),
  arrayHeight: integer('array_height'),
  /** µm, unbinned */
  pixelSize: real('pixel_size'),
  /** e⁻, unbinned */
  fullWellCapacity: real('full_well_capacity'),
  isColor: integer('is_color', { mode: 'boolean' }),
  hasElectronicShutter: integer('has_electronic_shutter', { mode: 'boolean' }),
  isGlobalShutter: integer('is_global_shutter', { mode: 'boolean' }),
  readoutModes: text('readout_modes', { mode: 'json' }).$type<unknown>(),
  /** Which physical device this is, here: family, key, options. Null for a camera that is known by name only. */
  device: text('device', { mode: 'json' }).$type<{ family: string; key: string; options: Json } | null>(),
  inSetup: inSetup(),
  extra: text('extra', { mode: 'json' }).$type<Json>().notNull().default({}),
});

export const filters = sqliteTable('filters', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  extra: text('extra', { mode: 'json' }).$type<Json>().notNull().default({}),
});

export const filterWheels = sqliteTable('filter_wheels', {
  id: integer('id').primaryKey(),
  name: text('name'),
  filterShape: text('filter_shape'),
  filterSize: real('filter_size'),
  positions: integer('positions'),
  device: text('device', { mode: 'json' }).$type<{ family: string; key: string; options: Json } | null>(),
  extra: text('extra', { mode: 'json' }).$type<Json>().notNull().default({}),
});

/** What is in which slot now. Slots count from 1. */
export const wheelSlots = sqliteTable(
  'wheel_slots',
  {
    filterWheelId: integer('filter_wheel_id')
      .notNull()
      .references(() => filterWheels.id),
    position: integer('position').notNull(),
    filterId: integer('filter_id')
      .notNull()
      .references(() => filters.id),
  },
  (table) => [primaryKey({ columns: [table.filterWheelId, table.position] })],
);

export const instruments = sqliteTable('instruments', {
  id: integer('id').primaryKey(),
  name: text('name'),
  otaId: integer('ota_id'),
  cameraId: integer('camera_id'),
  filterWheelId: integer('filter_wheel_id'),
  configurationVersion: integer('configuration_version'),
  isActive: integer('is_active', { mode: 'boolean' }),
  inSetup: inSetup(),
  extra: text('extra', { mode: 'json' }).$type<Json>().notNull().default({}),
});
