/** Numbers of tests, and reading them from the reports of the two test runners. */
import { readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NONE,
  );
}

/** The last line of a test run: `12 passed, 0 failed`, with `, 3 skipped` when any were. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * What a runner did, given its counts and its exit code. A runner that fails without any failed test (a file that does
 * not load, an unhandled rejection, a broken report) still counts as one failure, never as none.
 */
export function withExitCode(counts: Counts, exitCode: number): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Counts from a report of vitest's JSON reporter; none when there is no report. */
export function readVitestCounts(file: string): Counts {
  const report = readJson(file);
  const number = (key: string) => (typeof report[key] === 'number' ? report[key] : 0);
  return {
    passed: number('numPassedTests'),
    failed: number('numFailedTests'),
    skipped: number('numPendingTests') + number('numTodoTests'),
  };
}

/** Counts from a report of Playwright's JSON reporter; none when there is no report. A flaky test has failed once. */
export function readPlaywrightCounts(file: string): Counts {
  const stats = readJson(file).stats;
  if (typeof stats !== 'object' || stats === null) return NONE;
  const number = (key: string) => Number((stats as Record<string, unknown>)[key] ?? 0);
  return { passed: number('expected'), failed: number('unexpected') + number('flaky'), skipped: number('skipped') };
}

/** Counts as the USB bench writes them; none when there is no report. */
export function readBenchCounts(file: string): Counts {
  const report = readJson(file);
  const number = (key: string) => (typeof report[key] === 'number' ? report[key] : 0);
  return { passed: number('passed'), failed: number('failed'), skipped: number('skipped') };
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
