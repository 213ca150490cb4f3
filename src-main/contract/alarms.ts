/** Alarms: what needs a person, how badly, and whether one has seen it. */
import type { FrameReason } from './frame-reason.ts';
import type { DitherFailure, LeftFacts, TroubleFacts } from './run-reasons.ts';
import type { StarFacts } from './star-limits.ts';
import type { DeviceFault, UtcText } from './views.ts';

/** From what is good to know to what costs the night or its data; the words of LSST's operators, with one below theirs. */
export const ALARM_SEVERITIES = ['notice', 'warning', 'serious', 'critical'] as const;
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number];

/**
 * `raised`: the cause is there and nobody has acknowledged it. `acknowledged`: somebody has, and it is still there.
 * `returned`: it went away before anybody saw it. `cleared`: over and seen; history.
 */
export const ALARM_STATES = ['raised', 'acknowledged', 'returned', 'cleared'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** What can be the matter. Together with its subject, a kind is one cause, and a cause has one alarm. */
export const ALARM_KINDS = [
  'run.trouble',
  'run.asks',
  'run.interrupted',
  'queue.ended',
  'task.left',
  'frames.rejected',
  'frame.threshold',
  'dither.failed',
  'device.lost',
  'cooler.off-target',
  'disk.full',
  'disk.low',
  'backup.failed',
  'database.mended',
  'clock.stepped',
  'console.look-failed',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

/** What the sentence of each kind is made of, for a screen that words it itself. `why` is a sentence in English that has no code. */
export interface AlarmFacts {
  'run.trouble': TroubleFacts;
  'run.asks': { readonly about: 'cover' | 'dither' };
  'run.interrupted': { readonly recovered: number; readonly lost: number; readonly interrupted: number };
  /** `waits`: for windows and new tasks; else the run is over. */
  'queue.ended': { readonly waits: boolean };
  'task.left': LeftFacts & { readonly title: string };
  /** What the last of them was rejected for; alarms of earlier versions have it in English only. */
  'frames.rejected': { readonly inARow: number; readonly why: string; readonly reason?: FrameReason | null };
  'frame.threshold': StarFacts;
  'dither.failed': { readonly givenUp: boolean; readonly why: string; readonly failure?: DitherFailure };
  /** The name of one that was seen to be unplugged; null where it does not answer. */
  'device.lost': { readonly unplugged: string | null; readonly why: string; readonly fault?: DeviceFault };
  /** °C */
  'cooler.off-target': { readonly offC: number; readonly setPointC: number };
  'disk.full': { readonly writable: boolean };
  /** Frames; `needed` is null where the queue asks for no more than there is room for. */
  'disk.low': { readonly room: number; readonly needed: number | null };
  'backup.failed': { readonly why: string };
  'database.mended': { readonly why: string };
  /** By how much, ms, forward positive; `inFrame`: while a frame was being taken. */
  'clock.stepped': { readonly stepMs: number; readonly inFrame: boolean };
  'console.look-failed': { readonly why: string };
}

/** A kind with the facts that it has. */
export type AlarmCause = {
  [Kind in AlarmKind]: { readonly kind: Kind; readonly facts: AlarmFacts[Kind] };
}[AlarmKind];

/** How far an alarm that nobody acknowledges has been stepped up: 0 not yet, 2 as far as it goes. */
export type Escalation = 0 | 1 | 2;

/** What somebody who notices something says of it; the rest follows from its kind. */
export type AlarmReport = AlarmCause & {
  /** Tells causes of one kind apart: an instrument's id, a measurement's name. */
  readonly subject?: string;
  /** What is the matter, as a sentence in English. */
  readonly message: string;
  /** Where it is not as bad, or worse, than its kind usually is. */
  readonly severity?: AlarmSeverity;
  readonly taskUid?: string | null;
  readonly frameUid?: string | null;
};

export interface AlarmView {
  readonly id: number;
  readonly kind: AlarmKind;
  /** Empty where a kind has only one cause. */
  readonly subject: string;
  readonly severity: AlarmSeverity;
  readonly state: AlarmState;
  /** Who noticed, as in the log: `runner`, `device`, `console`. */
  readonly source: string;
  /** In English, as in the log. */
  readonly message: string;
  /** What the message is made of; null of an alarm that an earlier version kept. */
  readonly facts: AlarmFacts[AlarmKind] | null;
  /** What to do, in English. */
  readonly advice: string;
  readonly raisedAt: UtcText;
  /** When its cause was last noticed anew, and how many times it was. */
  readonly lastAt: UtcText;
  readonly count: number;
  readonly escalation: Escalation;
  readonly acknowledgedAt: UtcText | null;
  readonly acknowledgedBy: string | null;
  /** When its cause went away. */
  readonly endedAt: UtcText | null;
  readonly taskUid: string | null;
  readonly frameUid: string | null;
}

/** How a screen names alarms, for whoever has to tell of one when no screen can word it. */
export interface AlarmNames {
  readonly titles: Readonly<Record<AlarmSeverity, string>>;
  /** What is the matter, as far as the kind tells, and what to do. Null where the console's own sentences are in the language. */
  readonly kinds: Readonly<Record<AlarmKind, { readonly matter: string; readonly advice: string }>> | null;
}

type Urgency = Pick<AlarmView, 'id' | 'state' | 'severity' | 'escalation'>;

const STATE_ORDER: readonly AlarmState[] = ['raised', 'returned', 'acknowledged', 'cleared'];

/** For sorting: what nobody has seen first, in it the worst, in that the newest. */
export function byUrgency(one: Urgency, other: Urgency): number {
  return (
    STATE_ORDER.indexOf(one.state) - STATE_ORDER.indexOf(other.state) ||
    ALARM_SEVERITIES.indexOf(other.severity) - ALARM_SEVERITIES.indexOf(one.severity) ||
    other.id - one.id
  );
}

export function isUnacknowledged({ state }: Pick<AlarmView, 'state'>): boolean {
  return state === 'raised' || state === 'returned';
}

/** Whether a person should hear of it now: it is raised, and that is new, or again, or worse than it was. */
export function isNews(before: AlarmView | undefined, now: AlarmView): boolean {
  return (
    now.state === 'raised' &&
    (before?.state !== 'raised' ||
      now.count > before.count ||
      now.severity !== before.severity ||
      now.escalation > before.escalation)
  );
}
