/** From calibration's own terms to what the screen shows. */
import type { NeedCoverage } from '../calibration/coverage.ts';
import { whyNoTask } from '../calibration/missing-tasks.ts';
import type { CalibrationNeedView } from '../contract/calibration-views.ts';
import { type CalibrationNeed, DEFAULT_RULES } from '../tasks/calibration-matching.ts';

type FilterName = (id: number) => string | undefined;

export function needView(coverage: NeedCoverage, filterName: FilterName): CalibrationNeedView {
  const { need, wanted, have, queued, lacks, newestAt } = coverage;
  return {
    kind: need.kind,
    title: needTitle(need, filterName),
    filterName: need.kind === 'flat' ? nameOfFilter(need.filter, filterName) : null,
    exposureS: need.kind === 'dark' ? need.exposureS : null,
    temperatureC: need.kind === 'dark' ? (need.temperatureC ?? null) : null,
    binning: need.binning ?? 1,
    gain: typeof need.gain === 'number' ? need.gain : null,
    ...{ wanted, have, queued, lacks },
    newestAt: newestAt === null ? null : new Date(newestAt).toISOString(),
    remark: whyNoTask(need) ?? staleRemark(coverage),
  };
}

function staleRemark({ need, lacks, newestStaleAt }: NeedCoverage): string {
  if (lacks === 0 || newestStaleAt === null) return '';
  const day = new Date(newestStaleAt).toISOString().slice(0, 10);
  return `Those of ${day} are too old: a ${need.kind} serves for ${DEFAULT_RULES.freshDays[need.kind]} days.`;
}

/** “dark 60 s, −10 °C, bin 1, gain 100” */
export function needTitle(need: CalibrationNeed, filterName: FilterName): string {
  const parts: string[] = [];
  if (need.kind === 'dark') {
    parts.push(`${Number(need.exposureS.toPrecision(6))} s`);
    if (need.temperatureC !== undefined) parts.push(`${need.temperatureC} °C`.replace('-', '−'));
  }
  if (need.kind === 'flat') parts.push(nameOfFilter(need.filter, filterName) ?? 'no filter');
  parts.push(`bin ${need.binning ?? 1}`);
  if (typeof need.gain === 'number') parts.push(`gain ${need.gain}`);
  return `${need.kind} ${parts.join(', ')}`;
}

function nameOfFilter(filter: number | string | null, filterName: FilterName): string | null {
  return typeof filter === 'number' ? (filterName(filter) ?? `filter ${filter}`) : filter;
}
