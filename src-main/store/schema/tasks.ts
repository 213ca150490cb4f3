/**
 * OpticalImagingTask and its relationships. Columns have the wire's names; times are UTC ms; durations and exposures are s.
 * `extra` keeps the fields that only upstream knows, as they came.
 */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { HistoryReason } from '../../contract/history-reason.ts';

type Json = Record<string, unknown>;
const extra = () => text('extra', { mode: 'json' }).$type<Json>().notNull().default({});
const uid = () =>
  text('task_uid')
    .notNull()
    .references(() => tasks.uid);

export const tasks = sqliteTable(
  'tasks',
  {
    uid: text('uid').primaryKey(),
    id: integer('id'),
    taskType: text('task_type').notNull(),
    status: text('status').notNull(),
    otaId: integer('ota_id'),
    cameraId: integer('camera_id'),
    instrumentId: integer('instrument_id'),
    instrumentConfigurationVersion: integer('instrument_configuration_version'),
    requiredExposureTime: real('required_exposure_time').notNull(),
    maxExposureTime: real('max_exposure_time'),
    totalExposures: integer('total_exposures').notNull(),
    accumulatedExposureTime: real('accumulated_exposure_time').notNull(),
    observatoryAcquiredFrames: integer('observatory_acquired_frames').notNull(),
    progress: real('progress').notNull(),
    observationId: integer('observation_id'),
    requestId: integer('request_id'),
    observationIteration: integer('observation_iteration'),
    requestIteration: integer('request_iteration'),
    observingGrantId: integer('observing_grant_id'),
    queueAccessGrantId: integer('queue_access_grant_id'),
    schedulerRunId: integer('scheduler_run_id'),
    earliestStartTime: integer('earliest_start_time'),
    plannedStartTime: integer('planned_start_time'),
    expirationTime: integer('expiration_time'),
    plannedDuration: real('planned_duration'),
    totalPlannedDuration: real('total_planned_duration'),
    actualStartTime: integer('actual_start_time'),
    actualEndTime: integer('actual_end_time'),
    completedOn: integer('completed_on'),
    modifiedOn: integer('modified_on').notNull(),
    assetsRevision: integer('assets_revision').notNull(),

    /** This project's: what the observer calls it, the loop, the camera settings it wants. */
    title: text('title'),
    loopOrder: text('loop_order'),
    binning: integer('binning'),
    gainSetting: real('gain_setting'),
    /** This console's: place in the queue (any number; only the order matters). */
    queueOrder: real('queue_order').notNull(),
    /** This console's: seconds that the missing frames need; kept for sums over a long queue. */
    remainingS: real('remaining_s').notNull(),
    /** This console's: lower-case words to search. */
    searchText: text('search_text').notNull(),
    extra: extra(),
  },
  (table) => [
    index('tasks_by_order').on(table.queueOrder),
    // All that a filter looks at, so that looking for a few tasks among many reads no whole rows.
    index('tasks_to_search').on(table.queueOrder, table.status, table.taskType, table.searchText),
    // A long queue sorted by its times shows its first page without being sorted as a whole.
    index('tasks_by_planned_start').on(table.plannedStartTime, table.queueOrder),
    index('tasks_by_expiration').on(table.expirationTime, table.queueOrder),
    index('tasks_by_status').on(table.status, table.queueOrder),
    // Partial, so that thousands of tasks of past nights cost the run nothing.
    index('tasks_to_do')
      .on(table.instrumentId, table.queueOrder, table.remainingS)
      .where(sql`status in ('pending', 'interrupted', 'active')`),
    index('tasks_to_expire').on(table.expirationTime).where(sql`status in ('unassigned', 'pending')`),
  ],
);

/** The filters to take, in order. */
export const taskFilters = sqliteTable(
  'task_filters',
  {
    taskUid: uid(),
    seq: integer('seq').notNull(),
    filterId: integer('filter_id').notNull(),
    name: text('name'),
    extra: extra(),
  },
  (table) => [primaryKey({ columns: [table.taskUid, table.seq] })],
);

/** OpticalImagingTaskFilterWheelPosition. Fields are this project's choice. */
export const taskWheelPositions = sqliteTable(
  'task_filter_wheel_positions',
  {
    taskUid: uid(),
    seq: integer('seq').notNull(),
    id: integer('id'),
    filterId: integer('filter_id').notNull(),
    filterWheelId: integer('filter_wheel_id'),
    /** From 1. */
    position: integer('position').notNull(),
    extra: extra(),
  },
  (table) => [primaryKey({ columns: [table.taskUid, table.seq] })],
);

/** OpticalImagingTaskTile: a pointing of the mosaic, degrees J2000. Fields are this project's choice. */
export const taskTiles = sqliteTable(
  'task_tiles',
  {
    taskUid: uid(),
    seq: integer('seq').notNull(),
    id: integer('id'),
    tileIndex: integer('tile_index'),
    ra: real('ra').notNull(),
    dec: real('dec').notNull(),
    name: text('name'),
    extra: extra(),
  },
  (table) => [primaryKey({ columns: [table.taskUid, table.seq] })],
);

