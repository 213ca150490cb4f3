import type { FailureFacts, ProblemFacts } from './refusal.ts';

/**
 * Why a request failed, in a form that code can switch on. Beside it always stands a sentence that says what is wrong
 * and what to do about it.
 */
export type FailureReason =
  /** The input breaks a rule; `problems` says which row and field. */
  | 'bad-input'
  /** No task, frame or device of that name. */
  | 'not-found'
  /** The thing exists, but its present state forbids this (a final task, a run that is not running). */
  | 'wrong-state'
  /** A device refused, is missing, or did not do what it was told. */
  | 'device'
  /** The file system refused: no space, no permission, a damaged file. */
  | 'storage'
  /** The data folder belongs to a running console. */
  | 'busy'
  /** The connection to the console is gone. */
  | 'disconnected'
  /** A fault in the console itself. */
  | 'internal';

/** One thing that is wrong with some input. What its message is made of stands beside it where it has a code. */
export interface Problem {
  /** Row in an imported list, from 1; absent where there are no rows. */
  readonly row?: number;
  /** Wire name of the field at fault, with a path where nested: `tiles[0].ra`. */
  readonly field: string;
  /** A sentence that a person can act on. */
  readonly message: string;
  readonly facts?: ProblemFacts;
}

/** A failure as it crosses a channel. */
export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  /** What the message is made of, where it has a code. */
  readonly facts?: FailureFacts;
  readonly problems?: readonly Problem[];
}

/** The one error class that the console throws on purpose. Anything else that is thrown is a fault of ours. */
export class ConsoleError extends Error implements Failure {
  override readonly name = 'ConsoleError';
  readonly reason: FailureReason;
  readonly facts?: FailureFacts;
  readonly problems?: readonly Problem[];

  constructor(
    reason: FailureReason,
    message: string,
    options: { facts?: FailureFacts | undefined; problems?: readonly Problem[] | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.reason = reason;
    if (options.facts !== undefined) this.facts = options.facts;
    if (options.problems !== undefined) this.problems = options.problems;
  }

  /** The error that failed at the other end of a channel. */
  static from({ reason, message, facts, problems }: Failure): ConsoleError {
    return new ConsoleError(reason, message, { facts, problems });
  }
}

/** What any thrown value says across a channel. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof ConsoleError) {
    return {
      reason: thrown.reason,
      message: thrown.message,
      ...(thrown.facts === undefined ? {} : { facts: thrown.facts }),
      ...(thrown.problems === undefined ? {} : { problems: thrown.problems }),
    };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { reason: 'internal', message: `A fault in the console: ${message}` };
}
