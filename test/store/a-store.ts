/** A store in a folder of its own, with the simulated observatory's set-up, for one test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { onTestFinished } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { openStore, type Store } from '../../src-main/store/open-store.ts';
import { knownThings, saveSetup } from '../../src-main/store/setup-store.ts';
import { exportTasks } from '../../src-main/store/task-export.ts';
import { importTasks } from '../../src-main/store/task-import.ts';
import type { RowContext } from '../../src-main/store/task-rows.ts';
import { checkRecords } from '../../src-main/tasks/check-records.ts';

export const NOW = Date.UTC(2026, 10, 22, 20);
export const cost = { readoutS: 4, overheadS: 1 };
const filterNames = new Map(DEFAULT_SETUP.filters.map((filter) => [filter.id, filter.name]));
export const rowContext: RowContext = { cost, filterName: (id) => filterNames.get(id) };

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An open store that goes away with the test. */
export function newStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-store-'));
  const store = openStore(folder);
  // Tests need no protection from power cuts.
  store.db.run(sql`pragma synchronous = off`);
  saveSetup(store.db, DEFAULT_SETUP);
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return store;
}

/** Takes everything but the set-up out of a store, for the next run of a property. */
export function empty({ db }: Store): void {
  const kept = ['site', 'filters', 'filter_wheels', 'wheel_slots'];
  const tables = db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'`,
  );
  db.run(sql`pragma foreign_keys = off`);
  for (const { name } of tables) {
    if (kept.includes(name)) continue;
    const described = ['otas', 'cameras', 'instruments'].includes(name);
    db.run(sql.raw(`delete from ${name} ${described ? 'where in_setup = 0' : ''}`));
  }
  db.run(sql`pragma foreign_keys = on`);
}

/** Imports rows as a file brings them. */
export function importRows({ db }: Store, rows: readonly object[], now = NOW) {
  const { records, problems } = checkRecords(throughJson(rows), knownThings(db));
  if (problems.length > 0) throw new Error(`rows with faults: ${JSON.stringify(problems)}`);
  return importTasks(db, records, now, rowContext);
}

/** Exports as a file holds it. */
export function exported({ db }: Store): Record<string, unknown>[] {
  return throughJson([...exportTasks(db)]);
}

export function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** A light task of 2 filters, 5 frames of 60 s each, and changes to it. */
export function lightRow(n: number, change: object = {}): Record<string, unknown> {
  return {
    uid: uidOf(n),
    task_type: 'optical_imaging',
    status: 'pending',
    ota_id: 1,
    camera_id: 1,
    instrument_id: 1,
    required_exposure_time: 600,
    max_exposure_time: 60,
    total_exposures: 10,
    modified_on: '2026-11-20T12:00:00Z',
    filters: [
      { id: 2, name: 'L' },
      { id: 3, name: 'R' },
    ],
    tiles: [{ id: 1, tile_index: 0, ra: 202.4696, dec: 47.1952 }],
    ...change,
  };
}

export function uidOf(n: number): string {
  return `5eed0000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** A reason in a person's own words. */
export const typed = (message: string) => ({ message, facts: null });
