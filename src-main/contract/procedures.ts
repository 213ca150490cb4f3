/**
 * The procedure table: everything a screen or a script can ask of the console. Each host registers this same table on
 * its own channel. Inputs are checked with the schema that stands here; outputs are typed.
 */
import { z } from 'zod';
import type { AlarmView } from './alarms.ts';
import type {
  BadPixelMapView,
  CalibrationNeedView,
  CalibrationQueuedView,
  CalibrationStatusView,
  CoverageView,
  FrameCalibrationView,
  LightsExportedView,
  MasterListView,
  MasterNumbersView,
  MastersBuiltView,
  MastersRebuiltView,
  SensorView,
} from './calibration-views.ts';
import type { DoctorCheck } from './doctor-check.ts';
import type { FrameStarsView, NightLight } from './frame-measurement.ts';
import type { ImportReport } from './import-report.ts';
import type { TimelineView } from './timeline-view.ts';
import type { MeasuredView, TrendsView } from './trend-views.ts';
import type {
  ConsoleState,
  DraftPreview,
  FrameView,
  ListedDevice,
  LogEntry,
  QueueRow,
  TaskDetail,
  TaskDraft,
  UndoView,
} from './views.ts';
import {
  COMBINE_METHODS,
  FLAT_LIGHT_SOURCES,
  FRAME_STATES,
  FRAME_TYPES,
  LOG_LEVELS,
  LOOP_ORDERS,
  MORNING_CHOICES,
  OPTICAL_TASK_TYPES,
  SENSOR_QUANTITIES,
} from './vocabulary.ts';

const uid = z.guid();
const uids = z.array(uid).min(1).max(10_000);
const nothing = z.object({}).strict();
const why = z.string().trim().min(1, 'say why, in a few words').max(500);
const utc = z.iso.datetime({ offset: true });
const page = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };

export const taskDraftSchema: z.ZodType<TaskDraft> = z
  .object({
    taskType: z.enum(OPTICAL_TASK_TYPES),
    title: z.string().max(200),
    requiredExposureS: z.number().nullable(),
    maxExposureS: z.number().nullable(),
    frames: z.number().nullable(),
    filterIds: z.array(z.int()).max(64),
    tiles: z.array(z.object({ raDeg: z.number(), decDeg: z.number(), name: z.string().max(100).optional() })).max(1000),
    loopOrder: z.enum(LOOP_ORDERS),
    temperatureC: z.number().nullable(),
    temperatureToleranceC: z.number().nullable(),
    binning: z.number(),
    gain: z.number().nullable(),
    flatTargetFraction: z.number().nullable(),
    flatMinExposureS: z.number().nullable(),
    flatMaxExposureS: z.number().nullable(),
    flatLight: z.enum(FLAT_LIGHT_SOURCES).default('panel'),
    earliestStart: utc.nullable(),
    plannedStart: utc.nullable(),
    expiration: utc.nullable(),
  })
  .strict();

export const QUEUE_SORTS = [
  'place',
  'title',
  'taskType',
  'status',
  'progress',
  'plannedStart',
  'expiration',
  'modifiedOn',
] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** Where queue rows go: before or after another task, or to an end of the queue. */
export const moveTargetSchema = z.union([
  z.object({ before: uid }).strict(),
  z.object({ after: uid }).strict(),
  z.object({ end: z.enum(['first', 'last']) }).strict(),
]);
export type MoveTarget = z.infer<typeof moveTargetSchema>;

const subFrame = z.object({
  /** Unbinned pixels, origin at the sensor's first pixel. */
  x: z.int().min(0),
  y: z.int().min(0),
  width: z.int().min(1),
  height: z.int().min(1),
});

/** `command` changes something and is logged with who asked; `query` only looks. */
interface Procedure<Input extends z.ZodType, Output> {
  readonly kind: 'query' | 'command';
  readonly input: Input;
  /** Exists for its type only. */
  readonly output?: Output;
}
function query<Output>() {
  return <Input extends z.ZodType>(input: Input): Procedure<Input, Output> => ({ kind: 'query', input });
}
function command<Output>() {
  return <Input extends z.ZodType>(input: Input): Procedure<Input, Output> => ({ kind: 'command', input });
}

