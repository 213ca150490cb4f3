import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';
import { frameTask, madeTasks, madeUid } from './made-tasks.ts';

const known = {
  otas: new Set([1]),
  cameras: new Set([1]),
  instruments: new Set([1]),
  filters: new Map(DEFAULT_SETUP.filters.map(({ id, name }) => [id, name])),
};

test('the made queue is one that the console takes, each task once', () => {
  const rows = madeTasks(200, Date.UTC(2026, 10, 22));
  const { records, problems } = checkRecords(rows, known);
  expect(problems).toEqual([]);
  expect(new Set(records.map(({ uid }) => uid)).size).toBe(200);
  expect(records[150]?.uid).toBe(madeUid(150));
  expect(new Set(records.map((record) => record.task_type)).size).toBe(3);
});

test('so is the task whose frames are measured, and its window is open', () => {
  const { records, problems } = checkRecords([frameTask(randomUUID(), 70, 10)], known);
  expect(problems).toEqual([]);
  expect(records[0]).toMatchObject({ total_exposures: 70, earliest_start_time: null, expiration_time: null });
});
