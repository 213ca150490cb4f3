/** Which masters serve a frame, and every reason why the others do not. Pure. */
import type { MasterView } from '../../contract/calibration-views.ts';
import {
  type CalibrationFrame,
  type CalibrationNeed,
  type DarkNeed,
  type Mismatch,
  mismatches,
} from '../../tasks/calibration-matching.ts';

/** How far from a frame's a dark's temperature may be, °C. */
export const DARK_TOLERANCE_C = 0.5;

export interface JudgedMaster {
  readonly master: MasterView;
  /** Empty for one that serves. */
  readonly reasons: readonly Mismatch[];
}

/**
 * The masters of the kind that is needed.
 * @param at UTC, ms: when the frame was taken that they are for
 */
export function judged(need: CalibrationNeed, masters: readonly MasterView[], at: number): JudgedMaster[] {
  return masters
    .filter(({ kind }) => kind === need.kind)
    .map((master) => ({ master, reasons: [...mismatches(need, masterFacts(master), at), ...staleMismatches(master)] }));
}

function staleMismatches({ stale }: MasterView): Mismatch[] {
  return stale.map((reason) => ({ field: 'stale', ...reason }));
}

/** Of those that serve, the one taken nearest to that time, of several such the last; null when none serves. */
export function servingNearest(masters: readonly JudgedMaster[], at: number): MasterView | null {
  return nearestTo(
    masters.filter(({ reasons }) => reasons.length === 0),
    at,
  );
}

/** The one with the fewest reasons against it, of several such the nearest in time; null when there is none at all. */
export function nearMiss(masters: readonly JudgedMaster[], at: number): JudgedMaster | null {
  const fewest = Math.min(...masters.map(({ reasons }) => reasons.length));
  const closest = masters.filter(({ reasons }) => reasons.length === fewest);
  const nearest = nearestTo(closest, at);
  return closest.find(({ master }) => master === nearest) ?? null;
}

/**
 * A dark of the exposure that is needed; else one without bias that scales, the longest of them, whose noise grows least.
 * A dark without bias is of use only where there is a bias to take off as well.
 */
export function chooseDark(
  need: DarkNeed,
  masters: readonly MasterView[],
  bias: MasterView | null,
  at: number,
): { readonly dark: MasterView; readonly scaled: boolean } | null {
  const usable = masters.filter(({ kind, biasSubtracted }) => kind === 'dark' && (!biasSubtracted || bias !== null));
  const same = servingNearest(judged(need, usable, at), at);
  if (same !== null) return { dark: same, scaled: false };
  const scalable = usable
    .filter(({ biasSubtracted, exposureS }) => biasSubtracted && (exposureS ?? 0) > 0)
    .filter((master) => judged({ ...need, exposureS: master.exposureS! }, [master], at)[0]!.reasons.length === 0);
  const longest = Math.max(...scalable.map(({ exposureS }) => exposureS!));
  const dark = nearestTo(
    scalable.filter(({ exposureS }) => exposureS === longest).map((master) => ({ master, reasons: [] })),
    at,
  );
  return dark === null ? null : { dark, scaled: true };
}

function nearestTo(masters: readonly JudgedMaster[], at: number): MasterView | null {
  let best: { readonly master: MasterView; readonly apartMs: number } | null = null;
  for (const { master } of masters) {
    const apartMs = Math.abs((masterFacts(master).takenAt ?? at) - at);
    if (best === null || apartMs <= best.apartMs) best = { master, apartMs };
  }
  return best?.master ?? null;
}

/** A master's header in the terms of calibration matching. */
export function masterFacts(master: MasterView): CalibrationFrame {
  const { kind, readoutMode, gain, offset, width, height } = master;
  return {
    ...{ kind, readoutMode, gain, offset, width, height },
    camera: master.camera ?? undefined,
    telescope: master.telescope ?? undefined,
    binning: master.binning ?? undefined,
    exposureS: master.exposureS ?? undefined,
    temperatureC: master.temperatureC ?? undefined,
    filter: master.filterName,
    takenAt: master.newestInputAt === null ? null : Date.parse(master.newestInputAt),
  };
}