/**
 * The counts of each cell of a task (pointing × filter), in the order taken. The task's totals are derived from these.
 * A cell keeps its id when a new plan gives it another index, so that its frames still count for it.
 */
export const taskCells = sqliteTable(
  'task_cells',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    taskUid: uid(),
    cellIndex: integer('cell_index').notNull(),
    tileIndex: integer('tile_index'),
    filterId: integer('filter_id'),
    /** 0 for a cell that a new plan dropped after frames were taken for it: they still count. */
    plannedFrames: integer('planned_frames').notNull(),
    /** s; null while a flat's exposure is not known. */
    frameExposureS: real('frame_exposure_s'),
    requiredS: real('required_s').notNull(),
    attempted: integer('attempted').notNull().default(0),
    acquired: integer('acquired').notNull().default(0),
    accepted: integer('accepted').notNull().default(0),
    accumulatedS: real('accumulated_s').notNull().default(0),
    /** What of these counts came along with an imported task: the rest follows from this console's own frames. */
    attemptedElsewhere: integer('attempted_elsewhere').notNull().default(0),
    acquiredElsewhere: integer('acquired_elsewhere').notNull().default(0),
    acceptedElsewhere: integer('accepted_elsewhere').notNull().default(0),
    accumulatedElsewhereS: real('accumulated_elsewhere_s').notNull().default(0),
    /** Accepted frames beyond the plan that somebody asked for: by restoring frames, by a smaller plan, by an import. */
    surplusAllowed: integer('surplus_allowed').notNull().default(0),
  },
  (table) => [index('task_cells_by_task').on(table.taskUid, table.cellIndex)],
);

/** ObservationRequest of one task; ids of requests repeat over iterations, so the row belongs to the task. */
export const taskRequests = sqliteTable('task_requests', {
  taskUid: text('task_uid')
    .primaryKey()
    .references(() => tasks.uid),
  id: integer('id'),
  exposureTime: real('exposure_time'),
  targetSnr: real('target_snr'),
  targetFullWellFraction: real('target_full_well_fraction'),
  requiredFrames: integer('required_frames'),
  expiresOn: integer('expires_on'),
  ccdTemperatureC: real('ccd_temperature_c'),
  temperatureBand: real('temperature_band'),
  exposureTimeSec: real('exposure_time_sec'),
  filterIds: text('filter_ids', { mode: 'json' }).$type<number[]>(),
  minExposureTimeSec: real('min_exposure_time_sec'),
  maxExposureTimeSec: real('max_exposure_time_sec'),
  extra: extra(),
});

/** ObservationTaskAssignmentHistory. Fields are this project's choice. */
export const taskHistory = sqliteTable(
  'task_history',
  {
    rowId: integer('row_id').primaryKey({ autoIncrement: true }),
    taskUid: uid(),
    at: integer('at'),
    who: text('who'),
    fromStatus: text('from_status'),
    toStatus: text('to_status'),
    why: text('why'),
    /** What that is made of; null where a person typed it, it came from elsewhere, or an earlier version wrote it. */
    whyFacts: text('why_facts', { mode: 'json' }).$type<HistoryReason>(),
    extra: extra(),
  },
  (table) => [index('task_history_by_task').on(table.taskUid, table.rowId)],
);

/** ObservationAssetTaskInfo: the data-bearing files, one row for each frame that counts. */
export const taskAssets = sqliteTable(
  'task_asset_infos',
  {
    rowId: integer('row_id').primaryKey({ autoIncrement: true }),
    taskUid: uid(),
    id: integer('id'),
    frameUid: text('frame_uid'),
    role: text('role'),
    path: text('path'),
    sha256: text('sha256'),
    bytes: integer('bytes'),
    extra: extra(),
  },
  (table) => [index('task_asset_infos_by_task').on(table.taskUid, table.rowId)],
);

/** ObservationTaskResult. Its fields are not documented, so the record is kept whole. */
export const taskResults = sqliteTable('task_results', {
  taskUid: text('task_uid')
    .primaryKey()
    .references(() => tasks.uid),
  body: text('body', { mode: 'json' }).$type<Json>().notNull(),
});

/** Observations that tasks belong to. */
export const observations = sqliteTable('observations', {
  id: integer('id').primaryKey(),
  status: text('status'),
  priority: real('priority'),
  startAfter: integer('start_after'),
  cancelOn: integer('cancel_on'),
  extra: extra(),
});

/** Accounting records: under which grant, through which queue access, from which scheduler run. Fields are this project's choice. */
export const observingGrants = sqliteTable('observing_grants', {
  id: integer('id').primaryKey(),
  name: text('name'),
  extra: extra(),
});
export const queueAccessGrants = sqliteTable('queue_access_grants', {
  id: integer('id').primaryKey(),
  name: text('name'),
  extra: extra(),
});
export const schedulerRuns = sqliteTable('scheduler_runs', {
  id: integer('id').primaryKey(),
  startedOn: integer('started_on'),
  name: text('name'),
  extra: extra(),
});
