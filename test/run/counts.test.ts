import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  NONE,
  readBenchCounts,
  readPlaywrightCounts,
  readVitestCounts,
  sum,
  summaryLine,
  withExitCode,
} from './counts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-counts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const report = (content: object) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

test('the last line names skipped tests only when there are any', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  const total = sum([
    { passed: 3, failed: 1, skipped: 0, failures: ['one'] },
    { passed: 4, failed: 1, skipped: 2, failures: ['two'] },
  ]);
  expect(summaryLine(total)).toBe('7 passed, 2 failed, 2 skipped');
  expect(total.failures).toEqual(['one', 'two']);
});

test('a runner that broke down counts as a failure even when no test failed', () => {
  const broken = withExitCode('vitest', { ...NONE, passed: 9 }, 1);
  expect(broken.failed).toBe(1);
  expect(broken.failures[0]).toContain('vitest, exit code 1');
  expect(withExitCode('vitest', { ...NONE, passed: 9, failed: 2 }, 1).failed).toBe(2);
  expect(withExitCode('vitest', readVitestCounts(join(folder, 'missing.json')), 1)).toMatchObject({
    passed: 0,
    failed: 1,
  });
});

test('counts and failed tests are read from every runner’s report', () => {
  const vitest = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      {
        name: 'test/night.test.ts',
        assertionResults: [
          { fullName: 'the night ends', status: 'passed', failureMessages: [] },
          { fullName: 'the dome shuts', status: 'failed', failureMessages: [`open\n${'at\n'.repeat(50)}`] },
        ],
      },
    ],
  };
  const unit = readVitestCounts(report(vitest));
  expect(unit).toMatchObject({ passed: 5, failed: 1, skipped: 3 });
  expect(unit.failures).toHaveLength(1);
  expect(unit.failures[0]).toMatch(/^FAILED test\/night\.test\.ts: the dome shuts\n +open\n/);
  expect(unit.failures[0]?.split('\n').length).toBeLessThan(20);

  const flaky = { status: 'flaky', projectName: 'browser', results: [{ error: { message: 'too late' } }, {}] };
  const playwright = {
    stats: { expected: 7, unexpected: 0, flaky: 1, skipped: 2 },
    suites: [{ specs: [], suites: [{ specs: [{ title: 'it opens', file: 'a.spec.ts', tests: [flaky] }] }] }],
  };
  expect(readPlaywrightCounts(report(playwright))).toMatchObject({ passed: 7, failed: 1, skipped: 2 });
  expect(readPlaywrightCounts(report(playwright)).failures[0]).toMatch(/\[browser\] a\.spec\.ts: it opens\n +too late/);

  const bench = { passed: 9, failed: 1, skipped: 0, failures: ['FAILED faults: the cable'] };
  expect(readBenchCounts(report(bench))).toEqual(bench);
  expect(readBenchCounts(join(folder, 'missing.json'))).toEqual(NONE);
});
