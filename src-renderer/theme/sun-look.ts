/** When the look of the screen changes with the sun. Pure. */
import type { Theme } from '../state/theme.svelte.ts';

export const SUN_RULES = ['never', 'sunset', 'civil', 'nautical', 'astronomical'] as const;
export type SunRule = (typeof SUN_RULES)[number];

/** Altitude of the sun's centre below which it is night by each rule, degrees; sunset with refraction and semi-diameter. */
const NIGHT_BELOW_DEG: Readonly<Record<Exclude<SunRule, 'never'>, number>> = {
  sunset: -0.833,
  civil: -6,
  nautical: -12,
  astronomical: -18,
};

/** Null when the sun has no say. */
export function isNight(rule: SunRule, sunAltitudeDeg: number): boolean | null {
  return rule === 'never' ? null : sunAltitudeDeg < NIGHT_BELOW_DEG[rule];
}

/**
 * The look that a dusk or a dawn brings; null to leave things as they are. Only the crossing counts: what the observer chooses
 * between two of them stays.
 * @param wasNight as of the last look; null where the rule was chosen just now
 * @param byDay the look of the day
 */
export function lookAtCrossing(
  wasNight: boolean | null,
  night: boolean | null,
  now: Theme,
  byDay: Theme,
): Theme | null {
  if (night === null || night === wasNight) return null;
  const look = night ? 'night' : byDay;
  return look === now ? null : look;
}

/** After a press the hand is still there, ms: what would move or change under it waits. */
const HAND_AWAY_MS = 2_000;

/** Whether nobody is in the middle of a press, a drag or a word. */
export function isHandAway(pressed: boolean, lastInputMs: number, nowMs: number): boolean {
  return !pressed && nowMs - lastInputMs >= HAND_AWAY_MS;
}
