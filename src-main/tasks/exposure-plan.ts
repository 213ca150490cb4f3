/** Which frames a task is made of: a grid of cells (pointing × filter), each with its frames and their exposure. */
import type { FieldFault, TaskFault } from '../contract/task-fault.ts';
import type { LoopOrder, OpticalTaskType } from '../contract/vocabulary.ts';
import { faultAt } from './task-faults.ts';

/** Longest single exposure that is believed, s (a day). Longer ones are taken for a slip of the pen. */
export const MAX_FRAME_EXPOSURE_S = 86_400;
/** Most frames in one task. */
export const MAX_TASK_FRAMES = 1_000_000;

/** A hair's breadth, as a fraction of a frame, by which 300 s / 60 s may exceed 5 in floating point. */
const FRAME_EPSILON = 1e-6;

export interface PlanInput {
  readonly taskType: OpticalTaskType;
  /** Total over all cells, s. Ignored for bias, dark and flat, whose frames are counted. */
  readonly requiredExposureS: number;
  /** Longest single frame, s. Null: one frame a cell. */
  readonly maxExposureS: number | null;
  /** Frames of each cell of a bias, dark or flat. */
  readonly requiredFrames: number | null;
  /** Exposure of each dark frame, s. */
  readonly darkExposureS: number | null;
  readonly tileCount: number;
  /** In the order to take them. */
  readonly filterIds: readonly number[];
  readonly loopOrder: LoopOrder;
}

export interface PlannedCell {
  /** From 0, in the order the cells are taken. */
  readonly index: number;
  /** Index into the task's tiles and filters; null where the task has none. */
  readonly tileIndex: number | null;
  readonly filterId: number | null;
  readonly frames: number;
  /** Exposure of each frame, s; 0 = the shortest that the camera takes (bias); null = to be searched (flat). */
  readonly frameExposureS: number | null;
  /** What the cell needs, s; 0 where frames are counted. */
  readonly requiredS: number;
}

/**
 * Frames for one cell: as few as possible with none longer than the maximum, all equal.
 * @param requiredS exposure of the cell, s, > 0
 * @param maxS longest single frame, s, > 0; null: one frame
 */
export function splitExposure(requiredS: number, maxS: number | null): { frames: number; frameExposureS: number } {
  const frames = maxS === null ? 1 : Math.max(1, Math.ceil(requiredS / maxS - FRAME_EPSILON));
  return { frames, frameExposureS: requiredS / frames };
}

/** The task's cells in the order they are to be taken. The input must be free of the faults that `planFaults` names. */
export function planCells(input: PlanInput): PlannedCell[] {
  const pairs = gridOf(input);
  return pairs.map(([tileIndex, filterId], index) => ({
    index,
    tileIndex,
    filterId,
    ...framesOfCell(input, pairs.length),
  }));
}

function framesOfCell(input: PlanInput, cells: number): Pick<PlannedCell, 'frames' | 'frameExposureS' | 'requiredS'> {
  switch (input.taskType) {
    case 'optical_imaging': {
      const requiredS = input.requiredExposureS / cells;
      return { ...splitExposure(requiredS, input.maxExposureS), requiredS };
    }
    case 'optical_imaging_bias_calibration':
      return { frames: input.requiredFrames ?? 0, frameExposureS: 0, requiredS: 0 };
    case 'optical_imaging_dark_calibration':
      return { frames: input.requiredFrames ?? 0, frameExposureS: input.darkExposureS ?? 0, requiredS: 0 };
    case 'optical_imaging_flat_calibration':
      return { frames: input.requiredFrames ?? 0, frameExposureS: null, requiredS: 0 };
  }
}

type Pair = readonly [tileIndex: number | null, filterId: number | null];

function gridOf(input: PlanInput): Pair[] {
  const lights = input.taskType === 'optical_imaging';
  const useFilters = lights || input.taskType === 'optical_imaging_flat_calibration';
  const tiles: (number | null)[] =
    lights && input.tileCount > 0 ? Array.from({ length: input.tileCount }, (_, i) => i) : [null];
  const filters: (number | null)[] = useFilters && input.filterIds.length > 0 ? [...input.filterIds] : [null];
  return input.loopOrder === 'filter_outer'
    ? filters.flatMap((filter) => tiles.map((tile): Pair => [tile, filter]))
    : tiles.flatMap((tile) => filters.map((filter): Pair => [tile, filter]));
}

export type PlanField = 'requiredExposureS' | 'maxExposureS' | 'requiredFrames' | 'darkExposureS' | 'filterIds';

/** What makes a plan impossible, by field, each with a sentence. Empty when the plan can be made. */
export function planFaults(input: PlanInput): FieldFault<PlanField>[] {
  const faults: FieldFault<PlanField>[] = [];
  const fault = (field: PlanField, facts: TaskFault) => faults.push(faultAt(field, facts));
  const { requiredExposureS, maxExposureS, requiredFrames, darkExposureS } = input;
  if (new Set(input.filterIds).size !== input.filterIds.length) fault('filterIds', { code: 'filter-twice' });

  if (input.taskType === 'optical_imaging') {
    const cells = Math.max(1, input.tileCount) * Math.max(1, input.filterIds.length);
    if (!(requiredExposureS > 0)) fault('requiredExposureS', { code: 'no-exposure' });
    if (maxExposureS !== null && !(maxExposureS > 0)) fault('maxExposureS', { code: 'no-longest-frame' });
    if (faults.length === 0) {
      const { frames, frameExposureS } = splitExposure(requiredExposureS / cells, maxExposureS);
      if (frameExposureS > MAX_FRAME_EXPOSURE_S) {
        const field = maxExposureS === null ? 'requiredExposureS' : 'maxExposureS';
        fault(field, { code: 'frame-over-a-day', exposureS: frameExposureS });
      }
      if (frames * cells > MAX_TASK_FRAMES)
        fault('maxExposureS', { code: 'frames-over-most', frames: frames * cells, most: MAX_TASK_FRAMES });
    }
    return faults;
  }

  if (requiredFrames === null || !Number.isInteger(requiredFrames) || requiredFrames < 1) {
    fault('requiredFrames', { code: 'no-frames' });
  } else if (requiredFrames * Math.max(1, input.filterIds.length) > MAX_TASK_FRAMES) {
    fault('requiredFrames', { code: 'counted-over-most', most: MAX_TASK_FRAMES });
  }
  if (input.taskType === 'optical_imaging_dark_calibration') {
    if (darkExposureS === null || !(darkExposureS > 0)) fault('darkExposureS', { code: 'no-dark-exposure' });
    else if (darkExposureS > MAX_FRAME_EXPOSURE_S)
      fault('darkExposureS', { code: 'dark-over-a-day', exposureS: darkExposureS });
  }
  return faults;
}

/** Frames of the whole plan. */
export function totalFrames(cells: readonly PlannedCell[]): number {
  return cells.reduce((sum, cell) => sum + cell.frames, 0);
}
