import { describe, expect, test, vi } from 'vitest';
import type { Store } from '../../src-main/store/open-store.ts';
import {
  countByStatus,
  loadTask,
  pageQueue,
  placeOf,
  type QueueFilter,
  remainingOfQueue,
  runnableTasks,
} from '../../src-main/store/queue-store.ts';
import { moveTasks } from '../../src-main/store/task-order.ts';
import { changeStatus, expiredTasks, tasksInStatus } from '../../src-main/store/task-status.ts';
import { importRows, lightRow, NOW, newStore, typed, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

const numberOf = (uid: string) => Number(uid.slice(-12));
type Page = Parameters<typeof pageQueue>[2];

function page(store: Store, filter: QueueFilter = {}, change: Partial<Page> = {}) {
  const { total, tasks, places } = pageQueue(store.db, filter, {
    offset: 0,
    limit: 100,
    sort: 'place',
    descending: false,
    ...change,
  });
  return { total, tasks: tasks.map((item) => numberOf(item.task.uid)), places };
}

function night(): Store {
  const store = newStore();
  importRows(store, [
    lightRow(1, { title: 'Whirlpool', planned_start_time: '2026-11-22T20:00:00Z' }),
    lightRow(2, {
      title: null,
      tiles: [{ ra: 1, dec: 2, name: 'M 31 West' }],
      filters: [{ id: 6 }],
      planned_start_time: '2026-11-22T21:00:00Z',
    }),
    lightRow(3, { status: 'interrupted', title: 'M_31 100%', planned_start_time: '2026-11-22T22:00:00Z' }),
    lightRow(4, { status: 'completed', title: 'Andromeda', planned_start_time: '2026-11-22T23:00:00Z', id: 4711 }),
    lightRow(5, { task_type: 'radio_mapping', title: 'Galactic plane', planned_start_time: '2026-11-23T00:00:00Z' }),
    lightRow(6, {
      title: 'Bubble',
      expiration_time: '2026-11-23T05:00:00Z',
      planned_start_time: '2026-11-23T01:00:00Z',
    }),
  ]);
  return store;
}

describe('a page of the queue', () => {
  test('holds the tasks in the order of the queue, with their places', () => {
    const store = night();
    expect(page(store)).toEqual({ total: 6, tasks: [1, 2, 3, 4, 5, 6], places: [1, 2, 3, 4, 5, 6] });
    expect(page(store, {}, { offset: 2, limit: 2 })).toEqual({ total: 6, tasks: [3, 4], places: [3, 4] });
    expect(page(store, {}, { descending: true, offset: 1, limit: 2 })).toEqual({
      total: 6,
      tasks: [5, 4],
      places: [5, 4],
    });
    expect(page(store, {}, { offset: 6 })).toEqual({ total: 6, tasks: [], places: [] });
  });

  test('of some statuses or types keeps the places of the whole queue', () => {
    const store = night();
    moveTasks(store.db, [uidOf(6)], { end: 'first' });
    expect(page(store, { statuses: ['interrupted', 'completed'] })).toEqual({
      total: 2,
      tasks: [3, 4],
      places: [4, 5],
    });
    expect(page(store, { taskTypes: ['radio_mapping'] })).toEqual({ total: 1, tasks: [5], places: [6] });
    expect(page(store, { statuses: ['pending'], taskTypes: ['optical_imaging'] }, { offset: 1 })).toEqual({
      total: 3,
      tasks: [1, 2],
      places: [2, 3],
    });
    expect(page(store, { statuses: [] })).toEqual({ total: 0, tasks: [], places: [] });
  });

  test.each<[string, number[]]>([
    ['whirl', [1]],
    ['WHIRLPOOL', [1]],
    ['m 31', [2, 3]],
    ['west m', [2]],
    ['ha', [2]],
    ['4711', [4]],
    [uidOf(5).toUpperCase(), [5]],
    ['m_31', [3]],
    ['100%', [3]],
    ['%', [3]],
    ['*', []],
    ['m?31', []],
    ['[m]', []],
    ['west 31 m ha', [2]],
    ['nothing like it', []],
    // Stands in every uid here, and in no name.
    ['5eed', []],
    ['  ', [1, 2, 3, 4, 5, 6]],
  ])('found by “%s”', (text, expected) => {
    expect(page(night(), { text }).tasks).toEqual(expected);
  });

  test('sorted by a column is sorted, ties in the order of the queue, what has no value last', () => {
    const store = night();
    expect(page(store, {}, { sort: 'title' }).tasks).toEqual([4, 6, 5, 3, 1, 2]);
    expect(page(store, {}, { sort: 'status' }).tasks).toEqual([4, 3, 1, 2, 5, 6]);
    expect(page(store, {}, { sort: 'status', descending: true })).toMatchObject({
      tasks: [1, 2, 5, 6, 3, 4],
      places: [1, 2, 5, 6, 3, 4],
    });
    expect(page(store, {}, { sort: 'expiration', limit: 1 }).tasks).toEqual([6]);
    expect(page(store, {}, { sort: 'expiration', descending: true, limit: 1 }).tasks).toEqual([6]);
    expect(page(store, {}, { sort: 'plannedStart', descending: true }).tasks).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe('one task', () => {
  test('comes with its parts and knows its place', () => {
    const store = night();
    const item = loadTask(store.db, uidOf(2))!;
    expect(item.filters).toEqual([{ id: 6, name: null }]);
    expect(item.tiles.map((tile) => tile.name)).toEqual(['M 31 West']);
    expect(item.cells.map((cell) => [cell.plannedFrames, cell.frameExposureS])).toEqual([[10, 60]]);
    expect(placeOf(store.db, item.task)).toBe(2);
    expect(loadTask(store.db, uidOf(99))).toBeNull();
  });

  test('without filters of its own has those of its request', () => {
    const store = newStore();
    const flat = {
      task_type: 'optical_imaging_flat_calibration',
      filters: [],
      request: { filter_ids: [3, 2], required_frames: 5 },
    };
    importRows(store, [lightRow(1, flat)]);
    expect(loadTask(store.db, uidOf(1))?.filters.map((filter) => filter.id)).toEqual([3, 2]);
  });
});

describe('what a run works off', () => {
  test('the pending and interrupted optical tasks of its instrument, in the order of the queue', () => {
    const store = night();
    importRows(store, [lightRow(7, { instrument_id: 9, instrument: { id: 9 } }), lightRow(8, { status: 'active' })]);
    moveTasks(store.db, [uidOf(6)], { end: 'first' });
    expect([...runnableTasks(store.db, 1)].map((item) => numberOf(item.task.uid))).toEqual([6, 1, 2, 3]);
  });

  test('all of them, also where there are more than a batch', () => {
    const store = newStore();
    importRows(
      store,
      Array.from({ length: 120 }, (_, i) => lightRow(i + 1)),
    );
    expect([...runnableTasks(store.db, 1)]).toHaveLength(120);
  });

  test('and the time that they need, with the one that is being run', () => {
    const store = newStore();
    importRows(
      store,
      [1, 2, 3].map((n) => lightRow(n, { status: ['pending', 'active', 'completed'][n - 1] })),
    );
    expect(remainingOfQueue(store.db, 1)).toBe(2 * 10 * 65);
    expect(remainingOfQueue(store.db, 2)).toBe(0);
  });

  test('the counts by status', () => {
    expect(countByStatus(night().db)).toEqual({ total: 6, byStatus: { pending: 4, interrupted: 1, completed: 1 } });
    expect(countByStatus(newStore().db)).toEqual({ total: 0, byStatus: {} });
  });
});

describe('a change of status', () => {
  test('sets the times, notes who and why, and when', () => {
    const store = night();
    changeStatus(store.db, uidOf(1), { to: 'active', who: 'runner', why: typed('started'), now: NOW });
    changeStatus(store.db, uidOf(1), {
      to: 'completed',
      who: 'runner',
      why: typed('every cell has what it needs'),
      now: NOW + 5000,
    });
    const { task } = loadTask(store.db, uidOf(1))!;
    expect(task).toMatchObject({
      status: 'completed',
      actualEndTime: NOW + 5000,
      completedOn: NOW + 5000,
      modifiedOn: NOW + 5000,
    });
  });

  test('that the lifecycle does not know is refused, and nothing is noted', () => {
    const store = night();
    const before = loadTask(store.db, uidOf(4));
    expect(() =>
      changeStatus(store.db, uidOf(4), { to: 'active', who: 'runner', why: typed('again'), now: NOW }),
    ).toThrow('The task is completed; it cannot become active.');
    expect(() =>
      changeStatus(store.db, uidOf(99), { to: 'active', who: 'runner', why: typed('again'), now: NOW }),
    ).toThrow('There is no task');
    expect(loadTask(store.db, uidOf(4))).toEqual(before);
  });

  test('tasks whose time is over are those not yet begun, of the optical types', () => {
    const store = newStore();
    const expires = '2026-11-22T20:00:00Z';
    const rows = ['pending', 'unassigned', 'interrupted', 'active', 'canceled'].map((status, i) =>
      lightRow(i + 1, { status, expiration_time: expires }),
    );
    importRows(store, [...rows, lightRow(8, { task_type: 'radio_mapping', expiration_time: expires }), lightRow(9)]);
    expect(expiredTasks(store.db, NOW - 1)).toEqual([]);
    expect(expiredTasks(store.db, NOW).map((task) => numberOf(task.uid))).toEqual([1, 2]);
    expect(tasksInStatus(store.db, 'active')).toEqual([{ uid: uidOf(4) }]);
  });
});
