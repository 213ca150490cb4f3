/** The form's draft of a task: what is wrong with it, what it would do, and the record it makes. */
import type { FieldFault, TaskFault } from '../contract/task-fault.ts';
import { MAX_TOTAL_S, type TaskRecord, taskRecord } from '../contract/task-record.ts';
import type { DraftPreview, TaskDraft } from '../contract/views.ts';
import {
  MAX_FRAME_EXPOSURE_S,
  type PlanField,
  type PlanInput,
  type PlannedCell,
  planCells,
  planFaults,
  totalFrames,
} from './exposure-plan.ts';
import { type FrameCost, GUESSED_FLAT_S } from './progress.ts';
import { faultAt } from './task-faults.ts';
import { windowFaults } from './window.ts';

type DraftField = keyof TaskDraft;
type DraftProblem = FieldFault<DraftField>;

export interface DraftContext {
  /** Filters that are known here; those in a wheel slot can be taken. */
  readonly filters: ReadonlyMap<number, { readonly name: string; readonly inWheel: boolean }>;
  readonly binnings: readonly number[];
  /** Setting range; null for a camera without one or not known yet. */
  readonly gain: { readonly min: number; readonly max: number } | null;
  readonly cost: FrameCost & { readonly wheelMoveS: number };
}

/** Set points that a sensor may be given, °C. */
const COLDEST_C = -60;
const WARMEST_C = 40;
/** Levels that flats may aim at, fractions of full scale. */
const LOWEST_FLAT = 0.01;
const HIGHEST_FLAT = 0.9;

/** A light task in which nothing is decided yet; new drafts fill in what they need. */
export const BLANK_DRAFT: TaskDraft = {
  taskType: 'optical_imaging',
  title: '',
  requiredExposureS: null,
  maxExposureS: null,
  frames: null,
  filterIds: [],
  tiles: [],
  loopOrder: 'tile_outer',
  temperatureC: null,
  temperatureToleranceC: null,
  binning: 1,
  gain: null,
  flatTargetFraction: null,
  flatMinExposureS: null,
  flatMaxExposureS: null,
  flatLight: 'panel',
  earliestStart: null,
  plannedStart: null,
  expiration: null,
};

const FORM_FIELD: Readonly<Record<PlanField, DraftField>> = {
  requiredExposureS: 'requiredExposureS',
  maxExposureS: 'maxExposureS',
  requiredFrames: 'frames',
  darkExposureS: 'maxExposureS',
  filterIds: 'filterIds',
};

export function previewDraft(draft: TaskDraft, context: DraftContext): DraftPreview {
  const problems = draftProblems(draft, context);
  if (problems.length > 0) return { problems, plan: null };
  const cells = planCells(planInput(draft));
  const first = cells[0]!;
  const frames = totalFrames(cells);
  const frameExposureS = first.frameExposureS ?? GUESSED_FLAT_S;
  return {
    problems,
    plan: {
      cells: cells.length,
      frames,
      framesPerCell: first.frames,
      frameExposureS: first.frameExposureS ?? 0,
      totalExposureS: frames * (first.frameExposureS ?? 0),
      durationS:
        frames * (frameExposureS + context.cost.readoutS + context.cost.overheadS) +
        filterChanges(cells) * context.cost.wheelMoveS,
    },
  };
}

/** Everything that is wrong with a draft, by field of the form, each with a sentence. */
export function draftProblems(draft: TaskDraft, context: DraftContext): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const problem = (field: DraftField, facts: TaskFault) => problems.push(faultAt(field, facts));
  const lights = draft.taskType === 'optical_imaging';
  const flats = draft.taskType === 'optical_imaging_flat_calibration';

  for (const fault of planFaults(planInput(draft))) problem(FORM_FIELD[fault.field], fault.facts);
  if (problems.length === 0 && exposureOf(draft) > MAX_TOTAL_S) {
    problem(lights ? 'requiredExposureS' : 'frames', { code: 'exposure-over-most', mostH: MAX_TOTAL_S / 3600 });
  }
  problems.push(...windowFaults(windowOf(draft)));

  for (const id of draft.filterIds) {
    const filter = context.filters.get(id);
    if (filter === undefined) problem('filterIds', { code: 'unknown-filter', filterId: id });
    else if (!filter.inWheel) problem('filterIds', { code: 'not-in-wheel', filter: filter.name });
  }
  if (flats && draft.filterIds.length === 0 && [...context.filters.values()].some((filter) => filter.inWheel)) {
    problem('filterIds', { code: 'flats-without-filter' });
  }
  draft.tiles.forEach((tile, i) => {
    if (!(tile.raDeg >= 0 && tile.raDeg <= 360)) problem('tiles', { code: 'right-ascension', pointing: i + 1 });
    if (!(tile.decDeg >= -90 && tile.decDeg <= 90)) problem('tiles', { code: 'declination', pointing: i + 1 });
  });
  if (lights && draft.tiles.length === 0) problem('tiles', { code: 'no-pointing' });
  if (!context.binnings.includes(draft.binning)) problem('binning', { code: 'binning', binnings: context.binnings });
  if (
    draft.gain !== null &&
    context.gain !== null &&
    !(draft.gain >= context.gain.min && draft.gain <= context.gain.max)
  ) {
    problem('gain', { code: 'gain', min: context.gain.min, max: context.gain.max });
  }
  if (draft.temperatureC !== null && !(draft.temperatureC >= COLDEST_C && draft.temperatureC <= WARMEST_C)) {
    problem('temperatureC', { code: 'temperature', minC: COLDEST_C, maxC: WARMEST_C });
  }
  if (draft.temperatureToleranceC !== null && !(draft.temperatureToleranceC > 0)) {
    problem('temperatureToleranceC', { code: 'tolerance' });
  }
  if (flats) {
    const { flatTargetFraction: target, flatMinExposureS: min, flatMaxExposureS: max } = draft;
    if (target !== null && !(target >= LOWEST_FLAT && target <= HIGHEST_FLAT))
      problem('flatTargetFraction', { code: 'flat-level', min: LOWEST_FLAT, max: HIGHEST_FLAT });
    if (min !== null && !(min >= 0)) problem('flatMinExposureS', { code: 'negative-exposure' });
    if (max !== null && !(max > 0 && max <= MAX_FRAME_EXPOSURE_S))
      problem('flatMaxExposureS', { code: 'flat-exposure' });
    if (min !== null && max !== null && min > max) problem('flatMinExposureS', { code: 'shortest-over-longest' });
  }
  return problems;
}

