/** From calibration's own terms to what the screen shows. */
import type { NeedCoverage, TakenFrame } from '../calibration/coverage.ts';
import { whyNoTask } from '../calibration/missing-tasks.ts';
import { setTitle } from '../calibration/titles.ts';
import type { Objection } from '../contract/calibration-reason.ts';
import type { CalibrationSet } from '../contract/calibration-set.ts';
import type {
  CalibrationNeedView,
  CalibrationQualityView,
  CoverageRowView,
  MasterView,
  TitledSets,
} from '../contract/calibration-views.ts';
import { type CalibrationNeed, DEFAULT_RULES, type Mismatch } from '../tasks/calibration-matching.ts';

type FilterName = (id: number) => string | undefined;

/** @param masters oldest first */
export function needView(
  coverage: NeedCoverage,
  masters: readonly MasterView[],
  filterName: FilterName,
): CalibrationNeedView {
  const { need, wanted, have, queued, lacks, newestAt } = coverage;
  const remark = whyNoTask(need) ?? staleRemark(coverage);
  const set = setOfNeed(need, filterName);
  return {
    ...{ ...set, title: setTitle(set) },
    ...{ wanted, have, queued, lacks },
    newestAt: newestAt === null ? null : new Date(newestAt).toISOString(),
    ...{ remark: remark?.message ?? '', remarkFacts: remark?.facts ?? null },
    staleMaster: masterFrom(masters, coverage) === undefined ? staleMasterOf(masters, coverage) : null,
  };
}

/** Lights that a row names; of the others it tells how many. */
export const MOST_NAMED = 3;

/** The queued lights that have a need. */
export interface NeedingLights {
  readonly count: number;
  /** Uids of the first of them in queue order, `MOST_NAMED` at most. */
  readonly first: readonly string[];
}

export function coverageRow(
  coverage: NeedCoverage,
  lights: NeedingLights,
  masters: readonly MasterView[],
  names: { readonly filter: FilterName; readonly task: (uid: string) => string },
): CoverageRowView {
  const { nearMiss, serving } = coverage;
  return {
    ...needView(coverage, masters, names.filter),
    lightCount: lights.count,
    lights: lights.first.map((uid) => ({ uid, title: names.task(uid) })),
    quality: qualityOf(serving),
    nearMiss:
      nearMiss === null
        ? null
        : {
            frames: nearMiss.frames,
            reasons: ownReasons(nearMiss.reasons).map(({ message, facts }) => ({ message, facts })),
          },
    masterPath: masterFrom(masters, coverage)?.path ?? null,
  };
}

/** Another binning makes another size, which need not be said as well. */
function ownReasons(reasons: readonly Mismatch[]): readonly Mismatch[] {
  const binned = reasons.some(({ field }) => field === 'binning');
  return binned ? reasons.filter(({ field }) => field !== 'width' && field !== 'height') : reasons;
}

function qualityOf(frames: readonly TakenFrame[]): CalibrationQualityView | null {
  const levels = frames.map(({ medianAdu }) => medianAdu).filter((level) => level !== null);
  if (levels.length === 0) return null;
  const temperatures = frames.map(({ temperatureC }) => temperatureC).filter((each) => each !== undefined);
  const measured = temperatures.length > 0;
  return {
    lowestAdu: Math.min(...levels),
    highestAdu: Math.max(...levels),
    saturationAdu: Math.min(...frames.map(({ saturationAdu }) => saturationAdu)),
    coldestC: measured ? Math.min(...temperatures) : null,
    warmestC: measured ? Math.max(...temperatures) : null,
  };
}

/** The newest of those that are fresh and hold nothing but frames that serve. Masters come oldest first. */
function masterFrom(masters: readonly MasterView[], { need, serving }: NeedCoverage): MasterView | undefined {
  const uids = new Set(serving.map(({ uid }) => uid));
  return masters.findLast(
    ({ kind, inputs, stale }) =>
      kind === need.kind && stale.length === 0 && inputs.length > 0 && inputs.every(({ name }) => uids.has(name)),
  );
}

/** The newest of those that would hold what serves, were they not stale. */
function staleMasterOf(
  masters: readonly MasterView[],
  { need, serving }: NeedCoverage,
): CalibrationNeedView['staleMaster'] {
  const uids = new Set(serving.map(({ uid }) => uid));
  const found = masters.findLast(
    ({ kind, inputs, stale }) => kind === need.kind && stale.length > 0 && inputs.some(({ name }) => uids.has(name)),
  );
  return found === undefined ? null : { path: found.path, reasons: found.stale };
}

function staleRemark({ need, lacks, newestStaleAt }: NeedCoverage): Objection | null {
  if (lacks === 0 || newestStaleAt === null) return null;
  const { kind } = need;
  const newest = new Date(newestStaleAt).toISOString().slice(0, 10);
  const servesDays = DEFAULT_RULES.freshDays[kind];
  return {
    message: `Those of ${newest} are too old: a ${kind} serves for ${servesDays} days.`,
    facts: { code: 'too-old', kind, newest, servesDays },
  };
}

/** The frames that would serve a need. */
export function setOfNeed(need: CalibrationNeed, filterName: FilterName): CalibrationSet {
  return {
    kind: need.kind,
    filterName: need.kind === 'flat' ? nameOfFilter(need.filter, filterName) : null,
    exposureS: need.kind === 'dark' ? need.exposureS : null,
    temperatureC: need.kind === 'dark' ? (need.temperatureC ?? null) : null,
    binning: need.binning ?? 1,
    gain: typeof need.gain === 'number' ? need.gain : null,
  };
}

export function titledSets(sets: readonly CalibrationSet[]): TitledSets {
  return { title: sets.map(setTitle).join('; '), sets };
}

function nameOfFilter(filter: number | string | null, filterName: FilterName): string | null {
  return typeof filter === 'number' ? (filterName(filter) ?? `filter ${filter}`) : filter;
}
