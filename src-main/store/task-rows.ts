/** From a task record to the rows that keep it, and the totals that follow from its cells. No database in here. */
import type { TaskRecord } from '../contract/task-record.ts';
import { planCells, planFaults } from '../tasks/exposure-plan.ts';
import { isOpticalTask } from '../tasks/hindrance.ts';
import { type CellProgress, type FrameCost, progressOf, remainingS, shareAmongCells } from '../tasks/progress.ts';
import { filterIdsOf, planInputOf } from '../tasks/record-plan.ts';
import { rowFromRecord } from './record-mapping.ts';
import * as schema from './schema/index.ts';

export type TaskRow = typeof schema.tasks.$inferSelect;
export type CellRow = typeof schema.taskCells.$inferSelect;

export interface RowContext {
  /** What each frame costs beside its exposure, for the remaining time. */
  readonly cost: FrameCost;
  /** Name of a filter by id, for searching. */
  filterName(id: number): string | undefined;
}

/** The task's own row. `taken` names the wire fields that are stored in tables of their own. */
export function taskRow(
  record: TaskRecord,
  cells: readonly CellRow[],
  taken: ReadonlySet<string>,
  queueOrder: number,
  context: RowContext,
): typeof schema.tasks.$inferInsert {
  return {
    ...rowFromRecord(schema.tasks, record, taken),
    uid: record.uid,
    taskType: record.task_type,
    status: record.status,
    requiredExposureTime: record.required_exposure_time,
    totalExposures: record.total_exposures,
    accumulatedExposureTime: record.accumulated_exposure_time,
    observatoryAcquiredFrames: record.observatory_acquired_frames,
    progress: record.progress ?? progressOf(cells.map(cellProgress)),
    modifiedOn: record.modified_on,
    assetsRevision: record.assets_revision,
    queueOrder,
    remainingS: remainingS(cells.map(cellProgress), context.cost),
    searchText: searchText(record, context.filterName),
  };
}

/**
 * The cells of a record's plan with the counts that it brings along: its own, or its totals shared among the cells.
 * Empty where there is no plan (radio, unknown types, a plan with faults).
 */
export function cellRows(record: TaskRecord): CellRow[] {
  if (!isOpticalTask(record.task_type)) return [];
  const input = planInputOf(record.task_type, record);
  if (planFaults(input).length > 0) return [];
  const planned = planCells(input);
  const shared = shareAmongCells(planned, record.observatory_acquired_frames, record.accumulated_exposure_time);
  const given = record.cells?.length === planned.length ? record.cells : null;
  return planned.map((cell) => {
    const share = shared[cell.index]!;
    const counts = given?.[cell.index];
    return {
      taskUid: record.uid,
      cellIndex: cell.index,
      tileIndex: cell.tileIndex,
      filterId: cell.filterId,
      plannedFrames: cell.frames,
      frameExposureS: cell.frameExposureS,
      requiredS: cell.requiredS,
      attempted: counts?.attempted ?? share.frames,
      acquired: counts?.acquired ?? share.frames,
      accepted: counts?.accepted ?? share.frames,
      accumulatedS: counts?.accumulated_exposure_time ?? share.exposureS,
    };
  });
}

/** A new plan's cells with the counts of the old cells of the same pointing and filter. */
export function carryCounts(before: readonly CellRow[], fresh: readonly CellRow[]): CellRow[] {
  return fresh.map((cell) => {
    const old = before.find(
      (candidate) => candidate.tileIndex === cell.tileIndex && candidate.filterId === cell.filterId,
    );
    if (old === undefined) return { ...cell, attempted: 0, acquired: 0, accepted: 0, accumulatedS: 0 };
    const { attempted, acquired, accepted, accumulatedS } = old;
    return { ...cell, attempted, acquired, accepted, accumulatedS };
  });
}

/** A task's totals, derived from its cells. */
export function totalsOf(
  cells: readonly CellRow[],
  cost: FrameCost,
): Pick<TaskRow, 'accumulatedExposureTime' | 'observatoryAcquiredFrames' | 'progress' | 'remainingS'> {
  const progress = cells.map(cellProgress);
  return {
    accumulatedExposureTime: cells.reduce((sum, cell) => sum + cell.accumulatedS, 0),
    observatoryAcquiredFrames: cells.reduce((sum, cell) => sum + cell.accepted, 0),
    progress: progressOf(progress),
    remainingS: remainingS(progress, cost),
  };
}

export function cellProgress(cell: CellRow): CellProgress {
  return {
    frames: cell.plannedFrames,
    requiredS: cell.requiredS,
    frameExposureS: cell.frameExposureS,
    accepted: cell.accepted,
    accumulatedS: cell.accumulatedS,
  };
}

/** Lower-case words by which a task is found. */
function searchText(record: TaskRecord, filterName: (id: number) => string | undefined): string {
  const names = filterIdsOf(record).map(
    (id) => filterName(id) ?? record.filters?.find((filter) => filter.id === id)?.name,
  );
  const tiles = record.tiles?.map((tile) => tile.name) ?? [];
  return [record.title, record.id, record.uid, ...names, ...tiles]
    .filter((word) => word != null)
    .join(' ')
    .toLowerCase();
}
