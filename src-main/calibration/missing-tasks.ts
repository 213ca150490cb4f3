/** The tasks that would take what is lacking, as few as there can be. Pure. */
import type { Objection } from '../contract/calibration-reason.ts';
import type { TaskDraft } from '../contract/views.ts';
import {
  type CalibrationFrame,
  type CalibrationNeed,
  type DarkNeed,
  type FlatNeed,
  mismatches,
} from '../tasks/calibration-matching.ts';
import { BLANK_DRAFT } from '../tasks/draft.ts';
import type { NeedCoverage } from './coverage.ts';

export interface MissingTask {
  readonly draft: TaskDraft;
  readonly needs: readonly NeedCoverage[];
}

/**
 * A task for each need that lacks frames; flats that differ in nothing but the filter are one task, and darks that serve
 * several needs, because their tolerances overlap, are taken once.
 */
export function missingTasks(needs: readonly NeedCoverage[]): MissingTask[] {
  const lacking = needs.filter(({ lacks, need }) => lacks > 0 && whyNoTask(need) === null);
  const groups = Map.groupBy(withoutDoubles(lacking), (coverage) => groupKey(coverage));
  return [...groups.values()].map((group) => ({ draft: draftFor(group), needs: group }));
}

/** What is left to take of each need when the darks for the others are taken. */
function withoutDoubles(lacking: readonly NeedCoverage[]): NeedCoverage[] {
  const planned: { readonly frame: CalibrationFrame; readonly count: number }[] = [];
  const left = new Map<NeedCoverage, NeedCoverage>();
  // What has to be met most exactly comes first: it serves the others, not the other way about.
  for (const coverage of [...lacking].sort((a, b) => toleranceOf(a.need) - toleranceOf(b.need))) {
    const { need, lacks } = coverage;
    if (need.kind !== 'dark') {
      left.set(coverage, coverage);
      continue;
    }
    const served = planned
      .filter(({ frame }) => mismatches(need, frame, 0).length === 0)
      .reduce((sum, { count }) => sum + count, 0);
    if (served >= lacks) continue;
    left.set(coverage, { ...coverage, lacks: lacks - served });
    planned.push({ frame: darkFor(need), count: lacks - served });
  }
  return lacking.flatMap((coverage) => left.get(coverage) ?? []);
}

function toleranceOf(need: CalibrationNeed): number {
  return need.kind === 'dark' ? need.toleranceC : 0;
}

function darkFor(need: DarkNeed): CalibrationFrame {
  return { ...need, filter: null, telescope: undefined, takenAt: null };
}

/** Why no task can be made that would serve the need; null when one can. */
export function whyNoTask(need: CalibrationNeed): Objection | null {
  if (need.kind === 'dark' && need.temperatureC === undefined) {
    return {
      message: 'Neither the light task nor the camera’s set-up names a temperature, so no dark can match. Name one.',
      facts: { code: 'no-temperature' },
    };
  }
  return null;
}

function groupKey({ need, lacks }: NeedCoverage): string {
  return JSON.stringify(need.kind === 'flat' && need.filter !== null ? [{ ...need, filter: '' }, lacks] : [need]);
}

function draftFor(group: readonly NeedCoverage[]): TaskDraft {
  const { need, lacks } = group[0]!;
  const common = {
    ...BLANK_DRAFT,
    frames: lacks,
    binning: need.binning ?? 1,
    gain: typeof need.gain === 'number' ? need.gain : null,
  };
  switch (need.kind) {
    case 'bias':
      return { ...common, taskType: 'optical_imaging_bias_calibration', loopOrder: 'tile_outer' };
    case 'dark':
      return { ...common, taskType: 'optical_imaging_dark_calibration', loopOrder: 'tile_outer', ...darkPart(need) };
    case 'flat':
      return {
        ...common,
        taskType: 'optical_imaging_flat_calibration',
        // The wheel moves once for each filter.
        loopOrder: 'filter_outer',
        filterIds: group.map((each) => (each.need as FlatNeed).filter).filter((filter) => typeof filter === 'number'),
      };
  }
}

function darkPart(need: DarkNeed): Partial<TaskDraft> {
  return {
    maxExposureS: need.exposureS,
    temperatureC: need.temperatureC ?? null,
    temperatureToleranceC: need.toleranceC,
  };
}
