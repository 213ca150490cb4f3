/** From rows of the store to what the screen shows. */
import type { CellView, FrameView, HistoryEntry, QueueRow } from '../contract/views.ts';
import { type SelectionContext, taskHindrance, taskTitle } from '../engine/select-task.ts';
import type { FrameRow } from '../store/ledger-store.ts';
import type { historyOf, TaskWithParts } from '../store/queue-store.ts';

const utc = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

export function queueRow(item: TaskWithParts, place: number, context: SelectionContext): QueueRow {
  const { task, tiles, cells } = item;
  return {
    uid: task.uid,
    id: task.id,
    title: taskTitle(item, context.filterName),
    taskType: task.taskType,
    status: task.status,
    place,
    filters: item.filters.map(({ id, name }) => context.filterName(id) ?? name ?? `${id}`),
    tiles: tiles.length,
    raDeg: tiles[0]?.ra ?? null,
    decDeg: tiles[0]?.dec ?? null,
    requiredExposureS: task.requiredExposureTime,
    frameExposureS: cells[0]?.frameExposureS ?? null,
    totalExposures: task.totalExposures,
    acquiredFrames: task.observatoryAcquiredFrames,
    accumulatedExposureS: task.accumulatedExposureTime,
    progress: task.progress,
    remainingS: task.remainingS,
    earliestStart: utc(task.earliestStartTime),
    plannedStart: utc(task.plannedStartTime),
    expiration: utc(task.expirationTime),
    modifiedOn: new Date(task.modifiedOn).toISOString(),
    hindrance: taskHindrance(item, context),
  };
}

export function cellViews(item: TaskWithParts, filterName: (id: number) => string | undefined): CellView[] {
  return item.cells.map((cell) => ({
    index: cell.cellIndex,
    tileIndex: cell.tileIndex,
    filterId: cell.filterId,
    filterName: cell.filterId === null ? null : (filterName(cell.filterId) ?? `${cell.filterId}`),
    plannedFrames: cell.plannedFrames,
    frameExposureS: cell.frameExposureS ?? 0,
    attempted: cell.attempted,
    acquired: cell.acquired,
    accepted: cell.accepted,
    accumulatedExposureS: cell.accumulatedS,
  }));
}

export function historyEntries(rows: ReturnType<typeof historyOf>): HistoryEntry[] {
  return rows.map((row) => ({
    at: utc(row.at) ?? '',
    who: row.who ?? '',
    fromStatus: row.fromStatus,
    toStatus: row.toStatus ?? '',
    why: row.why ?? '',
    whyFacts: row.whyFacts,
  }));
}

export function frameView(frame: FrameRow, taskTitleOf: (uid: string) => string): FrameView {
  return {
    uid: frame.uid,
    taskUid: frame.taskUid,
    taskTitle: frame.taskUid === null ? 'Test frame' : taskTitleOf(frame.taskUid),
    frameType: frame.frameType,
    purpose: frame.purpose,
    state: frame.state,
    reason: frame.reason,
    reasonFacts: frame.reasonFacts,
    night: frame.night,
    path: frame.path,
    cellIndex: frame.cellIndex,
    tileIndex: frame.tileIndex,
    filterName: frame.filterName,
    attempt: frame.attempt,
    exposureS: frame.exposureS,
    startedAt: utc(frame.startedAt),
    binning: frame.binning,
    width: frame.width,
    height: frame.height,
    gain: frame.gain,
    setPointC: frame.setPointC,
    sensorC: frame.sensorEndC ?? frame.sensorStartC,
    saturationAdu: frame.saturationAdu,
    statistics: frame.statistics,
    measurement: frame.measurement,
    bytes: frame.bytes,
    sha256: frame.sha256,
  };
}
