/** A stored task as the form shows it. */
import type { TaskDraft } from '../contract/views.ts';
import type { LoopOrder } from '../contract/vocabulary.ts';
import { flatSourceOf } from '../engine/flat-series.ts';
import { plannedRecord } from '../engine/select-task.ts';
import type { TaskWithParts } from '../store/queue-store.ts';
import { isOpticalTask } from '../tasks/hindrance.ts';
import { loopOrderOf, planInputOf } from '../tasks/record-plan.ts';

/** Null for task types that this console does not run, and so has no form for. */
export function draftFromTask(item: TaskWithParts): TaskDraft | null {
  const { task, tiles, request } = item;
  const { taskType } = task;
  if (!isOpticalTask(taskType)) return null;
  const plan = planInputOf(taskType, plannedRecord(item));
  const utc = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return {
    taskType,
    title: task.title ?? '',
    requiredExposureS: taskType === 'optical_imaging' ? plan.requiredExposureS : null,
    maxExposureS: taskType === 'optical_imaging_dark_calibration' ? plan.darkExposureS : plan.maxExposureS,
    frames: taskType === 'optical_imaging' ? null : plan.requiredFrames,
    filterIds: plan.filterIds,
    tiles: tiles.map((tile) => ({
      raDeg: tile.ra,
      decDeg: tile.dec,
      ...(tile.name === null ? {} : { name: tile.name }),
    })),
    loopOrder: loopOrderOf(taskType, task.loopOrder as LoopOrder | null),
    temperatureC: request?.ccdTemperatureC ?? null,
    temperatureToleranceC: request?.temperatureBand ?? null,
    binning: task.binning ?? 1,
    gain: task.gainSetting,
    flatTargetFraction: request?.targetFullWellFraction ?? null,
    flatMinExposureS: request?.minExposureTimeSec ?? null,
    flatMaxExposureS: request?.maxExposureTimeSec ?? null,
    flatLight: flatSourceOf(item),
    earliestStart: utc(task.earliestStartTime),
    plannedStart: utc(task.plannedStartTime),
    expiration: utc(task.expirationTime),
  };
}