export const procedures = {
  'console.state': query<ConsoleState>()(nothing),
  /** Tonight as a line: what was done, what is planned, what will not fit. */
  'night.timeline': query<TimelineView>()(nothing),

  'queue.page': query<{ total: number; revision: number; rows: QueueRow[] }>()(
    z
      .object({
        ...page,
        statuses: z.array(z.string().max(64)).max(32).optional(),
        taskTypes: z.array(z.string().max(64)).max(32).optional(),
        /** Matches title, filter names, uid and id. */
        text: z.string().max(200).optional(),
        sort: z.enum(QUEUE_SORTS).default('place'),
        descending: z.boolean().default(false),
      })
      .strict(),
  ),
  'queue.detail': query<TaskDetail>()(z.object({ uid }).strict()),
  'queue.preview': query<DraftPreview>()(z.object({ draft: taskDraftSchema }).strict()),
  'queue.create': command<{ uid: string }>()(
    z.object({ draft: taskDraftSchema, to: moveTargetSchema.optional() }).strict(),
  ),
  'queue.edit': command<{ uid: string }>()(z.object({ uid, draft: taskDraftSchema }).strict()),
  'queue.duplicate': command<{ uid: string }>()(z.object({ uid }).strict()),
  'queue.cancel': command<{ canceled: number }>()(z.object({ uids, why }).strict()),
  'queue.move': command<{ moved: number }>()(z.object({ uids, to: moveTargetSchema }).strict()),
  'queue.import': command<ImportReport>()(z.object({ text: z.string().max(1_000_000_000) }).strict()),
  'queue.export': query<{ text: string }>()(z.object({ statuses: z.array(z.string()).optional() }).strict()),
  'queue.loadSampleNight': command<ImportReport>()(nothing),

  /** Starts or resumes. `untilIdle`: end when nothing can be run now, instead of waiting for windows to open. */
  'run.start': command<null>()(z.object({ untilIdle: z.boolean().default(false) }).strict()),
  /** Ends the run after the frame that is being taken. */
  'run.pause': command<null>()(nothing),
  /** Aborts the frame that is being taken and stops; the frame is lost, never counted. */
  'run.stopNow': command<null>()(nothing),
  /** Leaves the present task for this run and goes on with the next one. */
  'run.skipTask': command<null>()(nothing),
  /** Drops the frame that is being taken and goes on; it will be taken again. */
  'run.abortFrame': command<null>()(nothing),
  'run.answer': command<null>()(z.object({ id: z.string(), answer: z.string() }).strict()),

  'frames.page': query<{ total: number; rows: FrameView[] }>()(
    z
      .object({
        ...page,
        taskUid: uid.optional(),
        night: z.string().max(20).optional(),
        frameTypes: z.array(z.enum(FRAME_TYPES)).optional(),
        states: z.array(z.enum(FRAME_STATES)).optional(),
        filterName: z.string().max(64).optional(),
        /** Newest first unless true. */
        ascending: z.boolean().default(false),
      })
      .strict(),
  ),
  'frames.nights': query<{ nights: { night: string; frames: number }[] }>()(nothing),
  'frames.header': query<{ cards: { keyword: string; value: string; comment: string }[] }>()(
    z.object({ uid }).strict(),
  ),
  /** Which masters a light would be calibrated with, and why not where there is none. For light frames only. */
  'frames.calibration': query<FrameCalibrationView>()(z.object({ uid }).strict()),
  /** A light's stars, measured anew from its file where they are not at hand. Fails for frames of other types. */
  'frames.stars': query<FrameStarsView>()(z.object({ uid }).strict()),
  /**
   * Writes calibrated lights as 32-bit float FITS: those named, or the counted ones of a task, night and filter, or of some
   * of these. Into the data folder's `calibrated/<night>`; only the command line may name another folder. Nothing is written
   * while one of them lacks a master of a kind that may not be missing.
   */
  'frames.exportCalibrated': command<LightsExportedView>()(
    z
      .object({
        uids: uids.optional(),
        taskUid: uid.optional(),
        night: z.string().min(1).max(20).optional(),
        filterName: z.string().min(1).max(64).optional(),
        /** Kinds to go without where there is no master that serves. */
        allowMissing: z.array(z.enum(['bias', 'dark', 'flat'])).default([]),
        /** Leave bad pixels as they are, also where there is a map of them. */
        keepBadPixels: z.boolean().default(false),
        to: z.string().min(1).max(4096).optional(),
      })
      .strict(),
  ),
  /** Ends that export; files that are finished stay. `stopped` is false when there was none. */
  'frames.stopExport': command<{ stopped: boolean }>()(nothing),
  /** A night's lights that were measured, in the order taken; of more than 3000 the newest. */
  'frames.night': query<{ lights: readonly NightLight[] }>()(z.object({ night: z.string().max(20) }).strict()),
  'frames.reject': command<{ changed: number }>()(z.object({ uids, why }).strict()),
  'frames.restore': command<{ changed: number }>()(z.object({ uids }).strict()),

  /** Holds every ledger row that has a file against that file: there, whole, of the right hash, with the right header. */
  'frames.verify': query<{ checked: number; problems: { uid: string; path: string; message: string }[] }>()(nothing),

  /** What each queued light task has and lacks of bias, darks and flats. */
  'calibration.status': query<CalibrationStatusView>()(nothing),
  /** The same the other way about: each need of the queued lights once, with what there is for it. */
  'calibration.coverage': query<CoverageView>()(nothing),
  /** What one queued light task needs; null for a task of another type, or of another instrument. */
  'calibration.needs': query<{ needs: CalibrationNeedView[] | null }>()(z.object({ uid }).strict()),
  /** Queues the calibration tasks that would take what is lacking, in the order that costs least. One step to take back. */
  'calibration.queue': command<CalibrationQueuedView>()(nothing),
  /** What is done by itself, when a night is over, about calibration that its lights lack. */
  'calibration.setMorning': command<null>()(z.object({ choice: z.enum(MORNING_CHOICES) }).strict()),
  /**
   * Gain, read noise, full well and dark current of a camera, from bias frames, flats and darks, kept for the trends. Files
   * as for masters.
   */
  'calibration.sensor': command<SensorView>()(
    z.object({ files: z.array(z.string().min(1)).min(1).max(1000) }).strict(),
  ),
  /** Measures what the ledger's calibration frames and the masters tell of the sensors and is not measured yet. */
  'calibration.measure': command<MeasuredView>()(nothing),
  /** How bias level, read noise, gain, dark current, flat level and the masters' noise changed over the nights. */
  'calibration.trends': query<TrendsView>()(z.object({ quantity: z.enum(SENSOR_QUANTITIES).optional() }).strict()),
  /**
   * Builds masters: from the ledger's frames, each set that has enough and no master yet; or one from the files named.
   * Files must lie in the data folder, unless the command line names them.
   */
  'masters.build': command<MastersBuiltView>()(
    z
      .object({
        kind: z.enum(['bias', 'dark', 'flat']).optional(),
        method: z.enum(COMBINE_METHODS).optional(),
        /** Clipping methods: standard deviations from the median. Below 1.5 a pixel might keep no value at all. */
        sigma: z.number().min(1.5).max(20).optional(),
        /** Clipping methods: most rounds. */
        rounds: z.int().min(1).max(20).optional(),
        /** Min/max: values left out at either end. */
        drop: z.int().min(1).max(100).optional(),
        /** Darks: take the master bias that fits off, which makes the dark one that scales with the exposure. */
        subtractBias: z.boolean().optional(),
        files: z.array(z.string().min(1)).max(5000).optional(),
      })
      .strict(),
  ),
  /** Finds hot, cold and noisy pixels in darks and flats, and writes the map of them. Files as for masters. */
  'masters.badPixels': command<BadPixelMapView>()(
    z.object({ files: z.array(z.string().min(1)).min(1).max(1000) }).strict(),
  ),
  /**
   * Builds stale masters and bad-pixel maps anew from those of their frames that still count: those named, with the stale
   * masters in them, or all. The old files are moved to `masters/replaced`.
   */
  'masters.rebuild': command<MastersRebuiltView>()(z.object({ uids: uids.optional() }).strict()),
  /** Ends building masters; the one in hand is not written. `stopped` is false when none was being built. */
  'masters.stop': command<{ stopped: boolean }>()(nothing),
  'masters.list': query<MasterListView>()(nothing),
  /** What the values of a master are like. */
  'masters.numbers': query<MasterNumbersView>()(z.object({ uid }).strict()),

  /** Devices that can be seen now, and those that the set-up names. */
  'devices.list': query<{ devices: ListedDevice[] }>()(nothing),
  /** Gives a device that is there to an instrument as its camera or wheel, and takes over what the device says of itself. */
  'devices.assign': command<null>()(
    z.object({ instrumentId: z.int(), family: z.string().min(1).max(64), key: z.string().min(1).max(200) }).strict(),
  ),
  'devices.connect': command<null>()(z.object({ instrumentId: z.int() }).strict()),
  'devices.disconnect': command<null>()(z.object({ instrumentId: z.int() }).strict()),
  'devices.cool': command<null>()(z.object({ instrumentId: z.int(), setPointC: z.number().min(-60).max(40) }).strict()),
  /** Warms the sensor up on a ramp, then switches the cooler off. */
  'devices.warmUp': command<null>()(z.object({ instrumentId: z.int() }).strict()),
  'devices.moveWheel': command<null>()(z.object({ instrumentId: z.int(), slot: z.int().min(1).max(64) }).strict()),
  'devices.testFrame': command<{ frameUid: string }>()(
    z
      .object({
        instrumentId: z.int(),
        frameType: z.enum(FRAME_TYPES),
        exposureS: z.number().min(0).max(7200),
        binning: z.int().min(1).max(16),
        subFrame: subFrame.optional(),
      })
      .strict(),
  ),
  'devices.abortTestFrame': command<null>()(z.object({ instrumentId: z.int() }).strict()),
  /**
   * Simulated devices only: makes one misbehave; kinds and parameters are the family's own, `clear` ends them. The clock
   * knows `step` with `byS`.
   */
  'devices.injectFault': command<null>()(
    z
      .object({
        device: z.enum(['camera', 'wheel', 'clock']),
        kind: z.string().min(1).max(64),
        parameters: z.record(z.string(), z.number()).default({}),
      })
      .strict(),
  ),
  /** Simulated devices only: how many times faster their waiting passes. */
  'devices.setSpeed': command<null>()(z.object({ speed: z.number().min(1).max(10_000) }).strict()),

  /** Takes back the last step of the observer's that can be; fails when something since then stands in the way. */
  'undo.last': command<Pick<UndoView, 'message' | 'step'>>()(nothing),

  'log.page': query<{ entries: LogEntry[]; more: boolean }>()(
    z
      .object({
        /** Entries older than this id; the newest without it. */
        before: z.int().optional(),
        limit: z.int().min(1).max(500).default(200),
        levels: z.array(z.enum(LOG_LEVELS)).optional(),
        who: z.string().max(64).optional(),
        text: z.string().max(200).optional(),
        taskUid: uid.optional(),
      })
      .strict(),
  ),

  /** Alarms that are not over and seen, the most urgent first. */
  'alarms.open': query<{ alarms: readonly AlarmView[] }>()(nothing),
  /** Alarms that are over and seen, the newest first. */
  'alarms.past': query<{ alarms: AlarmView[]; more: boolean }>()(
    z
      .object({
        /** Older than this id; the newest without it. */
        before: z.int().optional(),
        limit: z.int().min(1).max(500).default(100),
      })
      .strict(),
  ),
  /** Somebody has seen these alarms; without ids, all that are open. */
  'alarms.acknowledge': command<{ acknowledged: number }>()(
    z.object({ ids: z.array(z.int()).min(1).max(1000).optional() }).strict(),
  ),

  /** What is wrong with this console's surroundings, and what to do about it. */
  'doctor.check': query<{ checks: DoctorCheck[] }>()(nothing),

  /** Site, instruments, cameras, wheels and filters as JSON, in the shape that `setup import` takes. */
  'setup.get': query<{ text: string }>()(nothing),
  'setup.save': command<null>()(z.object({ text: z.string().max(1_000_000) }).strict()),
} as const;

export type Procedures = typeof procedures;
export type ProcedureName = keyof Procedures;
/** What a caller passes: defaults may be left out. */
export type ProcedureInput<Name extends ProcedureName> = z.input<Procedures[Name]['input']>;
/** What the handler gets: checked, defaults filled in. */
export type CheckedInput<Name extends ProcedureName> = z.output<Procedures[Name]['input']>;
export type ProcedureOutput<Name extends ProcedureName> =
  Procedures[Name] extends Procedure<z.ZodType, infer Output> ? Output : never;

/** Who asked: a word for the log, such as `observer` or `cli`. */
export interface Caller {
  readonly who: string;
}

/** What stands behind the table. */
export type Handlers = {
  readonly [Name in ProcedureName]: (
    input: CheckedInput<Name>,
    caller: Caller,
  ) => Promise<ProcedureOutput<Name>> | ProcedureOutput<Name>;
};
