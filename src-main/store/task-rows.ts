/** From a task record to the rows that keep it, and the totals that follow from its cells. No database in here. */
import type { TaskRecord } from '../contract/task-record.ts';
import { carryOver, type Grid } from '../tasks/carry-over.ts';
import { planCells, planFaults } from '../tasks/exposure-plan.ts';
import { isOpticalTask } from '../tasks/hindrance.ts';
import { type CellProgress, type FrameCost, progressOf, remainingS, shareAmongCells } from '../tasks/progress.ts';
import { filterIdsOf, planInputOf } from '../tasks/record-plan.ts';
import { rowFromRecord } from './record-mapping.ts';
import * as schema from './schema/index.ts';

export type TaskRow = typeof schema.tasks.$inferSelect;
export type CellRow = typeof schema.taskCells.$inferSelect;
export type NewCellRow = Omit<CellRow, 'id'>;

export interface RowContext {
  /** What each frame costs beside its exposure, for the remaining time. */
  readonly cost: FrameCost;
  /** Name of a filter by id, for searching. */
  filterName(id: number): string | undefined;
}

/** The task's own row. `taken` names the wire fields that are stored in tables of their own. */
export function taskRow(
  record: TaskRecord,
  cells: readonly NewCellRow[],
  taken: ReadonlySet<string>,
  queueOrder: number,
  context: RowContext,
): typeof schema.tasks.$inferInsert {
  const progress = cells.map(cellProgress);
  // Assigned, not spread: copying this many columns for each task of a long import would cost more than the rest of it.
  return Object.assign(rowFromRecord(schema.tasks, record, taken), {
    uid: record.uid,
    taskType: record.task_type,
    status: record.status,
    requiredExposureTime: record.required_exposure_time,
    totalExposures: record.total_exposures,
    accumulatedExposureTime: record.accumulated_exposure_time,
    observatoryAcquiredFrames: record.observatory_acquired_frames,
    progress: record.progress ?? progressOf(progress),
    modifiedOn: record.modified_on,
    assetsRevision: record.assets_revision,
    queueOrder,
    remainingS: remainingS(progress, context.cost),
    searchText: searchText(record, context.filterName),
  });
}

/**
 * The cells of a record's plan with the counts that it brings along: its own, or its totals shared among the cells.
 * Empty where there is no plan (radio, unknown types, a plan with faults).
 */
export function cellRows(record: TaskRecord): NewCellRow[] {
  const fresh = plannedCellRows(record);
  if (fresh.length === 0) return fresh;
  const given = Map.groupBy(record.cells ?? [], (cell) => (cell.planned_frames === 0 ? 'dropped' : 'planned'));
  const planned = given.get('planned') ?? [];
  const counts =
    planned.length === fresh.length
      ? planned.map(countsOfRecord)
      : shareAmongCells(
          fresh.map((cell) => ({ frames: cell.plannedFrames, requiredS: cell.requiredS })),
          record.observatory_acquired_frames,
          record.accumulated_exposure_time,
        ).map(({ frames, exposureS }) => ({
          attempted: frames,
          acquired: frames,
          accepted: frames,
          accumulatedS: exposureS,
        }));
  const dropped = (given.get('dropped') ?? []).map((cell, i) =>
    droppedCell({
      ...NO_COUNTS,
      taskUid: record.uid,
      cellIndex: fresh.length + i,
      filterId: cell.filter_id ?? null,
      ...countsOfRecord(cell),
    }),
  );
  return [...fresh.map((cell, i) => ({ ...cell, ...counts[i]! })), ...dropped].map(asFromElsewhere);
}

/** A record's counts are of frames that this console did not take. */
function asFromElsewhere(cell: NewCellRow): NewCellRow {
  return {
    ...cell,
    attemptedElsewhere: cell.attempted,
    acquiredElsewhere: cell.acquired,
    acceptedElsewhere: cell.accepted,
    accumulatedElsewhereS: cell.accumulatedS,
    surplusAllowed: Math.max(0, cell.accepted - cell.plannedFrames),
  };
}

