/** What the screen is shown: plain JSON, numbers with their units in the name, times as UTC ISO 8601 text. */
import type { AlarmView } from './alarms.ts';
import type { FrameMeasurement } from './frame-measurement.ts';
import type { FrameReason } from './frame-reason.ts';
import type { HistoryReason } from './history-reason.ts';
import type { LogCause } from './log-lines.ts';
import type { RunView } from './run-view.ts';
import type { FieldFault, TaskFault } from './task-fault.ts';
import type {
  DeviceFailure,
  FlatLightSource,
  FrameState,
  FrameType,
  LogLevel,
  LoopOrder,
  TaskStatus,
} from './vocabulary.ts';
import type { Worded } from './worded.ts';

export type { RunView };

/** A UTC instant, ISO 8601 with `Z`. */
export type UtcText = string;

/** A task as one line of the queue. `taskType` and `status` may hold words that only upstream knows. */
export interface QueueRow {
  readonly uid: string;
  readonly id: number | null;
  readonly title: string;
  readonly taskType: string;
  readonly status: TaskStatus | (string & {});
  /** Place in the queue, from 1 at the top, over all tasks. */
  readonly place: number;
  readonly filters: readonly string[];
  readonly tiles: number;
  /** First pointing, degrees J2000. */
  readonly raDeg: number | null;
  readonly decDeg: number | null;
  readonly requiredExposureS: number;
  readonly frameExposureS: number | null;
  readonly totalExposures: number;
  readonly acquiredFrames: number;
  readonly accumulatedExposureS: number;
  /** 0..1 */
  readonly progress: number;
  /** Exposure and readout that the missing frames still need. */
  readonly remainingS: number;
  readonly earliestStart: UtcText | null;
  readonly plannedStart: UtcText | null;
  readonly expiration: UtcText | null;
  readonly modifiedOn: UtcText;
  /** Why the console does not (or not now) run it; null when nothing is in the way. */
  readonly hindrance: Hindrance | null;
}

/** What a hindrance is made of beside its reason. */
interface HindranceFacts {
  radio: object;
  /** A type or status that this console does not know. */
  'unknown-type': { readonly unknown: 'type' | 'status'; readonly word: string };
  'not-before': object;
  expired: object;
  'no-time-left': object;
  'other-instrument': { readonly instrumentId: number | null };
  /** Those that no wheel holds. */
  'no-filter': { readonly filters: readonly string[] };
  unassigned: object;
  final: object;
  skipped: object;
  plan: { readonly fault: TaskFault };
}

/** Why a task stays in the queue instead of running. `message` says it in English. */
export type Hindrance = {
  [Reason in keyof HindranceFacts]: { readonly reason: Reason; readonly message: string } & HindranceFacts[Reason];
}[keyof HindranceFacts];

/** One cell of a task's grid: a pointing in a filter. Either may be absent. */
export interface CellView {
  readonly index: number;
  readonly tileIndex: number | null;
  readonly filterId: number | null;
  readonly filterName: string | null;
  readonly plannedFrames: number;
  readonly frameExposureS: number;
  /** Frames begun, safe on disk, and not rejected: three counts, never mixed. */
  readonly attempted: number;
  readonly acquired: number;
  readonly accepted: number;
  readonly accumulatedExposureS: number;
}

export interface HistoryEntry {
  readonly at: UtcText;
  readonly who: string;
  readonly fromStatus: string | null;
  readonly toStatus: string;
  /** In English, or as somebody typed it. */
  readonly why: string;
  /** What that is made of; null where somebody typed it, it came from elsewhere, or an earlier version kept it. */
  readonly whyFacts: HistoryReason | null;
}

export interface TaskDetail {
  readonly row: QueueRow;
  /** The record under its wire names, as an export gives it. */
  readonly record: Readonly<Record<string, unknown>>;
  readonly draft: TaskDraft | null;
  readonly loopOrder: LoopOrder;
  readonly cells: readonly CellView[];
  readonly history: readonly HistoryEntry[];
  /** Disagreements worth a look, such as a supplied total that is not what the plan gives. */
  readonly warnings: readonly Worded<TaskFault>[];
}

