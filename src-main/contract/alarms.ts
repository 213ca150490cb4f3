/** Alarms: what needs a person, how badly, and whether one has seen it. */
import type { UtcText } from './views.ts';

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

/** How far an alarm that nobody acknowledges has been stepped up: 0 not yet, 2 as far as it goes. */
export type Escalation = 0 | 1 | 2;

/** What somebody who notices something says of it; the rest follows from its kind. */
export interface AlarmReport {
  readonly kind: AlarmKind;
  /** Tells causes of one kind apart: an instrument's id, a measurement's name. */
  readonly subject?: string;
  /** What is the matter, as a sentence. */
  readonly message: string;
  /** What to do about it, where the message's author knows better than the kind. */
  readonly advice?: string;
  /** Where it is not as bad, or worse, than its kind usually is. */
  readonly severity?: AlarmSeverity;
  readonly taskUid?: string | null;
  readonly frameUid?: string | null;
}

export interface AlarmView {
  readonly id: number;
  readonly kind: AlarmKind;
  /** Empty where a kind has only one cause. */
  readonly subject: string;
  readonly severity: AlarmSeverity;
  readonly state: AlarmState;
  /** Who noticed, as in the log: `runner`, `device`, `console`. */
  readonly source: string;
  readonly message: string;
  /** What to do. */
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
