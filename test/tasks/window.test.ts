import { describe, expect, test } from 'vitest';
import { judgeWindow, statusAfterExpiry, windowFaults } from '../../src-main/tasks/window.ts';

const AT = Date.UTC(2026, 10, 22, 20, 0, 0);
const MINUTE = 60_000;

describe('may a frame of 60 s be begun now?', () => {
  test.each([
    { window: 'none', earliest: null, expires: null, verdict: 'open' },
    { window: 'opens now', earliest: AT, expires: null, verdict: 'open' },
    { window: 'opens in 1 ms', earliest: AT + 1, expires: null, verdict: 'too-early' },
    { window: 'closes as the frame ends', earliest: null, expires: AT + MINUTE, verdict: 'open' },
    { window: 'closes 1 ms before the frame ends', earliest: null, expires: AT + MINUTE - 1, verdict: 'no-time-left' },
    { window: 'closes in 1 ms', earliest: null, expires: AT + 1, verdict: 'no-time-left' },
    { window: 'closes now', earliest: null, expires: AT, verdict: 'expired' },
    { window: 'closed long ago', earliest: AT - 9 * MINUTE, expires: AT - MINUTE, verdict: 'expired' },
    { window: 'still closed, and long enough later', earliest: AT + 1, expires: AT + 9 * MINUTE, verdict: 'too-early' },
  ])('$window: $verdict', ({ earliest, expires, verdict }) => {
    expect(judgeWindow({ earliestStart: earliest, expiration: expires }, AT, 60).kind).toBe(verdict);
  });

  test('a window that is still closed says when it opens', () => {
    const window = { earliestStart: AT + MINUTE, expiration: null };
    expect(judgeWindow(window, AT, 60)).toEqual({ kind: 'too-early', opensAt: AT + MINUTE });
  });
});

test('a task that expired is not attempted without a frame, interrupted with some', () => {
  expect(statusAfterExpiry(0)).toBe('not_attempted');
  expect(statusAfterExpiry(1)).toBe('interrupted');
});

describe('windows that contradict themselves', () => {
  const faults = (earliestStart: number | null, plannedStart: number | null, expiration: number | null) =>
    windowFaults({ earliestStart, plannedStart, expiration }).map((fault) => fault.field);

  test.each([
    [null, null, null, []],
    [AT, AT, AT + 1, []],
    [AT, null, null, []],
    [AT, null, AT, ['expiration']],
    [AT + 1, null, AT, ['expiration']],
    [null, AT, AT, ['plannedStart']],
    [AT + 1, AT + 1, AT, ['expiration', 'plannedStart']],
    [AT, AT - MINUTE, AT + MINUTE, []],
  ])('earliest %s, planned %s, expires %s: %j', (earliest, planned, expires, expected) => {
    expect(faults(earliest, planned, expires)).toEqual(expected);
  });
});
