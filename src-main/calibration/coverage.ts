/** What the queued lights have and lack of bias, darks and flats. Pure. */
import {
  type CalibrationFrame,
  type CalibrationNeed,
  type CalibrationRules,
  DEFAULT_RULES,
  keyOfNeed,
  mismatches,
  needsOfLight,
  type PlannedLight,
} from '../tasks/calibration-matching.ts';
import type { ComingFrames } from './queued-tasks.ts';

export interface LightToServe {
  readonly uid: string;
  readonly light: PlannedLight;
}

export interface NeedCoverage {
  readonly need: CalibrationNeed;
  readonly wanted: number;
  /** Frames taken that serve, and frames that queued tasks will still take. */
  readonly have: number;
  readonly queued: number;
  readonly lacks: number;
  /** UTC, ms, of the newest frame that serves; null when none does. */
  readonly newestAt: number | null;
  /** UTC, ms, of the newest frame that would serve, were it not too old; null when there is none. */
  readonly newestStaleAt: number | null;
}

export interface Coverage {
  /** In the order given. Lights with equal needs share the same objects. */
  readonly lights: readonly { readonly uid: string; readonly needs: readonly NeedCoverage[] }[];
  /** Each need once, in the order first met. */
  readonly needs: readonly NeedCoverage[];
}

export function coverageOf(
  lights: readonly LightToServe[],
  taken: readonly CalibrationFrame[],
  coming: readonly ComingFrames[],
  now: number,
  rules: CalibrationRules = DEFAULT_RULES,
): Coverage {
  const byKey = new Map<string, NeedCoverage>();
  const covered = (need: CalibrationNeed): NeedCoverage => {
    const key = keyOfNeed(need);
    const known = byKey.get(key) ?? coverageOfNeed(need, taken, coming, now, rules);
    byKey.set(key, known);
    return known;
  };
  const served = lights.map(({ uid, light }) => ({ uid, needs: needsOfLight(light).map(covered) }));
  return { lights: served, needs: [...byKey.values()] };
}

function coverageOfNeed(
  need: CalibrationNeed,
  taken: readonly CalibrationFrame[],
  coming: readonly ComingFrames[],
  now: number,
  rules: CalibrationRules,
): NeedCoverage {
  const serving: number[] = [];
  const stale: number[] = [];
  for (const frame of taken) {
    const reasons = mismatches(need, frame, now, rules);
    if (reasons.length === 0) serving.push(frame.takenAt ?? now);
    else if (reasons.every(({ field }) => field === 'age')) stale.push(frame.takenAt ?? now);
  }
  const queued = coming
    .filter(({ frame }) => mismatches(need, frame, now, rules).length === 0)
    .reduce((sum, { count }) => sum + count, 0);
  const wanted = rules.wantedFrames[need.kind];
  const have = serving.length;
  return {
    need,
    ...{ wanted, have, queued },
    lacks: Math.max(0, wanted - have - queued),
    newestAt: newest(serving),
    newestStaleAt: newest(stale),
  };
}

function newest(times: readonly number[]): number | null {
  return times.reduce<number | null>((latest, time) => (latest === null || time > latest ? time : latest), null);
}
