/** When an alarm that nobody acknowledges is stepped up, which makes it louder and more frequent. Pure. */
import type { AlarmSeverity, AlarmState, Escalation } from '../contract/alarms.ts';

/**
 * Seconds without an acknowledgement after which the first and the second step come; null: it is never stepped up. A person
 * in the room is given the time to walk to the screen; one who sleeps is woken before much of the night is lost.
 */
const STEPS_S: Readonly<Record<AlarmSeverity, readonly [number, number] | null>> = {
  notice: null,
  warning: [900, 3600],
  serious: [180, 600],
  critical: [60, 300],
};

/**
 * @param waitedS for which it has been raised without being acknowledged, s
 * @param so how far it had been stepped up: a step is not taken back before somebody acknowledges
 */
export function escalate(severity: AlarmSeverity, state: AlarmState, waitedS: number, so: Escalation): Escalation {
  const steps = STEPS_S[severity];
  // What went away by itself waits for morning without getting louder.
  if (state !== 'raised' || steps === null) return so;
  const due: Escalation = waitedS >= steps[1] ? 2 : waitedS >= steps[0] ? 1 : 0;
  return due > so ? due : so;
}
