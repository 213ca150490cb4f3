/** Why a task does not run, or not yet: the sentence that stands beside it in the queue. */
import type { FieldFault } from '../contract/task-fault.ts';
import type { Hindrance } from '../contract/views.ts';
import { OPTICAL_TASK_TYPES } from '../contract/vocabulary.ts';
import { isFinal, isRunnable } from './lifecycle.ts';
import { judgeWindow } from './window.ts';

export interface HindranceInput {
  readonly taskType: string;
  readonly status: string;
  readonly instrumentId: number | null;
  readonly filterNames: readonly { readonly id: number; readonly name: string }[];
  readonly earliestStart: number | null;
  readonly expiration: number | null;
  /** Exposure and readout of the next frame, s. */
  readonly nextFrameS: number;
  /** The plan cannot be made, and why. */
  readonly planFault: FieldFault<string> | null;
}

export interface HindranceContext {
  readonly now: number;
  readonly instrumentId: number;
  /** Filters that the instrument's wheels hold now. */
  readonly filterIds: ReadonlySet<number>;
  /** Tasks that the observer has skipped in this run. */
  readonly skipped: boolean;
}

export function isOpticalTask(taskType: string): taskType is (typeof OPTICAL_TASK_TYPES)[number] {
  return (OPTICAL_TASK_TYPES as readonly string[]).includes(taskType);
}

/** The first thing in the way of taking the task's next frame now; null when nothing is. */
export function hindranceOf(task: HindranceInput, context: HindranceContext): Hindrance | null {
  if (isFinal(task.status)) return null;
  if (task.taskType === 'radio_tracking' || task.taskType === 'radio_mapping') {
    return { reason: 'radio', message: 'A radio task: kept here, run by the radio telescope’s own system.' };
  }
  if (!isOpticalTask(task.taskType)) {
    return {
      ...{ reason: 'unknown-type', unknown: 'type', word: task.taskType },
      message: `This console does not know the task type “${task.taskType}”. Kept, not run.`,
    };
  }
  if (task.status === 'unassigned') return { reason: 'unassigned', message: 'Not assigned to this site yet.' };
  if (task.status !== 'active' && !isRunnable(task.status)) {
    return {
      ...{ reason: 'unknown-type', unknown: 'status', word: task.status },
      message: `This console does not know the status “${task.status}”. Kept, not run.`,
    };
  }
  if (task.instrumentId !== context.instrumentId) {
    return {
      ...{ reason: 'other-instrument', instrumentId: task.instrumentId },
      message: `For instrument ${task.instrumentId ?? '?'}, which is not the one run here.`,
    };
  }
  if (task.planFault !== null) {
    return { reason: 'plan', message: task.planFault.message, fault: task.planFault.facts };
  }
  const absent = task.filterNames.filter((filter) => !context.filterIds.has(filter.id));
  if (absent.length > 0) {
    const filters = absent.map((filter) => filter.name);
    return {
      ...{ reason: 'no-filter', filters },
      message: `Not in the filter wheel: ${filters.join(', ')}. Put it in and say so under Devices, or edit the task.`,
    };
  }
  const window = judgeWindow(task, context.now, task.nextFrameS);
  if (window.kind === 'expired') return { reason: 'expired', message: 'Its time is over.' };
  if (window.kind === 'no-time-left')
    return { reason: 'no-time-left', message: 'Another frame would end after the task expires.' };
  if (window.kind === 'too-early') {
    return {
      reason: 'not-before',
      message: `Not before ${new Date(window.opensAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    };
  }
  if (context.skipped) return { reason: 'skipped', message: 'Skipped in this run. The next run takes it up again.' };
  return null;
}
