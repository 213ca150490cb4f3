/** The frame ledger and the night's event log. */
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { FrameMeasurement } from '../../contract/frame-measurement.ts';
import type { FrameReason } from '../../contract/frame-reason.ts';
import type { LogCause } from '../../contract/log-lines.ts';
import type { FrameStatistics } from '../../contract/views.ts';
import type { FrameState, FrameType, LogLevel } from '../../contract/vocabulary.ts';
import { taskCells, tasks } from './tasks.ts';

/** One row for each frame that was ever intended. Written before the shutter opens, never deleted. */
export const frames = sqliteTable(
  'frames',
  {
    /** Also the order in which frames were intended. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    uid: text('uid').notNull().unique(),
    /** Null for a test frame. */
    taskUid: text('task_uid').references(() => tasks.uid),
    purpose: text('purpose').$type<'task' | 'test'>().notNull(),
    frameType: text('frame_type').$type<FrameType>().notNull(),
    state: text('state').$type<FrameState>().notNull(),
    reason: text('reason').notNull().default(''),
    /** What the reason is made of; null where there is none, a person typed it, or an earlier version wrote it. */
    reasonFacts: text('reason_facts', { mode: 'json' }).$type<FrameReason>(),
    /** The cell that the frame counts for; null for a test frame. */
    cellId: integer('cell_id').references(() => taskCells.id),
    /** The cell's index when the frame was intended; a new plan may have given the cell another one since. */
    cellIndex: integer('cell_index').notNull(),
    tileIndex: integer('tile_index'),
    filterId: integer('filter_id'),
    filterName: text('filter_name'),
    /** From 1, over all attempts at the cell. */
    attempt: integer('attempt').notNull(),
    /** Name of the observing night: '2026-11-22'. */
    night: text('night').notNull(),
    /** Where the file is, or would be: relative to the data folder, with '/'. */
    path: text('path').notNull(),
    /** The exposure intended; once written, the real one. s */
    exposureS: real('exposure_s').notNull(),
    startedAt: integer('started_at'),
    binning: integer('binning').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    gain: real('gain'),
    offset: real('offset'),
    readoutMode: text('readout_mode'),
    setPointC: real('set_point_c'),
    sensorStartC: real('sensor_start_c'),
    sensorEndC: real('sensor_end_c'),
    saturationAdu: real('saturation_adu').notNull(),
    eGain: real('e_gain'),
    readNoiseE: real('read_noise_e'),
    statistics: text('statistics', { mode: 'json' }).$type<FrameStatistics>(),
    /** Of lights, once their stars have been measured, which comes after the file is safe. */
    measurement: text('measurement', { mode: 'json' }).$type<FrameMeasurement>(),
    bytes: integer('bytes'),
    sha256: text('sha256'),
    createdAt: integer('created_at').notNull(),
    modifiedAt: integer('modified_at').notNull(),
  },
  (table) => [
    index('frames_by_task').on(table.taskUid, table.id),
    index('frames_by_cell').on(table.cellId),
    index('frames_by_night').on(table.night, table.id),
    index('frames_by_state').on(table.state),
  ],
);

export const logEntries = sqliteTable(
  'log_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    level: text('level').$type<LogLevel>().notNull(),
    who: text('who').notNull(),
    what: text('what').notNull(),
    message: text('message').notNull(),
    /** What the message is made of; null where an earlier version wrote the line. */
    facts: text('facts', { mode: 'json' }).$type<LogCause['facts']>(),
    taskUid: text('task_uid'),
    frameUid: text('frame_uid'),
  },
  (table) => [index('log_by_task').on(table.taskUid, table.id)],
);
