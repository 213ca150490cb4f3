import { toFailure } from './errors.ts';
import type { FailureFacts } from './refusal.ts';

/** Why something could not be queued, built, measured or exported. */
export interface WhyNot {
  /** In English. */
  readonly why: string;
  /** Null where only the sentence says it. */
  readonly whyFacts: FailureFacts | null;
}

/** From what was thrown when it was tried. */
export function whyNot(thrown: unknown): WhyNot {
  const { message, facts } = toFailure(thrown);
  return { why: message, whyFacts: facts ?? null };
}
