/** What was measured of the sensors: one row for each quantity of each set of frames. */
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { FlatLightSource, SensorQuantity } from '../../contract/vocabulary.ts';

export const sensorMeasurements = sqliteTable(
  'sensor_measurements',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Which set of frames: the same set measured anew, because a frame came or was rejected, takes the rows' place. */
    setKey: text('set_key').notNull(),
    /** Hash over names and hashes of the frames: says whether the set is still the one measured. */
    framesKey: text('frames_key').notNull(),
    /** `ledger`: of a night's counted frames; `files`: of files that a person named; `master`: from a master's header. */
    source: text('source').$type<'ledger' | 'files' | 'master'>().notNull(),
    quantity: text('quantity').$type<SensorQuantity>().notNull(),
    /** e⁻, ADU, e⁻/ADU, e⁻/s or a fraction: see the contract's `TrendView`. */
    value: real('value').notNull(),
    /** What camera or set-up say of the same; null where they say nothing. */
    nominal: real('nominal'),
    /** When the newest of the frames was begun, and when they were measured. UTC ms */
    takenAt: integer('taken_at').notNull(),
    measuredAt: integer('measured_at').notNull(),
    /** Name of the observing night; null for named files. */
    night: text('night'),
    /** As the headers name it. */
    camera: text('camera'),
    readoutMode: text('readout_mode'),
    gain: real('gain'),
    offset: real('offset'),
    binning: integer('binning'),
    /** °C, of the sensor. */
    temperatureC: real('temperature_c'),
    /** Flats only. */
    filterName: text('filter_name'),
    light: text('light').$type<FlatLightSource>(),
    /** What else tells the series from others: `dark 60 s` of a master. */
    of: text('of').notNull().default(''),
    frameCount: integer('frame_count').notNull(),
    frames: text('frames', { mode: 'json' })
      .$type<readonly { readonly name: string; readonly sha256: string }[]>()
      .notNull(),
  },
  (table) => [
    uniqueIndex('sensor_measurements_of_set').on(table.setKey, table.quantity),
    index('sensor_measurements_by_quantity').on(table.quantity, table.takenAt),
  ],
);
