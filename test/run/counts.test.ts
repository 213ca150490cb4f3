import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBenchCounts, readPlaywrightCounts, readVitestCounts, sum, summaryLine, withExitCode } from './counts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-counts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const report = (content: string) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, content);
  return file;
};

test('the last line names skipped tests only when there are any', () => {
  expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  expect(
    summaryLine(
      sum([
        { passed: 3, failed: 1, skipped: 0 },
        { passed: 4, failed: 0, skipped: 2 },
      ]),
    ),
  ).toBe('7 passed, 1 failed, 2 skipped');
});

test('a runner that broke down counts as a failure even when no test failed', () => {
  expect(withExitCode({ passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1);
  expect(withExitCode({ passed: 9, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  expect(withExitCode(readVitestCounts(join(folder, 'missing.json')), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts are read from every runner’s report', () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(readVitestCounts(report(JSON.stringify(vitest)))).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const playwright = { stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } };
  expect(readPlaywrightCounts(report(JSON.stringify(playwright)))).toEqual({ passed: 7, failed: 2, skipped: 2 });
  const bench = { passed: 9, failed: 1, skipped: 0 };
  expect(readBenchCounts(report(JSON.stringify(bench)))).toEqual(bench);
  expect(readBenchCounts(join(folder, 'missing.json'))).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
