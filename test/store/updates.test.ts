import { describe, expect, test, vi } from 'vitest';
import { knownThings, loadSetup } from '../../src-main/store/setup-store.ts';
import { exportTask } from '../../src-main/store/task-export.ts';
import { importTasks } from '../../src-main/store/task-import.ts';
import { changeStatus } from '../../src-main/store/task-status.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';
import { takeFrame } from './a-frame.ts';
import { exported, importRows, lightRow, NOW, newStore, rowContext, typed, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

const LATER = '2026-11-21T12:00:00Z';
const UID = uidOf(1);

function storeWith(...rows: object[]) {
  const store = newStore();
  importRows(store, rows);
  return store;
}

describe('an import is all or nothing', () => {
  test('a failure in mid transaction leaves nothing of the rows before it', () => {
    const store = storeWith(lightRow(1));
    const before = exported(store);
    const rows = [lightRow(2), lightRow(1, { title: 'changed', modified_on: LATER }), lightRow(3)];
    const failing = {
      ...rowContext,
      filterName: (id: number) => {
        if (exported(store).length === 2) throw new Error('the disk is gone');
        return rowContext.filterName(id);
      },
    };
    const { records } = recordsOf(store, rows);
    expect(() => importTasks(store.db, records, NOW, failing)).toThrow('the disk is gone');
    expect(exported(store)).toEqual(before);
  });

  test('a bad row among good ones is refused before anything is written', () => {
    const store = storeWith(lightRow(1));
    expect(() => importRows(store, [lightRow(2), lightRow(3, { camera_id: 99 })])).toThrow('camera_id');
    expect(exported(store)).toHaveLength(1);
  });
});

describe('an update of a task', () => {
  test('that is older or as old changes nothing', () => {
    const store = storeWith(lightRow(1, { modified_on: LATER }));
    const before = exported(store);
    for (const modified_on of ['2026-11-20T12:00:00Z', LATER]) {
      expect(importRows(store, [lightRow(1, { title: 'older', modified_on })])).toMatchObject({ unchanged: 1 });
    }
    expect(exported(store)).toEqual(before);
  });

  test('of which nothing was taken replaces it at its place in the queue', () => {
    const store = storeWith(lightRow(1), lightRow(2));
    const update = lightRow(1, {
      required_exposure_time: 300,
      filters: [{ id: 4 }],
      total_exposures: 5,
      modified_on: LATER,
    });
    expect(importRows(store, [update])).toEqual({ created: 0, updated: 1, unchanged: 0, warnings: [] });
    expect(exported(store)[0]).toMatchObject({ uid: UID, required_exposure_time: 300, filters: [{ id: 4 }] });
    expect(exported(store)[0]?.cells).toHaveLength(1);
  });

  test('leaves what the observer decided here, where upstream says nothing of it', () => {
    const store = storeWith(
      lightRow(1, { title: 'Whirlpool', binning: 2, gain_setting: 120, loop_order: 'filter_outer' }),
    );
    importRows(store, [lightRow(1, { modified_on: LATER })]);
    expect(exported(store)[0]).toMatchObject({
      title: 'Whirlpool',
      binning: 2,
      gain_setting: 120,
      loop_order: 'filter_outer',
    });
    importRows(store, [lightRow(1, { modified_on: '2026-11-22T12:00:00Z', title: null, binning: 1 })]);
    expect(exported(store)[0]).toMatchObject({ binning: 1, gain_setting: 120 });
    expect(exported(store)[0]).not.toHaveProperty('title');
  });

  test('that changes the status says so in the history, and takes nothing from the history', () => {
    const assigned = {
      at: '2026-11-19T12:00:00Z',
      who: 'scheduler',
      from_status: null,
      to_status: 'unassigned',
      why: 'new',
    };
    const store = storeWith(lightRow(1, { status: 'unassigned', assignment_history: [assigned] }));
    changeStatus(store.db, UID, {
      to: 'pending',
      who: 'observer',
      why: typed('clear sky'),
      now: Date.parse(LATER) - 1000,
    });
    importRows(store, [lightRow(1, { status: 'canceled', assignment_history: [assigned], modified_on: LATER })]);
    const history = exported(store)[0]?.assignment_history as Record<string, unknown>[];
    expect(history.map(({ who, from_status, to_status }) => [who, from_status, to_status])).toEqual([
      ['scheduler', null, 'unassigned'],
      ['observer', 'unassigned', 'pending'],
      ['upstream', 'pending', 'canceled'],
    ]);
  });

  test('that is final here changes nothing, and is told', () => {
    const store = storeWith(lightRow(1, { status: 'canceled' }));
    const before = exported(store);
    const report = importRows(store, [lightRow(1, { modified_on: LATER })]);
    expect(report).toMatchObject({
      unchanged: 1,
      warnings: [
        {
          message: `Task ${UID} is canceled here; final tasks are not changed.`,
          facts: { code: 'final-here', uid: UID, status: 'canceled' },
        },
      ],
    });
    expect(exported(store)).toEqual(before);
  });
});

describe('an update of a task with frames', () => {
  /** Two frames in L, one in R, interrupted. */
  function begun() {
    const store = storeWith(lightRow(1));
    changeStatus(store.db, UID, { to: 'active', who: 'runner', why: typed('started'), now: NOW });
    takeFrame(store, UID, 0);
    takeFrame(store, UID, 0);
    takeFrame(store, UID, 1);
    changeStatus(store.db, UID, { to: 'interrupted', who: 'runner', why: typed('clouds'), now: NOW });
    return store;
  }
  const update = (change: object) => lightRow(1, { modified_on: '2026-11-23T12:00:00Z', ...change });
  const taskOf = (store: ReturnType<typeof begun>) => exportTask(store.db, UID)!;
  const cellsOf = (store: ReturnType<typeof begun>) =>
    (taskOf(store).cells as Record<string, unknown>[]).map((cell) => [
      cell.filter_id,
      cell.planned_frames,
      cell.accepted,
      cell.accumulated_exposure_time,
    ]);

  test('keeps counts, files, times and status, and takes the new plan', () => {
    const store = begun();
    const before = taskOf(store);
    const report = importRows(store, [
      update({ status: 'pending', required_exposure_time: 1200, total_exposures: 20, observatory_acquired_frames: 0 }),
    ]);
    expect(report).toMatchObject({ updated: 1, warnings: [] });
    const after = taskOf(store);
    expect(after).toMatchObject({ status: 'interrupted', required_exposure_time: 1200, total_exposures: 20 });
    for (const field of [
      'observatory_acquired_frames',
      'accumulated_exposure_time',
      'actual_start_time',
      'assets_revision',
    ]) {
      expect(after[field], field).toEqual(before[field]);
    }
    expect(after.task_asset_infos).toEqual(before.task_asset_infos);
    expect(after.progress).toBeCloseTo(180 / 1200, 9);
    expect(cellsOf(store)).toEqual([
      [2, 10, 2, 120],
      [3, 10, 1, 60],
    ]);
  });

  test('that reorders the filters takes the counts along', () => {
    const store = begun();
    importRows(store, [update({ filters: [{ id: 3 }, { id: 2 }] })]);
    expect(cellsOf(store)).toEqual([
      [3, 5, 1, 60],
      [2, 5, 2, 120],
    ]);
  });

  test('that drops a filter keeps its frames in the totals and asks for no more of them', () => {
    const store = begun();
    importRows(store, [update({ filters: [{ id: 3 }], required_exposure_time: 300, total_exposures: 5 })]);
    expect(cellsOf(store)).toEqual([
      [3, 5, 1, 60],
      [2, 0, 2, 120],
    ]);
    expect(taskOf(store)).toMatchObject({
      observatory_acquired_frames: 3,
      accumulated_exposure_time: 180,
      progress: 0.2,
    });
    const other = newStore();
    const file = exported(store);
    importRows(other, file);
    expect(exported(other)).toEqual(file);
  });

  test('that cancels it ends it here, with its time', () => {
    const store = begun();
    importRows(store, [update({ status: 'canceled' })], NOW + 5000);
    expect(taskOf(store)).toMatchObject({
      status: 'canceled',
      actual_end_time: '2026-11-22T20:00:05Z',
      completed_on: null,
    });
    expect((taskOf(store).assignment_history as Record<string, unknown>[]).at(-1)).toMatchObject({
      who: 'upstream',
      from_status: 'interrupted',
      to_status: 'canceled',
    });
  });

  test('that takes it away is not followed while it is interrupted, and says why', () => {
    const store = begun();
    const report = importRows(store, [update({ status: 'unassigned' })]);
    expect(report.warnings).toEqual([
      {
        message: `Task ${UID}: it is interrupted here, so it cannot become unassigned.`,
        facts: { code: 'order-not-followed', uid: UID, status: 'interrupted', order: 'unassigned' },
      },
    ]);
    expect(taskOf(store)).toMatchObject({ status: 'interrupted' });
  });
});

describe('descriptions that tasks bring along', () => {
  const describedCamera = { id: 1, name: 'Something else', array_width: 10, is_color: true };

  test('change nothing in the site’s set-up', () => {
    const store = newStore();
    const before = loadSetup(store.db);
    importRows(store, [
      lightRow(1, {
        camera: describedCamera,
        instrument: { id: 1, is_active: false },
        ota: { id: 1, focal_length: null },
      }),
      lightRow(2, {
        ota_id: 7,
        ota: { id: 7, name: 'New', aperture: 1, focal_length: 8 },
        instrument_id: 8,
        instrument: { id: 8, name: 'New', ota_id: 7, camera_id: 1, configuration_version: 1, is_active: true },
      }),
    ]);
    expect(loadSetup(store.db)).toEqual(before);
    expect(exported(store)[0]).toMatchObject({ camera: describedCamera, instrument: { is_active: false } });
  });

  test('of one id may differ from task to task', () => {
    const store = newStore();
    const observation = (priority: number) => ({ id: 5, priority });
    importRows(
      store,
      [1, 2, 3].map((n) => lightRow(n, { observation_id: 5, observation: observation(-n) })),
    );
    importRows(store, [lightRow(4, { observation_id: 5 })]);
    expect(exported(store).map((row) => (row.observation as { priority: number }).priority)).toEqual([-1, -2, -3, -1]);
  });
});

function recordsOf(store: ReturnType<typeof newStore>, rows: readonly object[]) {
  return checkRecords(rows, knownThings(store.db));
}
