/** What the log tells: a kind for each thing that happens, and what its sentence is made of. Every alarm is a kind of its own. */

import type { AlarmFacts, AlarmKind, AlarmView } from './alarms.ts';
import type { CalibrationSet } from './calibration-set.ts';
import type { FrameReason } from './frame-reason.ts';
import type { FailureFacts } from './refusal.ts';
import type { FlatLeft, OutOfTime } from './run-reasons.ts';
import type { DeviceFailure, FrameType, MorningChoice, SensorQuantity } from './vocabulary.ts';
import type { Worded } from './worded.ts';

export const LOG_KINDS = [
  'alarm.acknowledged',
  'alarm.escalated',
  'calibration.morning',
  'device.abort-failed',
  'device.assigned',
  'device.connected',
  'device.cooling',
  'device.disconnected',
  'device.filter',
  'device.plugged',
  'device.test-frame',
  'device.unplugged',
  'device.warming',
  'disk.well',
  'flat.left',
  'frame.aborted',
  'frame.failed',
  'frame.not-measured',
  'frame.rejected',
  'frame.restored',
  'frame.warning',
  'frames.exported',
  'ledger.rebuilt',
  'ledger.recovered',
  'master.built',
  'run.answered',
  'run.ended',
  'run.pausing',
  'run.started',
  'run.stopping',
  'sensor.off',
  'setup.saved',
  'simulation.fault',
  'simulation.speed',
  'task.canceled',
  'task.completed',
  'task.created',
  'task.edited',
  'task.expired',
  'task.out-of-time',
  'task.skipped',
  'tasks.canceled',
  'tasks.imported',
  'tasks.moved',
  'tasks.queued',
  'tasks.sample',
  'undo',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

/** An alarm, as far as its sentence goes. */
export type ToldAlarm = Pick<AlarmView, 'kind' | 'message' | 'facts'>;

/** Tasks that were changed in one step. */
export interface SomeTasks {
  readonly tasks: number;
  /** Of a single one. */
  readonly title: string | null;
}

/** What a comparison of the ledger with the frames on disk put right. */
export interface RebuiltCounts {
  /** Frames of files that the ledger did not have (or had as lost), and which count again. */
  readonly counted: number;
  /** Such frames that are kept and do not count: their cell has what it needs, their task is final or unknown. */
  readonly kept: number;
  /** Frames whose file has another place under frames/ than it had. */
  readonly moved: number;
  readonly lost: number;
  readonly tasksMade: number;
  readonly tasksRecounted: number;
}

/** `why` is a sentence in English that has no code; `title` names a task. */
export interface LogFacts extends Record<LogKind, object> {
  'alarm.acknowledged': { readonly alarm: ToldAlarm };
  'alarm.escalated': { readonly alarm: ToldAlarm; readonly minutes: number };
  'calibration.morning':
    | { readonly did: 'queued'; readonly end: 'sun-up' | 'lights-done'; readonly titles: readonly string[] }
    | {
        readonly did: 'not-queued';
        readonly title: string;
        /** What the title is made of; an earlier version kept only that. */
        readonly sets?: readonly CalibrationSet[];
        readonly why: string;
        readonly whyFacts?: FailureFacts | null;
      }
    | { readonly did: 'failed'; readonly why: string };
  'device.abort-failed': { readonly why: string };
  'device.assigned': { readonly instrument: string; readonly device: string; readonly kind: 'camera' | 'wheel' };
  'device.connected': { readonly instrument: string };
  /** °C */
  'device.cooling': { readonly setPointC: number };
  'device.disconnected': { readonly instrument: string };
  'device.filter': { readonly slot: number };
  'device.plugged': { readonly device: string };
  'device.test-frame': { readonly frameType: FrameType; readonly exposureS: number };
  'device.unplugged': { readonly device: string };
  'flat.left': FlatLeft;
  /** `then`: what the run does about it. */
  'frame.failed': {
    readonly failure: DeviceFailure;
    readonly why: string;
    readonly then: 'await-disk' | 'retry' | 'restart';
  };
  'frame.not-measured': { readonly why: string };
  /** `again`: by taking back that it was restored. */
  'frame.rejected': {
    readonly how: 'by-check' | 'by-hand' | 'again';
    readonly frames: number;
    readonly reason: Worded<FrameReason>;
  };
  'frame.restored': { readonly frames: number };
  'frame.warning': { readonly reason: FrameReason };
  'frames.exported': { readonly frames: number; readonly folder: string };
  /** `strange`: files that are not what they should be. */
  'ledger.rebuilt': RebuiltCounts & { readonly strange: number; readonly oneStrange: string | null };
  'ledger.recovered': { readonly recovered: number; readonly lost: number; readonly interrupted: number };
  /** `replaces`: the stale one that it was built for, whose path tells its kind, and where that is now. */
  'master.built': {
    readonly kind: Exclude<FrameType, 'light'> | 'bad-pixels' | null;
    readonly frames: number;
    readonly path: string;
    readonly replaces: { readonly path: string; readonly movedTo: string } | null;
  };
  'run.answered': { readonly about: 'cover' | 'dither'; readonly answer: string };
  'run.ended': { readonly how: 'queue-ended' | 'paused' | 'stopped' };
  'sensor.off': {
    readonly night: string;
    readonly quantity: SensorQuantity;
    readonly value: number;
    readonly nominal: number | null;
  };
  /** `morning`: where that alone was chosen. */
  'setup.saved': { readonly morning: MorningChoice | null };
  'simulation.fault': { readonly device: string; readonly kind: string };
  'simulation.speed': { readonly speed: number };
  /** `why` is what somebody typed. */
  'task.canceled': { readonly title: string; readonly why: string };
  'task.completed': { readonly title: string };
  'task.created': { readonly title: string };
  'task.edited': { readonly title: string };
  'task.out-of-time': OutOfTime & { readonly title: string };
  'tasks.canceled': SomeTasks;
  'tasks.imported': { readonly created: number; readonly updated: number; readonly unchanged: number };
  'tasks.moved': SomeTasks;
  'tasks.queued': SomeTasks;
  'tasks.sample': { readonly tasks: number };
  undo: { readonly step: LogCause };
}

/** A kind with the facts that it has. */
export type LogCause =
  | { [Kind in LogKind]: { readonly what: Kind; readonly facts: LogFacts[Kind] } }[LogKind]
  | { [Kind in AlarmKind]: { readonly what: Kind; readonly facts: AlarmFacts[Kind] } }[AlarmKind];

/** With the sentence that says it in English. */
export type LogWords = LogCause & { readonly message: string };