/** What the new/edit form holds. Exactly the fields a person decides; the plan follows from them. */
export interface TaskDraft {
  readonly taskType:
    | 'optical_imaging'
    | 'optical_imaging_bias_calibration'
    | 'optical_imaging_dark_calibration'
    | 'optical_imaging_flat_calibration';
  readonly title: string;
  /** Lights: total over all cells, s. */
  readonly requiredExposureS: number | null;
  /** Lights: longest single frame, s. Darks: exposure of each frame, s. */
  readonly maxExposureS: number | null;
  /** Bias, dark: number of frames. Flat: frames per filter. */
  readonly frames: number | null;
  readonly filterIds: readonly number[];
  /** Degrees, J2000. */
  readonly tiles: readonly { readonly raDeg: number; readonly decDeg: number; readonly name?: string | undefined }[];
  readonly loopOrder: LoopOrder;
  /** Sensor set point, °C; null = as the camera's default. */
  readonly temperatureC: number | null;
  readonly temperatureToleranceC: number | null;
  readonly binning: number;
  /** Camera's gain setting; null = as the readout mode's default. */
  readonly gain: number | null;
  /** Flats: level to reach as a fraction of full scale, 0..1, and the exposures allowed, s. */
  readonly flatTargetFraction: number | null;
  readonly flatMinExposureS: number | null;
  readonly flatMaxExposureS: number | null;
  /** What flats are taken of. */
  readonly flatLight: FlatLightSource;
  readonly earliestStart: UtcText | null;
  readonly plannedStart: UtcText | null;
  readonly expiration: UtcText | null;
}

/** What a draft would do, and what is wrong with it. Field names are those of TaskDraft. */
export interface DraftPreview {
  readonly problems: readonly FieldFault<keyof TaskDraft>[];
  readonly plan: {
    readonly cells: number;
    readonly frames: number;
    readonly framesPerCell: number;
    readonly frameExposureS: number;
    readonly totalExposureS: number;
    /** With readout and wheel moves. */
    readonly durationS: number;
  } | null;
}

/** Robust and plain statistics of a frame's pixels, ADU. */
export interface FrameStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  readonly standardDeviation: number;
  /** Median absolute deviation from the median (not scaled to sigma). */
  readonly mad: number;
  /** Fraction of pixels at or over the saturation level, 0..1. */
  readonly saturatedFraction: number;
}

