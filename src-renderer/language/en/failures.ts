/** Why a request failed, or a part of it. English is the console's own language: it is shown as it was said. */
import type { Failure, Problem } from '../../../src-main/contract/errors.ts';
import type { FailureFacts } from '../../../src-main/contract/refusal.ts';
import type { Said } from '../said.ts';

const asItWasSaid = (message: string): Said => ({ text: message, original: null });

export const failures = {
  failure: ({ message }: Failure) => asItWasSaid(message),
  /** One of several things that are wrong with some input, at its field. */
  problem: ({ message }: Pick<Problem, 'message' | 'facts'>) => asItWasSaid(message),
  /** Why one of several things was not done. */
  why: (why: string, _facts: FailureFacts | null) => asItWasSaid(why),
};