/** The cells of a record's plan without any counts. */
function plannedCellRows(record: TaskRecord): NewCellRow[] {
  if (!isOpticalTask(record.task_type)) return [];
  const input = planInputOf(record.task_type, record);
  if (planFaults(input).length > 0) return [];
  return planCells(input).map((cell) => ({
    taskUid: record.uid,
    cellIndex: cell.index,
    tileIndex: cell.tileIndex,
    filterId: cell.filterId,
    plannedFrames: cell.frames,
    frameExposureS: cell.frameExposureS,
    requiredS: cell.requiredS,
    ...NO_COUNTS,
  }));
}

type RecordCounts = Pick<CellRow, 'attempted' | 'acquired' | 'accepted' | 'accumulatedS'>;
type Counts = Omit<
  CellRow,
  'id' | 'taskUid' | 'cellIndex' | 'tileIndex' | 'filterId' | 'plannedFrames' | 'frameExposureS' | 'requiredS'
>;
const NO_COUNTS: Counts = {
  attempted: 0,
  acquired: 0,
  accepted: 0,
  accumulatedS: 0,
  attemptedElsewhere: 0,
  acquiredElsewhere: 0,
  acceptedElsewhere: 0,
  accumulatedElsewhereS: 0,
  surplusAllowed: 0,
};

function countsOfRecord(cell: NonNullable<TaskRecord['cells']>[number]): RecordCounts {
  const { attempted, acquired, accepted, accumulated_exposure_time: accumulatedS } = cell;
  return { attempted, acquired, accepted, accumulatedS };
}

/** A cell that is no longer planned: its frames count, it asks for none. */
function droppedCell<Cell extends Counts & { taskUid: string; cellIndex: number; filterId: number | null }>(
  cell: Cell,
) {
  return { ...cell, tileIndex: null, plannedFrames: 0, frameExposureS: null, requiredS: 0 };
}

/**
 * The cells of a task whose plan changes: planned anew, with the ids and counts of the old cells of the same pointing and
 * filter. Old cells with frames that the plan has no place for follow after.
 */
export function replannedCells(before: Grid<CellRow>, record: TaskRecord): (NewCellRow & { id?: number })[] {
  const planned = plannedCellRows(record);
  const { kept, dropped } = carryOver(before, { cells: planned, tiles: record.tiles ?? [] });
  const goingOn = planned.map((cell, i) => {
    const old = kept[i];
    if (old == null) return cell;
    const { tileIndex, filterId, plannedFrames, frameExposureS, requiredS, cellIndex } = cell;
    return { ...old, tileIndex, filterId, plannedFrames, frameExposureS, requiredS, cellIndex };
  });
  const withFrames = dropped.filter((cell) => cell.attempted > 0);
  const left = withFrames.map((cell, i) => droppedCell({ ...cell, cellIndex: planned.length + i }));
  return [...goingOn, ...left].map(withSurplusOfPlan);
}

/** A smaller plan makes surplus of frames that were taken for a larger one; the frame in flight may be one more. */
function withSurplusOfPlan<Cell extends NewCellRow>(cell: Cell): Cell {
  if (cell.attempted === 0) return cell;
  return { ...cell, surplusAllowed: Math.max(cell.surplusAllowed, cell.accepted + 1 - cell.plannedFrames) };
}

/** A task's totals, derived from its cells. */
export function totalsOf(
  cells: readonly NewCellRow[],
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

export function cellProgress(cell: NewCellRow): CellProgress {
  return {
    frames: cell.plannedFrames,
    requiredS: cell.requiredS,
    frameExposureS: cell.frameExposureS,
    accepted: cell.accepted,
    accumulatedS: cell.accumulatedS,
  };
}

/** Lower-case words by which a task is found; its uid stands on a line of its own behind them. */
function searchText(record: TaskRecord, filterName: (id: number) => string | undefined): string {
  const names = filterIdsOf(record).map(
    (id) => filterName(id) ?? record.filters?.find((filter) => filter.id === id)?.name,
  );
  const tiles = record.tiles?.map((tile) => tile.name) ?? [];
  const words = [record.title, record.id, ...names, ...tiles].filter((word) => word != null).join(' ');
  // SQLite's search would end at a zero character, and the line at a line break.
  return `${words.replaceAll('\n', ' ').replaceAll('\0', ' ').toLowerCase()}\n${record.uid}`;
}
