/** What the bench's checks found, one by one, and what they measured. */
import { type Counts, describeFailure } from '../../run/counts.ts';

export interface CheckResult {
  readonly part: string;
  readonly name: string;
  /** Why it failed; null when it passed. */
  readonly failure: string | null;
  readonly seconds: number;
}

/** A figure to be shown with what it is. */
export interface Measurement {
  readonly what: string;
  readonly value: string;
}

export type BenchMessage =
  | { readonly type: 'check'; readonly check: CheckResult }
  | { readonly type: 'measured'; readonly measurement: Measurement }
  /** Nothing more is coming. */
  | { readonly type: 'finished' };

export function countChecks(checks: readonly CheckResult[]): Counts {
  const failures = checks.flatMap(({ part, name, failure }) =>
    failure === null ? [] : [describeFailure(`USB bench, ${part}: ${name}`, failure)],
  );
  return { passed: checks.length - failures.length, failed: failures.length, skipped: 0, failures };
}

export function describeCheck({ part, name, failure, seconds }: CheckResult): string {
  const line = `${failure === null ? 'ok    ' : 'FAILED'} ${part}: ${name} (${seconds.toFixed(1)} s)`;
  return failure === null ? line : `${line}\n         ${failure.replaceAll('\n', '\n         ')}`;
}
