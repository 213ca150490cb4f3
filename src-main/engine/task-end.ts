/** How a task's turn ends, and what its history says of that. Pure. */
import type { HistoryReason } from '../contract/history-reason.ts';
import type { Halt, LeftFacts, OutOfTime, TroubleFacts } from '../contract/run-reasons.ts';
import type { Worded } from '../contract/worded.ts';

/** The runner gives the task the status that follows. */
export type TaskEnd =
  | { readonly kind: 'completed' }
  | ({ readonly kind: 'expired' } & OutOfTime)
  /** Left for this run: the observer or a condition said so. */
  | ({ readonly kind: 'left' } & LeftFacts)
  /** The task's status was changed from outside (cancelled, taken away). */
  | { readonly kind: 'taken-away' }
  /** A person ended the run after or in a frame. */
  | ({ readonly kind: 'halted' } & Halt)
  /** Devices fail in a way that another try will not mend. */
  | ({ readonly kind: 'trouble' } & TroubleFacts);

/** “paused by the observer” */
export function haltSentence({ how, who }: Halt): string {
  return `${how} by the ${who}`;
}

/** Why a task is interrupted by the end of its turn. */
export function whyInterrupted(end: Exclude<TaskEnd, { kind: 'completed' | 'taken-away' }>): Worded<HistoryReason> {
  switch (end.kind) {
    case 'expired': {
      const { kind, ...facts } = end;
      const over = `its time ended with ${facts.acquired} of ${facts.planned} frames`;
      const message = facts.unfit ? 'another frame would have ended after it expires' : over;
      return { message, facts: { code: 'out-of-time', ...facts } };
    }
    case 'halted': {
      const { kind, ...facts } = end;
      return { message: haltSentence(end), facts: { code: kind, ...facts } };
    }
    case 'left': {
      const { kind, ...facts } = end;
      return { message: end.why, facts: { code: kind, ...facts } };
    }
    case 'trouble': {
      const { kind, ...facts } = end;
      return { message: end.why, facts: { code: kind, ...facts } };
    }
  }
}

/** Other reasons why a task's status changes. */
export const STATUS_REASONS = {
  started: { message: 'started', facts: { code: 'started' } },
  resumed: { message: 'resumed', facts: { code: 'resumed' } },
  complete: { message: 'every cell has what it needs', facts: { code: 'complete' } },
  expired: { message: 'its time ended before any frame', facts: { code: 'expired' } },
  consoleEnded: { message: 'the console ended while it ran', facts: { code: 'console-ended' } },
  runEnded: { message: 'the run that had it ended', facts: { code: 'run-ended' } },
} as const satisfies Record<string, Worded<HistoryReason>>;
