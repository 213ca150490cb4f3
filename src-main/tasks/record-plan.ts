/** From a task's record to its exposure plan: which of the record's fields mean what for each task type. */
import type { TaskFault } from '../contract/task-fault.ts';
import type { TaskRecord } from '../contract/task-record.ts';
import type { LoopOrder, OpticalTaskType } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import { carryOver, type Grid, type GridCell } from './carry-over.ts';
import { type PlanField, type PlanInput, planCells, totalFrames } from './exposure-plan.ts';
import { isOpticalTask } from './hindrance.ts';
import { faultSentence } from './task-faults.ts';

/** The part of a record that the plan follows from. */
export type PlannedRecord = Pick<
  TaskRecord,
  'required_exposure_time' | 'max_exposure_time' | 'total_exposures' | 'filters' | 'tiles' | 'request' | 'loop_order'
>;

/** Flats loop over the filters outermost, lights over the pointings: fewest wheel moves and slews. */
export function loopOrderOf(taskType: string, given: LoopOrder | null | undefined): LoopOrder {
  return given ?? (taskType === 'optical_imaging_flat_calibration' ? 'filter_outer' : 'tile_outer');
}

/** The filters to take, in order: the task's own, else (flats) those its request names. */
export function filterIdsOf(record: Pick<TaskRecord, 'filters' | 'request'>): number[] {
  const own = record.filters ?? [];
  return own.length > 0 ? own.map((filter) => filter.id) : [...(record.request?.filter_ids ?? [])];
}

export function planInputOf(taskType: OpticalTaskType, record: PlannedRecord): PlanInput {
  const filterIds = filterIdsOf(record);
  const request = record.request;
  const flatFilters = taskType === 'optical_imaging_flat_calibration' ? Math.max(1, filterIds.length) : 1;
  return {
    taskType,
    requiredExposureS: record.required_exposure_time,
    maxExposureS: record.max_exposure_time,
    requiredFrames:
      request?.required_frames ?? (record.total_exposures > 0 ? Math.ceil(record.total_exposures / flatFilters) : null),
    darkExposureS: request?.exposure_time_sec ?? record.max_exposure_time ?? evenShare(record),
    tileCount: record.tiles?.length ?? 0,
    filterIds,
    loopOrder: loopOrderOf(taskType, record.loop_order),
  };
}

function evenShare(record: PlannedRecord): number | null {
  return record.total_exposures > 0 && record.required_exposure_time > 0
    ? record.required_exposure_time / record.total_exposures
    : null;
}

/** Where each field of a plan comes from in the record, for telling a person what to mend. */
export const WIRE_FIELD: Readonly<Record<PlanField, string>> = {
  requiredExposureS: 'required_exposure_time',
  maxExposureS: 'max_exposure_time',
  requiredFrames: 'request.required_frames',
  darkExposureS: 'request.exposure_time_sec',
  filterIds: 'filters',
};

/** When the total that came with the task is not what its plan gives; null when they agree. */
export function totalDisagreement(input: PlanInput, suppliedTotal: number): Worded<TaskFault> | null {
  const planned = totalFrames(planCells(input));
  if (planned === suppliedTotal) return null;
  const facts = { code: 'total-disagrees', came: suppliedTotal, planned } as const;
  return { message: faultSentence(facts), facts };
}

/** Cells with frames that a record's plan has no place for. */
export function droppedCells<Cell extends GridCell & { readonly plannedFrames: number; readonly attempted: number }>(
  before: Grid<Cell>,
  record: PlannedRecord & { readonly task_type: string },
): Cell[] {
  if (!isOpticalTask(record.task_type)) return [];
  const cells = planCells(planInputOf(record.task_type, record));
  const { dropped } = carryOver(before, { cells, tiles: record.tiles ?? [] });
  return dropped.filter((cell) => cell.plannedFrames > 0 && cell.attempted > 0);
}
