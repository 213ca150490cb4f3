/** What an update from upstream does to a task that the site already has. */
import type { TaskStatus } from '../contract/vocabulary.ts';
import { isOpticalTask } from './hindrance.ts';
import { isFinal, mayFollow } from './lifecycle.ts';

export interface PresentTask {
  readonly taskType: string;
  readonly status: string;
  readonly modifiedOn: number;
  /** Frames were begun here: from then on counts and status are the site's to say. */
  readonly hasFrames: boolean;
}

export interface IncomingTask {
  readonly status: string;
  readonly modifiedOn: number;
}

export type UpdateDecision =
  /** Older than, or as old as, what is here. */
  | { readonly kind: 'stale' }
  /** Final here: final tasks never change. */
  | { readonly kind: 'final' }
  /** Nothing was done here yet: upstream's record replaces ours. */
  | { readonly kind: 'replace' }
  /** Work was done here, or is being done: the plan is upstream's, counts and status are ours, but for an order. */
  | {
      readonly kind: 'merge';
      /** The status that upstream orders and the lifecycle allows. */
      readonly order: TaskStatus | null;
      /** The status that upstream orders and the lifecycle does not allow. */
      readonly refused: TaskStatus | null;
    };

export function decideUpdate(present: PresentTask, incoming: IncomingTask): UpdateDecision {
  if (incoming.modifiedOn <= present.modifiedOn) return { kind: 'stale' };
  const ours = isOpticalTask(present.taskType);
  if (ours && isFinal(present.status)) return { kind: 'final' };
  const begun = present.hasFrames || present.status === 'active';
  if (!ours || !begun) return { kind: 'replace' };
  // Upstream tells a running task's status from what it last heard; only taking the task away or cancelling it is an order.
  const order = incoming.status === 'canceled' || incoming.status === 'unassigned' ? incoming.status : null;
  if (order === null || order === present.status) return { kind: 'merge', order: null, refused: null };
  if (mayFollow(present.status, order)) return { kind: 'merge', order, refused: null };
  return { kind: 'merge', order: null, refused: order };
}
