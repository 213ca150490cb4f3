/** What the test runners counted, which tests failed, and reading both from the runners' reports. */
import { readFileSync } from 'node:fs';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed tests by name, each with what it said. */
  readonly failures: readonly string[];
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Lines of a failure's message that are told again at the end. */
const TOLD_LINES = 12;

export function sum(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (total, { passed, failed, skipped, failures }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      failures: [...total.failures, ...failures],
    }),
    NONE,
  );
}

/** The last line of a test run: `12 passed, 0 failed`, with `, 3 skipped` when any were. */
export function summaryLine({ passed, failed, skipped }: Omit<Counts, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** A failed test as it is told again above the last line: its name, and the beginning of what it said. */
export function describeFailure(name: string, message: string): string {
  const lines = message.trimEnd().split('\n').slice(0, TOLD_LINES);
  return [`FAILED ${name}`, ...lines.map((line) => `         ${line}`)].join('\n');
}

/**
 * What a runner did, given its counts and its exit code. A runner that fails without any failed test (a file that does
 * not load, an unhandled rejection, a broken report) still counts as one failure, never as none.
 */
export function withExitCode(runner: string, counts: Counts, exitCode: number): Counts {
  if (exitCode === 0 || counts.failed > 0) return counts;
  const message = 'No test failed, but the runner did: see its output above.';
  return { ...counts, failed: 1, failures: [describeFailure(`${runner}, exit code ${exitCode}`, message)] };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Counts from a report of vitest's JSON reporter; none when there is no report. */
export function readVitestCounts(file: string): Counts {
  const report = readReport<VitestReport>(file);
  const failures = (report.testResults ?? []).flatMap((tested) =>
    tested.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) =>
        describeFailure(`${tested.name}: ${fullName}`, failureMessages.join('\n')),
      ),
  );
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
    failures,
  };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly projectName: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>;
  readonly suites: readonly PlaywrightSuite[];
}

/** Counts from a report of Playwright's JSON reporter; none when there is no report. A flaky test has failed once. */
export function readPlaywrightCounts(file: string): Counts {
  const { stats, suites = [] } = readReport<PlaywrightReport>(file);
  if (stats === undefined) return NONE;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: suites.flatMap(failuresOfSuite),
  };
}

function failuresOfSuite({ suites = [], specs }: PlaywrightSuite): string[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        describeFailure(
          `[${projectName}] ${file}: ${title}`,
          results.map(({ error }) => error?.message ?? '').join('\n'),
        ),
      ),
  );
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

/** Counts as the USB bench writes them; none when there is no report. */
export function readBenchCounts(file: string): Counts {
  return { ...NONE, ...readReport<Counts>(file) };
}

function readReport<Report>(file: string): Partial<Report> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Report>;
  } catch {
    return {};
  }
}
