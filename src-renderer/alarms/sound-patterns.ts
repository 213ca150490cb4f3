/**
 * What each sound is made of, and how often and how loud it comes. Told apart by rhythm, not by pitch alone: the number of
 * pulses goes by IEC 60601-1-8 (two for low, three for medium, twice five for high priority), which everybody who has been
 * near a monitor knows without having learnt it. Pure.
 */
import type { AlarmSeverity, Escalation } from '../../src-main/contract/alarms.ts';

export type Sound = AlarmSeverity | 'over' | 'run-started' | 'run-ended';

export interface Tone {
  readonly hz: number;
  /** From the beginning of the sound, s. */
  readonly atS: number;
  readonly lengthS: number;
}

const pulses = (hz: readonly number[], everyS: number, lengthS: number, fromS = 0): readonly Tone[] =>
  hz.map((one, i) => ({ hz: one, atS: fromS + i * everyS, lengthS }));

const FIVE = [988, 988, 988, 784, 988];

export const PATTERNS: Readonly<Record<Sound, readonly Tone[]>> = {
  notice: pulses([659], 0, 0.3),
  warning: pulses([659, 659], 0.3, 0.2),
  serious: pulses([784, 784, 784], 0.28, 0.18),
  critical: [...pulses(FIVE, 0.2, 0.13), ...pulses(FIVE, 0.2, 0.13, 1.4)],
  over: pulses([784, 523], 0.22, 0.2),
  'run-started': pulses([523, 659, 784], 0.14, 0.12),
  'run-ended': pulses([784, 659, 523], 0.14, 0.12),
};

/** Seconds between repetitions while nobody acknowledges, by how far the alarm has been stepped up. */
const REPEATED_S: Readonly<Record<AlarmSeverity, readonly [number, number, number] | null>> = {
  notice: null,
  warning: [600, 300, 120],
  serious: [60, 30, 15],
  critical: [15, 8, 5],
};

export function repeatedAfterS(severity: AlarmSeverity, escalation: Escalation): number | null {
  return REPEATED_S[severity]?.[escalation] ?? null;
}

const LOUDNESS = [0.4, 0.7, 1] as const;

/** As a fraction of the volume that is set: an alarm that nobody acknowledges gets louder. */
export function loudnessOf(escalation: Escalation): number {
  return LOUDNESS[escalation];
}
