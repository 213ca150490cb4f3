import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { takeBackup } from '../../src-main/store/backup.ts';
import { followAdditions } from '../../src-main/store/change-journal.ts';
import { openStore, type Store } from '../../src-main/store/open-store.ts';
import { saveSetup } from '../../src-main/store/setup-store.ts';
import { importTasks } from '../../src-main/store/task-import.ts';
import { moveTasks } from '../../src-main/store/task-order.ts';
import { changeStatus } from '../../src-main/store/task-status.ts';
import { TABLES_OF_NEW_TASKS, taskWriter } from '../../src-main/store/task-writer.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';
import { importRows, lightRow, NOW, rowContext, temporaryFolder, typed, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

/** Enough tasks for the journal to take their rows together. */
const MANY = 250;

/** A task with rows in every table that a task may have rows in. */
function fullRow(n: number, change: object = {}): Record<string, unknown> {
  return lightRow(n, {
    id: n,
    tiles: [
      { id: 1, tile_index: 0, ra: 202.4696, dec: 47.1952 },
      { id: 2, tile_index: 1, ra: 202.9, dec: 47.1952 },
    ],
    total_exposures: 20,
    required_exposure_time: 1200,
    filter_wheel_position_associations: [{ id: n, filter_id: 2, filter_wheel_id: 1, position: 2 }],
    observation_id: n % 7,
    observation: { id: n % 7, status: 'active', priority: n % 3 },
    request: { id: n, exposure_time: 600 },
    assignment_history: [{ at: '2026-11-20T12:00:00Z', who: 'scheduler', to_status: 'pending', why: 'planned' }],
    task_asset_infos: [{ id: n, frame_uid: null, role: 'SCIENCE_LIGHT', path: `elsewhere/${n}.fits` }],
    result: { verdict: 'none yet' },
    ...change,
  });
}
const fullRows = (from: number, count: number) => Array.from({ length: count }, (_, i) => fullRow(from + i));

function openWithSetup(): Store {
  const store = openStore(temporaryFolder());
  saveSetup(store.db, DEFAULT_SETUP);
  return store;
}

const NOT_OF_THE_CONSOLE = ['store_identity', '__drizzle_migrations', 'sqlite_sequence'];

/** Every row of every table. */
function everything({ sqlite }: Store): Record<string, unknown[]> {
  const names = sqlite.prepare<[], string>("select name from sqlite_master where type = 'table'").pluck().all();
  const kept = names.filter((name) => !NOT_OF_THE_CONSOLE.includes(name));
  return Object.fromEntries(
    kept.map((name) => {
      const key = (sqlite.pragma(`main.table_info(${name})`) as { name: string; pk: number }[]).filter((it) => it.pk);
      return [name, sqlite.prepare(`select * from ${name} order by ${key.map((it) => it.name)}`).all()];
    }),
  );
}

/** Closes the store, takes its database away, and opens what backups and journal make of it. */
function afterLosingTheDatabase(store: Store): Store {
  store.close();
  rmSync(join(store.dataFolder, 'warmroom.db'));
  const restored = openStore(store.dataFolder);
  expect(restored.mended).toContain('its file is missing');
  return restored;
}

describe('after a long import, backups and journal together have', () => {
  test('every row of it, in every table', () => {
    const store = openWithSetup();
    importRows(store, fullRows(0, MANY));
    const before = everything(store);
    for (const [table, rows] of Object.entries(before)) {
      if (/^task|^observations$/.test(table)) expect(rows.length, table).toBeGreaterThan(0);
    }
    const restored = afterLosingTheDatabase(store);
    expect(everything(restored)).toEqual(before);
    restored.close();
  });

  test('what was imported and changed before it, in it and after it, with and without a backup', async () => {
    const store = openWithSetup();
    importRows(store, fullRows(0, 5));
    await takeBackup(store.sqlite, store.dataFolder, 'hourly', NOW);
    changeStatus(store.db, uidOf(1), { to: 'canceled', who: 'observer', why: typed('clouds'), now: NOW });
    const updated = fullRow(2, { title: 'renamed upstream', modified_on: '2026-11-21T12:00:00Z', tiles: null });
    importRows(store, [...fullRows(100, MANY), updated]);
    moveTasks(store.db, [uidOf(120)], { end: 'first' });
    changeStatus(store.db, uidOf(121), { to: 'canceled', who: 'observer', why: typed('clouds'), now: NOW });
    let before = everything(store);
    let restored = afterLosingTheDatabase(store);
    expect(everything(restored)).toEqual(before);

    await takeBackup(restored.sqlite, restored.dataFolder, 'hourly', NOW + 1000);
    importRows(restored, fullRows(1000, MANY));
    before = everything(restored);
    restored = afterLosingTheDatabase(restored);
    expect(everything(restored)).toEqual(before);
    restored.close();
  });

  test('all that follows one that failed half-way, and nothing of that one', () => {
    const store = openWithSetup();
    const { records } = checkRecords(fullRows(0, MANY), {
      otas: new Set([1]),
      cameras: new Set([1]),
      instruments: new Set([1]),
      filters: new Map(DEFAULT_SETUP.filters.map((filter) => [filter.id, filter.name])),
    });
    expect(() => importTasks(store.db, [...records, records[0]!], NOW, rowContext)).toThrow(/UNIQUE/);
    expect(everything(store).tasks).toEqual([]);
    store.db.transaction(() => taskWriter(store.db, rowContext).create(records[0]!, 1));
    const before = everything(store);
    const restored = afterLosingTheDatabase(store);
    expect(everything(restored)).toEqual(before);
    restored.close();
  });

  test('all of it when a power cut took it from the database alone', () => {
    const store = openWithSetup();
    store.sqlite.pragma('main.wal_checkpoint(TRUNCATE)');
    const asItWas = join(store.dataFolder, 'as-it-was');
    cpSync(join(store.dataFolder, 'warmroom.db'), asItWas);
    importRows(store, fullRows(0, MANY));
    const before = everything(store);

    const cut = temporaryFolder();
    for (const name of ['changes.db', 'changes.db-wal']) cpSync(join(store.dataFolder, name), join(cut, name));
    cpSync(asItWas, join(cut, 'warmroom.db'));
    store.close();
    const restored = openStore(cut);
    expect(restored.mended).toContain('lost its latest changes');
    expect(everything(restored)).toEqual(before);
    restored.close();
  });

  test('what they had before, when it brought nothing new', () => {
    const store = openWithSetup();
    importRows(store, fullRows(0, MANY));
    expect(importRows(store, fullRows(0, MANY))).toMatchObject({ created: 0, unchanged: MANY });
    followAdditions(store.sqlite, TABLES_OF_NEW_TASKS, () => {});
    const before = everything(store);
    store.close();
    const again = openStore(store.dataFolder);
    expect(again.mended).toBeNull();
    const restored = afterLosingTheDatabase(again);
    expect(everything(restored)).toEqual(before);
    restored.close();
  });
});