/**
 * The record that a draft makes.
 * @param base the record to change (an edit, as an export gives it), or the references of a new one
 */
export function recordFromDraft(
  draft: TaskDraft,
  base: Record<string, unknown>,
  filterName: (id: number) => string,
): TaskRecord {
  const cells = planCells(planInput(draft));
  const total = totalFrames(cells);
  const lights = draft.taskType === 'optical_imaging';
  const darks = draft.taskType === 'optical_imaging_dark_calibration';
  const flats = draft.taskType === 'optical_imaging_flat_calibration';
  const usesFilters = lights || flats;
  const takeOldFilter = taker(base.filters);
  const takeOldTile = taker(base.tiles);
  return taskRecord.parse({
    ...base,
    task_type: draft.taskType,
    title: draft.title.trim() || null,
    required_exposure_time: exposureOf(draft),
    max_exposure_time: lights || darks ? draft.maxExposureS : null,
    total_exposures: total,
    loop_order: draft.loopOrder,
    binning: draft.binning,
    gain_setting: draft.gain,
    earliest_start_time: draft.earliestStart,
    planned_start_time: draft.plannedStart,
    expiration_time: draft.expiration,
    filters: usesFilters
      ? draft.filterIds.map((id) => ({ ...takeOldFilter((old) => old.id === id), id, name: filterName(id) }))
      : (base.filters ?? []),
    tiles: lights
      ? draft.tiles.map(({ raDeg: ra, decDeg: dec, name }, tile_index) => ({
          ...takeOldTile((old) => old.ra === ra && old.dec === dec),
          ...{ tile_index, ra, dec, name: name ?? null },
        }))
      : (base.tiles ?? []),
    request: {
      ...(base.request as object | null),
      required_frames: lights ? null : draft.frames,
      exposure_time_sec: darks ? draft.maxExposureS : null,
      ccd_temperature_c: draft.temperatureC,
      temperature_band: draft.temperatureToleranceC,
      filter_ids: flats ? draft.filterIds : null,
      target_full_well_fraction: flats ? draft.flatTargetFraction : null,
      min_exposure_time_sec: flats ? draft.flatMinExposureS : null,
      max_exposure_time_sec: flats ? draft.flatMaxExposureS : null,
      flat_light: flats ? draft.flatLight : null,
    },
  });
}

/** Returns a function that takes the first fitting item out of a list, so that each goes on at most once. */
function taker(list: unknown) {
  const left = new Set(Array.isArray(list) ? (list as Record<string, unknown>[]) : []);
  return (fits: (item: Record<string, unknown>) => boolean) => {
    for (const item of left) {
      if (!fits(item)) continue;
      left.delete(item);
      return item;
    }
    return {};
  };
}

/** Exposure of all frames as far as it is known beforehand, s: 0 for bias and flats. */
function exposureOf(draft: TaskDraft): number {
  if (draft.taskType === 'optical_imaging') return draft.requiredExposureS ?? 0;
  const darks = draft.taskType === 'optical_imaging_dark_calibration';
  return darks ? (draft.frames ?? 0) * (draft.maxExposureS ?? 0) : 0;
}

export function planInput(draft: TaskDraft): PlanInput {
  return {
    taskType: draft.taskType,
    requiredExposureS: draft.requiredExposureS ?? 0,
    maxExposureS: draft.maxExposureS,
    requiredFrames: draft.frames,
    darkExposureS: draft.maxExposureS,
    tileCount: draft.tiles.length,
    filterIds: draft.filterIds,
    loopOrder: draft.loopOrder,
  };
}

function windowOf(draft: TaskDraft) {
  const ms = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    earliestStart: ms(draft.earliestStart),
    plannedStart: ms(draft.plannedStart),
    expiration: ms(draft.expiration),
  };
}

function filterChanges(cells: readonly PlannedCell[]): number {
  return cells.filter((cell, i) => cell.filterId !== null && cell.filterId !== cells[i - 1]?.filterId).length;
}
