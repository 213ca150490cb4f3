/** What an update from upstream does to a task that the site already has. */
import { isOpticalTask } from './hindrance.ts';
import { isFinal, mayFollow } from './lifecycle.ts';

export interface PresentTask {
  readonly taskType: string;
  readonly status: string;
  readonly modifiedOn: number;
  /** Frames begun here. Once there are any, counts and status are the site's to say. */
  readonly attempted: number;
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
  /** Work was done here: the plan is upstream's, the counts are ours, the status changes only as the lifecycle allows. */
  | { readonly kind: 'merge'; readonly status: string; readonly refused: string | null };

export function decideUpdate(present: PresentTask, incoming: IncomingTask): UpdateDecision {
  if (incoming.modifiedOn <= present.modifiedOn) return { kind: 'stale' };
  const ours = isOpticalTask(present.taskType);
  if (ours && isFinal(present.status)) return { kind: 'final' };
  if (!ours || present.attempted === 0) return { kind: 'replace' };
  // Upstream tells a running task's status from what it last heard; only taking the task away or cancelling it is an order.
  const isOrder = incoming.status === 'canceled' || incoming.status === 'unassigned';
  if (!isOrder) return { kind: 'merge', status: present.status, refused: null };
  return mayFollow(present.status, incoming.status)
    ? { kind: 'merge', status: incoming.status, refused: null }
    : {
        kind: 'merge',
        status: present.status,
        refused: `it is ${present.status} here, so it cannot become ${incoming.status}`,
      };
}