export interface FrameView {
  readonly uid: string;
  readonly taskUid: string | null;
  readonly taskTitle: string;
  readonly frameType: FrameType;
  /** `task` frames count; `test` frames were taken by hand and never count. */
  readonly purpose: 'task' | 'test';
  readonly state: FrameState;
  /** Why it was rejected or lost, in English or as somebody typed it; empty otherwise. */
  readonly reason: string;
  /** What the reason is made of; null where there is none, somebody typed it, or an earlier version kept it. */
  readonly reasonFacts: FrameReason | null;
  readonly night: string;
  /** Relative to the data folder, with `/`. */
  readonly path: string | null;
  readonly cellIndex: number;
  readonly tileIndex: number | null;
  readonly filterName: string | null;
  readonly attempt: number;
  readonly exposureS: number;
  readonly startedAt: UtcText | null;
  readonly binning: number;
  readonly width: number;
  readonly height: number;
  readonly gain: number | null;
  readonly setPointC: number | null;
  readonly sensorC: number | null;
  /** ADU at which a pixel is saturated. */
  readonly saturationAdu: number;
  readonly statistics: FrameStatistics | null;
  /** Null until its stars have been measured; of frames other than lights always. */
  readonly measurement: FrameMeasurement | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** What the camera is doing with the frame in flight. Times are the console's clock. */
export interface ExposureView {
  readonly frameUid: string;
  readonly frameType: FrameType;
  readonly phase: 'exposing' | 'reading' | 'writing';
  readonly exposureS: number;
  readonly startedAt: UtcText;
  readonly endsAt: UtcText;
}

/** What an instrument's devices, or the way to them, fail by, and which of them where that is known. */
export interface DeviceFault {
  readonly failure: DeviceFailure;
  readonly device: 'camera' | 'wheel' | null;
}

export interface DeviceView {
  readonly instrumentId: number;
  readonly instrumentName: string;
  readonly connection: 'disconnected' | 'connecting' | 'connected' | 'failed';
  /** Why the connection failed or was lost, in English. */
  readonly problem: string | null;
  /** What kind of problem that is; null where there is none, or no device has it. */
  readonly fault: DeviceFault | null;
  readonly camera: {
    readonly model: string;
    readonly serial: string;
    readonly simulated: boolean;
    readonly width: number;
    readonly height: number;
    readonly pixelSizeUm: number;
    readonly bitDepth: number;
    readonly binnings: readonly number[];
    readonly hasShutter: boolean;
    readonly hasCooler: boolean;
    readonly sensorC: number | null;
    readonly setPointC: number | null;
    readonly coolerOn: boolean;
    /** 0..1; null where the camera does not say. */
    readonly coolerPower: number | null;
    readonly cooling: 'off' | 'cooling' | 'settling' | 'stable' | 'warming';
    readonly shutter: 'open' | 'closed' | 'none';
    readonly exposure: ExposureView | null;
  } | null;
  readonly wheel: {
    readonly model: string;
    readonly serial: string;
    readonly simulated: boolean;
    /** Slots are counted from 1, as the wheels' own protocols and INDI do. */
    readonly slots: readonly {
      readonly slot: number;
      readonly filterId: number | null;
      readonly filterName: string | null;
    }[];
    /** Null while it moves. */
    readonly position: number | null;
    readonly movingTo: number | null;
  } | null;
}

export interface LogEntry {
  readonly id: number;
  readonly at: UtcText;
  readonly level: LogLevel;
  /** `observer`, `runner`, `cli`, `import`, `console`, `device`. */
  readonly who: string;
  /** Machine word for what happened: `task.created`, `frame.rejected` …; of an alarm, its kind. */
  readonly what: string;
  /** In English. */
  readonly message: string;
  /** What the message is made of; null of a line that an earlier version wrote. */
  readonly facts: LogCause['facts'] | null;
  readonly taskUid: string | null;
  readonly frameUid: string | null;
}

export interface StatusCounts {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

export interface ClockView {
  /** The console's time when this was sent. With simulated waiting sped up it runs ahead of the wall clock. */
  readonly now: UtcText;
  /** By how much simulated waiting is shortened; 1 = real time. */
  readonly speed: number;
}

/** Room on the disk, and what the queue still asks for. */
export interface DiskView {
  readonly freeBytes: number;
  readonly writable: boolean;
  /** Full frames that fit beside what the console keeps free for itself. */
  readonly roomForFrames: number;
  readonly neededFrames: number;
}

/** What the last start found after an unexpected end. */
export interface RecoveryView {
  readonly at: UtcText;
  readonly recovered: number;
  readonly lost: number;
  readonly interrupted: number;
  /** The whole of it in a sentence: “3 frames recovered, 1 lost in mid exposure; going on with R 4 of 5.” */
  readonly message: string;
}

/** All that a page needs to be right at once, before the first event. */
export interface ConsoleState {
  readonly version: string;
  readonly host: 'electron' | 'browser' | 'cli';
  readonly dataFolder: string;
  readonly clock: ClockView;
  readonly site: SiteView;
  readonly night: NightView;
  readonly run: RunView;
  /** Those that are not over and seen, the most urgent first. */
  readonly alarms: readonly AlarmView[];
  readonly devices: readonly DeviceView[];
  readonly counts: StatusCounts;
  /** Changes with every change of any task. */
  readonly queueRevision: number;
  readonly lastFrames: readonly FrameView[];
  /** True on a folder without tasks: the screen offers a sample night. */
  readonly offerSampleNight: boolean;
  readonly disk: DiskView;
  /** Null when the last end was an orderly one. */
  readonly recovery: RecoveryView | null;
  /** The observer's last steps that can be taken back, the last one first. */
  readonly undo: readonly UndoView[];
  readonly filters: readonly { readonly id: number; readonly name: string; readonly slot: number | null }[];
}

export interface SiteView {
  readonly name: string;
  readonly observer: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly elevationM: number;
  /** IANA name, for showing site time. */
  readonly timeZone: string;
}

/** The observing night that the console's clock is in: from local noon to local noon, named by its first date. */
export interface NightView {
  readonly name: string;
  readonly sunset: UtcText | null;
  readonly astronomicalDusk: UtcText | null;
  readonly astronomicalDawn: UtcText | null;
  readonly sunrise: UtcText | null;
  readonly sunAltitudeDeg: number;
  readonly moonAltitudeDeg: number;
  readonly moonIlluminatedFraction: number;
}

/** A device that is plugged in, or simulated. */
export interface ListedDevice {
  readonly family: string;
  /** `unsupported`: the console sees it and has no driver for it. */
  readonly kind: 'camera' | 'wheel' | 'unsupported';
  /** Finds the same physical device again: its serial number, else its port. */
  readonly key: string;
  readonly model: string;
  readonly serial: string;
  readonly simulated: boolean;
  /** Name of the instrument that the set-up gives it to; null for a device that is merely there. */
  readonly instrument: string | null;
}

/** A step that can be taken back. */
export interface UndoView {
  readonly id: number;
  readonly at: UtcText;
  /** What was done: “Rejected a frame: satellite”; and what that is made of, as in the log. */
  readonly message: string;
  readonly step: LogCause;
}
