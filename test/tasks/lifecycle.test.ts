import { describe, expect, test } from 'vitest';
import { TASK_STATUSES, type TaskStatus } from '../../src-main/contract/vocabulary.ts';
import { isFinal, isRunnable, mayFollow, timesAfter } from '../../src-main/tasks/lifecycle.ts';

const ALLOWED = new Set([
  'unassigned → pending',
  'unassigned → canceled',
  'unassigned → not_attempted',
  'pending → active',
  'pending → unassigned',
  'pending → canceled',
  'pending → not_attempted',
  'active → completed',
  'active → failed',
  'active → interrupted',
  'active → canceled',
  'interrupted → active',
  'interrupted → failed',
  'interrupted → canceled',
]);
const PAIRS = TASK_STATUSES.flatMap((from) => TASK_STATUSES.map((to) => ({ from, to })));

describe('which status may follow which', () => {
  test.each(PAIRS)('$from → $to', ({ from, to }) => {
    expect(mayFollow(from, to)).toBe(ALLOWED.has(`${from} → ${to}`));
  });

  test('a status that only upstream knows neither follows nor is followed, and is not final', () => {
    expect(mayFollow('on_hold', 'pending')).toBe(false);
    expect(mayFollow('pending', 'on_hold')).toBe(false);
    expect(isFinal('on_hold')).toBe(false);
    expect(isRunnable('on_hold')).toBe(false);
  });

  test('four statuses are final, and two can be taken up by a run', () => {
    expect(TASK_STATUSES.filter(isFinal)).toEqual(['completed', 'failed', 'not_attempted', 'canceled']);
    expect(TASK_STATUSES.filter(isRunnable)).toEqual(['pending', 'interrupted']);
  });
});

describe('times that a change of status sets', () => {
  const none = { actualStartTime: null, actualEndTime: null, completedOn: null };
  const begun = { ...none, actualStartTime: 1000 };

  test('completion sets the end and completed_on, and leaves the start', () => {
    expect(timesAfter(begun, 'active', 'completed', 9000)).toEqual({
      actualStartTime: 1000,
      actualEndTime: 9000,
      completedOn: 9000,
    });
  });

  test.each<[string, TaskStatus]>([
    ['active', 'failed'],
    ['active', 'canceled'],
    ['interrupted', 'failed'],
    ['interrupted', 'canceled'],
  ])('%s → %s sets the end only', (from, to) => {
    expect(timesAfter(begun, from, to, 9000)).toEqual({ ...begun, actualEndTime: 9000 });
  });

  test.each<[string, TaskStatus]>([
    ['pending', 'active'],
    ['interrupted', 'active'],
    ['active', 'interrupted'],
    ['pending', 'canceled'],
    ['pending', 'not_attempted'],
    ['unassigned', 'canceled'],
  ])('%s → %s sets none', (from, to) => {
    expect(timesAfter(begun, from, to, 9000)).toEqual(begun);
  });
});
