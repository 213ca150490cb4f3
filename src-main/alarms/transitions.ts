/** What an alarm's state becomes of what happens to it. After ANSI/ISA-18.2's states, without its shelving. Pure. */
import { ALARM_SEVERITIES, type AlarmSeverity, type AlarmState } from '../contract/alarms.ts';
import type { AlarmDescription } from './catalogue.ts';

export type AlarmHappening =
  /** The cause is noticed. `worse`: more severely than before. */
  | { readonly kind: 'noticed'; readonly worse: boolean }
  | { readonly kind: 'acknowledged' }
  /** The cause is gone. */
  | { readonly kind: 'ended' };

/**
 * @param state of the cause's open alarm; `cleared` where it has none
 * @param severity of that alarm: what was only a notice need not be seen once it is over
 */
export function nextState(
  state: AlarmState,
  happening: AlarmHappening,
  severity: AlarmSeverity,
  ends: AlarmDescription['ends'],
): AlarmState {
  switch (happening.kind) {
    case 'noticed':
      // Something that happened once and happens again is news; something that goes on is not.
      return state === 'acknowledged' && !happening.worse ? 'acknowledged' : 'raised';
    case 'acknowledged':
      if (state === 'returned') return 'cleared';
      return state === 'raised' ? (ends === 'when-seen' ? 'cleared' : 'acknowledged') : state;
    case 'ended':
      if (state === 'raised') return severity === 'notice' ? 'cleared' : 'returned';
      return state === 'acknowledged' ? 'cleared' : state;
  }
}

export function isWorse(severity: AlarmSeverity, than: AlarmSeverity): boolean {
  return ALARM_SEVERITIES.indexOf(severity) > ALARM_SEVERITIES.indexOf(than);
}
