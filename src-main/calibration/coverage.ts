/** What the queued lights have and lack of bias, darks and flats. Pure. */
import {
  type CalibrationFrame,
  type CalibrationNeed,
  type CalibrationRules,
  DEFAULT_RULES,
  keyOfNeed,
  type Mismatch,
  mismatches,
  needsOfLight,
  type PlannedLight,
} from '../tasks/calibration-matching.ts';
import type { ComingFrames } from './queued-tasks.ts';

export interface LightToServe {
  readonly uid: string;
  /** Lights that share the object are looked at once. */
  readonly light: PlannedLight;
}

/** A calibration frame on disk, with what tells its quality. */
export interface TakenFrame extends CalibrationFrame {
  readonly uid: string;
  /** ADU; null where it was not measured. */
  readonly medianAdu: number | null;
  readonly saturationAdu: number;
}

/** Frames that come closest to a need without serving it, all for the same reasons. */
export interface NearMiss {
  readonly frames: number;
  /** Of the newest of them. */
  readonly reasons: readonly Mismatch[];
}

export interface NeedCoverage {
  readonly need: CalibrationNeed;
  readonly wanted: number;
  readonly serving: readonly TakenFrame[];
  /** Frames taken that serve, and frames that queued tasks will still take. */
  readonly have: number;
  readonly queued: number;
  readonly lacks: number;
  /** UTC, ms, of the newest frame that serves; null when none does. */
  readonly newestAt: number | null;
  /** UTC, ms, of the newest frame that would serve, were it not too old; null when there is none. */
  readonly newestStaleAt: number | null;
  /** Null when enough serve, or when nothing of the kind is there. */
  readonly nearMiss: NearMiss | null;
}

export interface Coverage {
  /** In the order given. Lights with equal needs share the same objects. */
  readonly lights: readonly { readonly uid: string; readonly needs: readonly NeedCoverage[] }[];
  /** Each need once, in the order first met. */
  readonly needs: readonly NeedCoverage[];
}

export function coverageOf(
  lights: readonly LightToServe[],
  taken: readonly TakenFrame[],
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
  const byLight = new Map<PlannedLight, NeedCoverage[]>();
  const needsOf = (light: PlannedLight): NeedCoverage[] => {
    const needs = byLight.get(light) ?? needsOfLight(light).map(covered);
    byLight.set(light, needs);
    return needs;
  };
  const served = lights.map(({ uid, light }) => ({ uid, needs: needsOf(light) }));
  return { lights: served, needs: [...byKey.values()] };
}

function coverageOfNeed(
  need: CalibrationNeed,
  taken: readonly TakenFrame[],
  coming: readonly ComingFrames[],
  now: number,
  rules: CalibrationRules,
): NeedCoverage {
  const ofKind = taken
    .filter(({ kind }) => kind === need.kind)
    .map((frame) => ({ frame, reasons: mismatches(need, frame, now, rules) }));
  const serving = ofKind.filter(({ reasons }) => reasons.length === 0).map(({ frame }) => frame);
  const stale = ofKind.filter(({ reasons }) => reasons.length > 0 && reasons.every(({ field }) => field === 'age'));
  const queued = coming
    .filter(({ frame }) => mismatches(need, frame, now, rules).length === 0)
    .reduce((sum, { count }) => sum + count, 0);
  const wanted = rules.wantedFrames[need.kind];
  const have = serving.length;
  const takenAt = (frame: CalibrationFrame) => frame.takenAt ?? now;
  return {
    need,
    ...{ wanted, serving, have, queued },
    lacks: Math.max(0, wanted - have - queued),
    newestAt: newest(serving.map(takenAt)),
    newestStaleAt: newest(stale.map(({ frame }) => takenAt(frame))),
    nearMiss: have >= wanted ? null : nearestOf(ofKind),
  };
}

/** Those that fail by the fewest reasons; among them the sort that the newest is of. Another filter is not near at all. */
function nearestOf(
  frames: readonly { readonly frame: TakenFrame; readonly reasons: readonly Mismatch[] }[],
): NearMiss | null {
  const missing = frames.filter(
    ({ reasons }) => reasons.length > 0 && reasons.every(({ field }) => field !== 'filter'),
  );
  const fewest = Math.min(...missing.map(({ reasons }) => reasons.length));
  const closest = missing.filter(({ reasons }) => reasons.length === fewest);
  const last = closest.reduce<(typeof closest)[number] | null>(
    (best, each) => (best === null || (each.frame.takenAt ?? 0) >= (best.frame.takenAt ?? 0) ? each : best),
    null,
  );
  if (last === null) return null;
  const sort = fieldsOf(last.reasons);
  return { frames: closest.filter(({ reasons }) => fieldsOf(reasons) === sort).length, reasons: last.reasons };
}

function fieldsOf(reasons: readonly Mismatch[]): string {
  return reasons.map(({ field }) => field).join();
}

function newest(times: readonly number[]): number | null {
  return times.reduce<number | null>((latest, time) => (latest === null || time > latest ? time : latest), null);
}
