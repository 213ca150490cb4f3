import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ConsoleError } from '../../src-main/contract/errors.ts';
import {
  advanceFrame,
  attemptsAt,
  countFrame,
  findFrame,
  framesWithFiles,
  intendFrame,
  loseFrame,
  noteWritten,
  openFrames,
  pageFrames,
  refuseFrame,
  rejectFrame,
  restoreFrame,
} from '../../src-main/store/ledger-store.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { exportTask } from '../../src-main/store/task-export.ts';
import { intended, takeFrame, written } from './a-frame.ts';
import { cost, empty, importRows, lightRow, NOW, newStore, typed, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

const UID = uidOf(1);

function newTask(change: object = {}): Store {
  const store = newStore();
  importRows(store, [lightRow(1, change)]);
  return store;
}

const countsOf = (store: Store) => {
  const task = exportTask(store.db, UID)!;
  return {
    frames: task.observatory_acquired_frames,
    seconds: task.accumulated_exposure_time,
    progress: task.progress,
    revision: task.assets_revision,
    assets: (task.task_asset_infos as { frame_uid: string }[]).map((asset) => asset.frame_uid),
    cells: (task.cells as Record<string, unknown>[]).map((cell) => [cell.attempted, cell.acquired, cell.accepted]),
  };
};
const stateOf = (store: Store, uid: string) => findFrame(store.db, uid)?.state;

describe('a frame that is taken', () => {
  test('is attempted when intended, and counts when its file is safe: cell, task, file, revision', () => {
    const store = newTask();
    const frame = intended(UID, 0);
    intendFrame(store.db, frame, NOW);
    expect(countsOf(store)).toMatchObject({
      frames: 0,
      seconds: 0,
      cells: [
        [1, 0, 0],
        [0, 0, 0],
      ],
    });
    countFrame(store.db, frame.uid, written(59.98), cost, NOW + 61_000);
    expect(countsOf(store)).toEqual({
      frames: 1,
      seconds: 59.98,
      progress: 59.98 / 600,
      revision: 1,
      assets: [frame.uid],
      cells: [
        [1, 1, 1],
        [0, 0, 0],
      ],
    });
    expect(exportTask(store.db, UID)).toMatchObject({
      modified_on: '2026-11-22T20:01:01Z',
      task_asset_infos: [{ role: 'SCIENCE_LIGHT', path: frame.path, bytes: 8640, sha256: 'ab'.repeat(32) }],
    });
  });

  test('counts once, however often that is said', () => {
    const store = newTask();
    const uid = takeFrame(store, UID, 0);
    const once = countsOf(store);
    countFrame(store.db, uid, written(), cost, NOW + 99_000);
    expect(countsOf(store)).toEqual(once);
  });

  test('that was rejected is not counted after all when its count comes late', () => {
    const store = newTask();
    const uid = takeFrame(store, UID, 0);
    rejectFrame(store.db, uid, typed('clouds'), cost, NOW);
    countFrame(store.db, uid, written(), cost, NOW);
    expect(countsOf(store)).toMatchObject({ frames: 0, assets: [] });
    expect(stateOf(store, uid)).toBe('rejected');
  });

  test('sets the start of its task once, when the first one begins', () => {
    const store = newTask();
    const [first, second] = [intended(UID, 0), intended(UID, 0)];
    for (const [i, frame] of [first, second].entries()) {
      intendFrame(store.db, frame, NOW);
      advanceFrame(store.db, frame.uid, 'exposing', NOW + i * 1000, NOW);
      advanceFrame(store.db, frame.uid, 'reading', NOW + i * 1000, NOW);
      expect(stateOf(store, frame.uid)).toBe('reading');
    }
    expect(exportTask(store.db, UID)).toMatchObject({ actual_start_time: '2026-11-22T20:00:00Z' });
  });

  test('sets it also where a crash swallowed its beginning', () => {
    const store = newTask();
    takeFrame(store, UID, 0);
    expect(exportTask(store.db, UID)).toMatchObject({ actual_start_time: '2026-11-22T20:00:01Z' });
  });

  test('never goes back: a late word of exposing or reading changes nothing', () => {
    const store = newTask();
    const uid = takeFrame(store, UID, 0);
    advanceFrame(store.db, uid, 'exposing', NOW + 5, NOW);
    expect(stateOf(store, uid)).toBe('counted');
    const frame = intended(UID, 0);
    intendFrame(store.db, frame, NOW);
    advanceFrame(store.db, frame.uid, 'reading', NOW + 5, NOW);
    advanceFrame(store.db, frame.uid, 'exposing', NOW + 9, NOW);
    expect(findFrame(store.db, frame.uid)).toMatchObject({ state: 'reading', startedAt: NOW + 5 });
  });

  test('numbers its attempts within its cell', () => {
    const store = newTask();
    takeFrame(store, UID, 0);
    loseFrame(store.db, intendedOf(store, 0), typed('aborted'), NOW);
    takeFrame(store, UID, 1);
    expect([attemptsAt(store.db, UID, 0), attemptsAt(store.db, UID, 1)]).toEqual([2, 1]);
  });
});

describe('rejecting and restoring', () => {
  test('lowers and raises counts, time, progress and the list of files, and revises them each time', () => {
    const store = newTask();
    const kept = takeFrame(store, UID, 0);
    const uid = takeFrame(store, UID, 0);
    expect(rejectFrame(store.db, uid, typed('trailed stars'), cost, NOW)).toBe(true);
    expect(findFrame(store.db, uid)).toMatchObject({ state: 'rejected', reason: 'trailed stars' });
    expect(countsOf(store)).toEqual({
      frames: 1,
      seconds: 60,
      progress: 0.1,
      revision: 3,
      assets: [kept],
      cells: [
        [2, 2, 1],
        [0, 0, 0],
      ],
    });
    expect(restoreFrame(store.db, uid, cost, NOW)).toBe(true);
    expect(findFrame(store.db, uid)).toMatchObject({ state: 'counted', reason: '' });
    expect(countsOf(store)).toMatchObject({ frames: 2, seconds: 120, progress: 0.2, revision: 4, assets: [kept, uid] });
  });

  test('twice changes nothing the second time', () => {
    const store = newTask();
    const uid = takeFrame(store, UID, 0);
    expect(restoreFrame(store.db, uid, cost, NOW)).toBe(false);
    rejectFrame(store.db, uid, typed('clouds'), cost, NOW);
    const once = countsOf(store);
    expect(rejectFrame(store.db, uid, typed('clouds again'), cost, NOW)).toBe(false);
    expect(countsOf(store)).toEqual(once);
  });

  test('needs a file that is safe', () => {
    const store = newTask();
    const uid = intendedOf(store, 0);
    expect(() => rejectFrame(store.db, uid, typed('why not'), cost, NOW)).toThrow(
      'only a frame with a safe file can be rejected',
    );
    loseFrame(store.db, uid, typed('power cut'), NOW);
    expect(() => restoreFrame(store.db, uid, cost, NOW)).toThrow('only a rejected frame can be restored');
    expect(() => rejectFrame(store.db, 'nobody', typed('why not'), cost, NOW)).toThrow(ConsoleError);
  });

  test('counts for the frame’s own cell, also after the filters were put in another order', () => {
    const store = newTask();
    const uid = takeFrame(store, UID, 0);
    takeFrame(store, UID, 1);
    importRows(store, [lightRow(1, { filters: [{ id: 3 }, { id: 2 }], modified_on: '2026-11-23T12:00:00Z' })]);
    rejectFrame(store.db, uid, typed('clouds'), cost, NOW);
    const cells = exportTask(store.db, UID)?.cells as Record<string, unknown>[];
    expect(cells.map((cell) => [cell.filter_id, cell.accepted])).toEqual([
      [3, 1],
      [2, 0],
    ]);
  });

  test('at once, by a check, keeps the file and never counts it', () => {
    const store = newTask();
    const frame = intended(UID, 0);
    intendFrame(store.db, frame, NOW);
    refuseFrame(store.db, frame.uid, written(), typed('7 % of the pixels are saturated'), cost, NOW);
    expect(findFrame(store.db, frame.uid)).toMatchObject({ state: 'rejected', bytes: 8640 });
    expect(countsOf(store)).toMatchObject({
      frames: 0,
      seconds: 0,
      assets: [],
      revision: 0,
      cells: [
        [1, 1, 0],
        [0, 0, 0],
      ],
    });
    restoreFrame(store.db, frame.uid, cost, NOW);
    expect(countsOf(store)).toMatchObject({
      frames: 1,
      assets: [frame.uid],
      revision: 1,
      cells: [
        [1, 1, 1],
        [0, 0, 0],
      ],
    });
  });
});

describe('test frames', () => {
  test('count for nothing, whether written, rejected or restored', () => {
    const store = newTask();
    const before = countsOf(store);
    for (const taskUid of [null, UID]) {
      const frame = intended(taskUid, 0, { purpose: 'test' });
      intendFrame(store.db, frame, NOW);
      advanceFrame(store.db, frame.uid, 'exposing', NOW, NOW);
      noteWritten(store.db, frame.uid, written(), NOW);
      rejectFrame(store.db, frame.uid, typed('just a test'), cost, NOW);
      restoreFrame(store.db, frame.uid, cost, NOW);
      expect(stateOf(store, frame.uid)).toBe('written');
    }
    expect(countsOf(store)).toEqual(before);
    expect(exportTask(store.db, UID)).toMatchObject({ actual_start_time: null });
  });
});

describe('a frame that is lost', () => {
  test('was open; what is safe is never lost', () => {
    const store = newTask();
    const counted = takeFrame(store, UID, 0);
    const rejected = takeFrame(store, UID, 0);
    rejectFrame(store.db, rejected, typed('clouds'), cost, NOW);
    const open = [intended(UID, 0), intended(UID, 0), intended(UID, 0)].map((frame) => frame.uid);
    for (const uid of open) intendFrame(store.db, intended(UID, 0, { uid }), NOW);
    advanceFrame(store.db, open[1]!, 'exposing', NOW, NOW);
    advanceFrame(store.db, open[2]!, 'reading', NOW, NOW);
    expect(openFrames(store.db).map((frame) => frame.uid)).toEqual(open);
    for (const uid of [counted, rejected, ...open]) loseFrame(store.db, uid, typed('power cut'), NOW);
    expect([counted, rejected, ...open].map((uid) => stateOf(store, uid))).toEqual([
      'counted',
      'rejected',
      'lost',
      'lost',
      'lost',
    ]);
    expect(openFrames(store.db)).toEqual([]);
  });
});

test('whatever is taken, rejected, restored and lost: the totals are those of the ledger', () => {
  const store = newStore();
  const step = fc.record({
    what: fc.constantFrom('take', 'lose', 'refuse', 'reject', 'restore'),
    which: fc.nat(20),
    cell: fc.nat(1),
    exposureS: fc.double({ min: 0.01, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      empty(store);
      importRows(store, [lightRow(1)]);
      const safe: string[] = [];
      for (const { what, which, cell, exposureS } of steps) {
        const target = safe[which % Math.max(1, safe.length)];
        if (what === 'take') safe.push(takeFrame(store, UID, cell, exposureS));
        else if (what === 'lose') loseFrame(store.db, intendedOf(store, cell), typed('aborted'), NOW);
        else if (what === 'refuse') {
          const uid = intendedOf(store, cell);
          refuseFrame(store.db, uid, written(exposureS), typed('saturated'), cost, NOW);
          safe.push(uid);
        } else if (target !== undefined) {
          if (what === 'reject') rejectFrame(store.db, target, typed('clouds'), cost, NOW);
          else restoreFrame(store.db, target, cost, NOW);
        }
      }
      const counted = [...framesWithFiles(store.db)].filter((frame) => frame.state === 'counted');
      const counts = countsOf(store);
      expect(counts.frames).toBe(counted.length);
      expect(counts.seconds).toBeCloseTo(
        counted.reduce((sum, frame) => sum + frame.exposureS, 0),
        6,
      );
      expect(counts.assets.toSorted()).toEqual(counted.map((frame) => frame.uid).sort());
      expect(counts.cells.reduce((sum, cell) => sum + Number(cell[1]), 0)).toBe(safe.length);
      if (counted.length === 0) expect(counts.seconds).toBe(0);
    }),
    { numRuns: 25 },
  );
});

describe('looking through frames', () => {
  test('in either order, page by page, by task, night, type, state and filter', () => {
    const store = newTask();
    const uids = [0, 1, 2, 3].map(() => takeFrame(store, UID, 0));
    rejectFrame(store.db, uids[1]!, typed('clouds'), cost, NOW);
    const test = intended(null, 0, { night: '2026-11-23', frameType: 'bias', filterName: null });
    intendFrame(store.db, test, NOW);
    const page = (filter: Parameters<typeof pageFrames>[1], change: object = {}) => {
      const { total, rows } = pageFrames(store.db, filter, { offset: 0, limit: 10, ascending: true, ...change });
      return [total, ...rows.map((row) => (row.uid === test.uid ? 'test' : uids.indexOf(row.uid)))];
    };
    expect(page({})).toEqual([5, 0, 1, 2, 3, 'test']);
    expect(page({}, { ascending: false, offset: 1, limit: 2 })).toEqual([5, 3, 2]);
    expect(page({ taskUid: UID })).toEqual([4, 0, 1, 2, 3]);
    expect(page({ night: '2026-11-23' })).toEqual([1, 'test']);
    expect(page({ frameTypes: ['bias', 'dark'] })).toEqual([1, 'test']);
    expect(page({ states: ['rejected', 'intended'] })).toEqual([2, 1, 'test']);
    expect(page({ filterName: 'L', states: ['counted'] })).toEqual([3, 0, 2, 3]);
  });
});

function intendedOf(store: Store, cell: number): string {
  const frame = intended(UID, cell);
  intendFrame(store.db, frame, NOW);
  return frame.uid;
}
