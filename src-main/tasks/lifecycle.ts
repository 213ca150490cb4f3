/** Which status may follow which. Statuses that only upstream knows lead nowhere here: such a task is kept, not touched. */
import { TASK_STATUSES, type TaskStatus } from '../contract/vocabulary.ts';

const FOLLOWS: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  unassigned: ['pending', 'canceled', 'not_attempted'],
  pending: ['active', 'unassigned', 'canceled', 'not_attempted'],
  active: ['completed', 'failed', 'interrupted', 'canceled'],
  interrupted: ['active', 'failed', 'canceled'],
  completed: [],
  failed: [],
  not_attempted: [],
  canceled: [],
};

export function isTaskStatus(status: string): status is TaskStatus {
  return (TASK_STATUSES as readonly string[]).includes(status);
}

/** True for statuses that a task never leaves. */
export function isFinal(status: string): boolean {
  return isTaskStatus(status) && FOLLOWS[status].length === 0;
}

/** True for statuses from which a run may take the task up. */
export function isRunnable(status: string): boolean {
  return isTaskStatus(status) && FOLLOWS[status].includes('active');
}

export function mayFollow(from: string, to: string): boolean {
  return isTaskStatus(from) && isTaskStatus(to) && FOLLOWS[from].includes(to);
}

/** The times that a change of status sets. All UTC ms; null = not set so far. */
export interface TaskTimes {
  readonly actualStartTime: number | null;
  readonly actualEndTime: number | null;
  readonly completedOn: number | null;
}

/**
 * What a change of status does to a task's times: the end is set on leaving `active` or `interrupted` for a final status,
 * `completedOn` only for completed. The start is not set here but by the first frame that is begun.
 */
export function timesAfter(times: TaskTimes, from: string, to: TaskStatus, now: number): TaskTimes {
  const ended = isFinal(to) && (from === 'active' || from === 'interrupted');
  return {
    actualStartTime: times.actualStartTime,
    actualEndTime: ended ? now : times.actualEndTime,
    completedOn: to === 'completed' ? now : times.completedOn,
  };
}
