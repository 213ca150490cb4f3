/** What is to be heard of a change, and what a mute silences. Pure. */
import { type AlarmView, byUrgency, isNews } from '../../src-main/contract/alarms.ts';
import type { RunView } from '../../src-main/contract/views.ts';
import { repeatedAfterS, type Sound } from './sound-patterns.ts';

/** Ends by itself. */
export interface Mute {
  /** By the screen's own clock, ms. */
  readonly until: number;
  /** Alarms that were there when it was pressed. */
  readonly known: readonly number[];
}

/** Null when a change makes no sound: what is acknowledged, what only changed its words. */
export function soundOfAlarm(before: AlarmView | undefined, now: AlarmView): Sound | null {
  if (isNews(before, now)) return now.severity;
  const overByItself =
    (before?.state === 'raised' && now.state === 'returned') ||
    (before?.state === 'acknowledged' && now.state === 'cleared');
  return overByItself ? 'over' : null;
}

const isGoing = ({ state }: RunView) => state === 'running' || state === 'pausing' || state === 'stopping';

/** A run that ends by trouble has an alarm for it. */
export function soundOfRun(before: RunView, now: RunView): Sound | null {
  if (!isGoing(before) && isGoing(now)) return 'run-started';
  return isGoing(before) && !isGoing(now) && now.problem === null ? 'run-ended' : null;
}

/** A critical alarm that comes while muted is heard all the same: whoever muted did not know of it. */
export function isSilenced({ id, severity }: Pick<AlarmView, 'id' | 'severity'>, mute: Mute | null): boolean {
  return mute !== null && (severity !== 'critical' || mute.known.includes(id));
}

/** Only the most urgent alarm is repeated: several at once would be told apart by nobody. Null: none is due. */
export function dueRepetition(alarms: readonly AlarmView[], mute: Mute | null, silentForS: number): AlarmView | null {
  const [top] = alarms.filter((alarm) => alarm.state === 'raised' && !isSilenced(alarm, mute)).sort(byUrgency);
  if (top === undefined) return null;
  const afterS = repeatedAfterS(top.severity, top.escalation);
  return afterS !== null && silentForS >= afterS ? top : null;
}
