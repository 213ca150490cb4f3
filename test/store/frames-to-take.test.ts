import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { OPTICAL_TASK_TYPES } from '../../src-main/contract/vocabulary.ts';
import { type TaskToDo, tasksToDo, taskToDo } from '../../src-main/store/frames-to-take.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { importRows, lightRow, newStore, uidOf } from './a-store.ts';

const toDo = ({ db }: Store, types: readonly string[] = OPTICAL_TASK_TYPES): TaskToDo[] =>
  [...tasksToDo(db, 1, types)].flat();
const uidsOf = (tasks: readonly TaskToDo[]) => tasks.map(({ uid }) => uid);
const dark = (n: number, change: object = {}) =>
  lightRow(n, { task_type: 'optical_imaging_dark_calibration', filters: [], tiles: [], ...change });

test('a queue of several pages is read whole, each task once, in its order', () => {
  const store = newStore();
  const numbers = Array.from({ length: 613 }, (_, i) => i + 1);
  importRows(
    store,
    numbers.map((n) => (n % 4 === 0 ? dark(n) : lightRow(n))),
  );
  expect(uidsOf(toDo(store))).toEqual(numbers.map(uidOf));
  const darks = uidsOf(toDo(store, ['optical_imaging_dark_calibration']));
  expect(darks).toEqual(numbers.filter((n) => n % 4 === 0).map(uidOf));
});

test('only this instrument’s tasks that are still to be done', () => {
  const store = newStore();
  const statuses = ['pending', 'completed', 'interrupted', 'canceled', 'failed'];
  importRows(store, [
    ...statuses.map((status, i) => lightRow(i, { status })),
    lightRow(9, { task_type: 'radio_mapping' }),
  ]);
  expect(uidsOf(toDo(store))).toEqual([0, 2].map(uidOf));
  expect(taskToDo(store.db, 1, uidOf(2))).toMatchObject({ uid: uidOf(2), status: 'interrupted' });
  expect(taskToDo(store.db, 1, uidOf(3))).toBeNull();
  expect([...tasksToDo(store.db, 2, OPTICAL_TASK_TYPES)].flat()).toEqual([]);
  expect(taskToDo(store.db, 2, uidOf(2))).toBeNull();
});

test('a plan says what is taken through which filter and how much of it is missing; equal plans are one object', () => {
  const store = newStore();
  const request = { id: 1, ccd_temperature_c: -12.3, temperature_band: 0.25 };
  const tiles = [0, 1].map((tile_index) => ({ tile_index, ra: 10 + tile_index, dec: 2 }));
  importRows(store, [
    lightRow(1),
    lightRow(2),
    lightRow(3, { binning: 2, gain_setting: 120.5, request, tiles, total_exposures: 20, required_exposure_time: 1200 }),
  ]);
  const [first, second, third] = toDo(store);
  expect(second!.plan).toBe(first!.plan);
  const frames = (filterId: number, planned: number) => ({ filterId, exposureS: 60, planned, missing: planned });
  expect(first!.plan).toEqual({
    ...{ taskType: 'optical_imaging', cameraId: 1, otaId: 1, binning: null, gain: null },
    ...{ temperatureC: null, toleranceC: null },
    frames: [frames(2, 5), frames(3, 5)],
  });
  expect(third!.plan).toMatchObject({ binning: 2, gain: 120.5, temperatureC: -12.3, toleranceC: 0.25 });
  expect(third!.plan.frames).toEqual([frames(2, 10), frames(3, 10)]);

  store.db.run(sql`update task_cells set accepted = 7 where task_uid = ${uidOf(1)} and filter_id = 3`);
  store.db.run(sql`update task_cells set accepted = 2 where task_uid = ${uidOf(1)} and filter_id = 2`);
  expect(toDo(store)[0]!.plan.frames.map(({ missing }) => missing)).toEqual([3, 0]);
});
