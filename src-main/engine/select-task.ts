/** Which task comes next, and what stands in the way of the others. */
import type { FieldFault, TaskFault } from '../contract/task-fault.ts';
import type { Hindrance } from '../contract/views.ts';
import type { LoopOrder } from '../contract/vocabulary.ts';
import type { Worded } from '../contract/worded.ts';
import type { TaskWithParts } from '../store/queue-store.ts';
import type { InstrumentSetup } from '../store/setup-store.ts';
import { type CellRow, cellProgress } from '../store/task-rows.ts';
import { titleOf } from '../tasks/describe.ts';
import { planFaults } from '../tasks/exposure-plan.ts';
import { hindranceOf, isOpticalTask } from '../tasks/hindrance.ts';
import { missingFrames } from '../tasks/progress.ts';
import { loopOrderOf, type PlannedRecord, planInputOf, totalDisagreement } from '../tasks/record-plan.ts';

export interface SelectionContext {
  readonly now: number;
  readonly setup: InstrumentSetup;
  /** Seconds that readout and saving add to each exposure. */
  readonly overheadS: number;
  readonly skipped: Pick<ReadonlySet<string>, 'has'>;
  filterName(id: number): string | undefined;
}

/** What is in the way of taking the task's next frame now; null when nothing is. */
export function taskHindrance(item: TaskWithParts, context: SelectionContext): Hindrance | null {
  const { task } = item;
  const next = nextCell(item.cells);
  return hindranceOf(
    {
      taskType: task.taskType,
      status: task.status,
      instrumentId: task.instrumentId,
      filterNames: item.filters.map(({ id, name }) => ({ id, name: context.filterName(id) ?? name ?? `filter ${id}` })),
      earliestStart: task.earliestStartTime,
      expiration: task.expirationTime,
      nextFrameS: (next?.frameExposureS ?? 0) + context.overheadS,
      planFault: planFaultOf(item),
    },
    {
      now: context.now,
      instrumentId: context.setup.id,
      filterIds: new Set(context.setup.wheel?.slots.map((slot) => slot.filter_id) ?? []),
      skipped: context.skipped.has(task.uid),
    },
  );
}

function planFaultOf(item: TaskWithParts): FieldFault<string> | null {
  const { taskType } = item.task;
  if (!isOpticalTask(taskType)) return null;
  return planFaults(planInputOf(taskType, plannedRecord(item)))[0] ?? null;
}

/** The part of a stored task that its plan follows from, under the record's names. */
export function plannedRecord(item: TaskWithParts): PlannedRecord {
  const { task, request } = item;
  return {
    required_exposure_time: task.requiredExposureTime,
    max_exposure_time: task.maxExposureTime,
    total_exposures: task.totalExposures,
    loop_order: task.loopOrder as LoopOrder | null,
    filters: item.filters.map(({ id }) => ({ id })),
    tiles: item.tiles.map((tile) => ({ id: tile.id, ra: tile.ra, dec: tile.dec })),
    request: request && {
      id: request.id,
      expires_on: request.expiresOn,
      required_frames: request.requiredFrames,
      exposure_time_sec: request.exposureTimeSec,
      filter_ids: request.filterIds,
    },
  };
}

/** The first cell, in the order taken, that lacks frames; undefined when none does. */
export function nextCell(cells: readonly CellRow[]): CellRow | undefined {
  return cells.find((cell) => missingFrames(cellProgress(cell)) > 0);
}

export function taskTitle(item: TaskWithParts, filterName: (id: number) => string | undefined): string {
  const { task, tiles } = item;
  return titleOf({
    title: task.title,
    taskType: task.taskType,
    tileNames: tiles.map((tile) => tile.name),
    raDeg: tiles[0]?.ra ?? null,
    decDeg: tiles[0]?.dec ?? null,
    filterNames: item.filters.map(({ id, name }) => filterName(id) ?? name ?? String(id)),
    frames: item.cells[0]?.plannedFrames ?? task.totalExposures,
    frameExposureS: item.cells[0]?.frameExposureS ?? task.maxExposureTime,
  });
}

/** The loop order in force, and what is wrong with the plan, or that it does not give the total that was supplied. */
export function planRemarks(item: TaskWithParts): { loopOrder: LoopOrder; warnings: Worded<TaskFault>[] } {
  const { taskType, totalExposures, loopOrder } = item.task;
  const order = loopOrderOf(taskType, loopOrder as LoopOrder | null);
  if (!isOpticalTask(taskType)) return { loopOrder: order, warnings: [] };
  const input = planInputOf(taskType, plannedRecord(item));
  const faults = planFaults(input);
  if (faults.length > 0) return { loopOrder: order, warnings: faults };
  const disagreement = totalDisagreement(input, totalExposures);
  return { loopOrder: order, warnings: disagreement === null ? [] : [disagreement] };
}
