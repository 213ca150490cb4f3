import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { empty, exported, importRows, lightRow, newStore, uidOf } from './a-store.ts';
import { anyFile } from './any-task.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

/** Everything that was given stands in what came back; null and absent are the same, and lists may be empty instead. */
function expectGiven(given: unknown, back: unknown, path: string): void {
  if (given === null || given === undefined) return;
  if (Array.isArray(given)) {
    expect(back, path).toHaveLength(given.length);
    given.forEach((item, i) => {
      expectGiven(item, (back as unknown[])[i], `${path}[${i}]`);
    });
  } else if (typeof given === 'object') {
    for (const [name, value] of Object.entries(given)) {
      expectGiven(value, (back as Record<string, unknown> | undefined)?.[name], `${path}.${name}`);
    }
  } else {
    expect(back, path).toEqual(given);
  }
}

describe('export → import → export', () => {
  test('is the identity, into a fresh database and into the same one', () => {
    const [first, second] = [newStore(), newStore()];
    fc.assert(
      fc.property(anyFile, (rows) => {
        empty(first);
        empty(second);
        expect(importRows(first, rows)).toMatchObject({ created: rows.length });
        const once = exported(first);

        importRows(second, once);
        expect(exported(second)).toEqual(once);

        const again = importRows(first, once);
        expect(again).toMatchObject({ created: 0, updated: 0, unchanged: rows.length });
        expect(exported(first)).toEqual(once);
      }),
      { numRuns: 60, interruptAfterTimeLimit: 45_000 },
    );
  });

  test('gives every field back as it was given', () => {
    const store = newStore();
    fc.assert(
      fc.property(anyFile, (rows) => {
        empty(store);
        importRows(store, rows);
        const back = new Map(exported(store).map((row) => [row.uid, row]));
        for (const row of rows) expectGiven(row, back.get(row.uid), String(row.uid));
      }),
      { numRuns: 60, interruptAfterTimeLimit: 45_000 },
    );
  });

  test('holds also for a newer version of every task', () => {
    const store = newStore();
    fc.assert(
      fc.property(anyFile, (rows) => {
        empty(store);
        const open: Record<string, unknown>[] = rows.map((row, i) => ({
          ...row,
          status: ['pending', 'on_hold'][i % 2],
          modified_on: '2026-01-01T00:00:00Z',
        }));
        importRows(
          store,
          open.map((row) => lightRow(0, { uid: row.uid, modified_on: '2025-01-01T00:00:00Z', status: row.status })),
        );
        expect(importRows(store, open)).toMatchObject({ updated: rows.length });
        const back = new Map(exported(store).map((row) => [row.uid, row]));
        for (const row of open) expectGiven(row, back.get(row.uid), String(row.uid));
      }),
      { numRuns: 30, interruptAfterTimeLimit: 45_000 },
    );
  });

  test('keeps the order of a queue that was rearranged', () => {
    const store = newStore();
    importRows(store, [lightRow(1, { planned_start_time: '2026-11-23T04:00:00Z' })]);
    importRows(store, [lightRow(2, { planned_start_time: '2026-11-22T20:00:00Z' })]);
    const other = newStore();
    importRows(other, exported(store).reverse());
    expect(exported(other).map((row) => row.uid)).toEqual([uidOf(1), uidOf(2)]);
  });
});

describe('values in other forms come back in one', () => {
  const backOf = (change: object) => {
    const store = newStore();
    importRows(store, [lightRow(1, change)]);
    return exported(store)[0]!;
  };

  test.each([
    ['2026-11-22T20:30:00Z', '2026-11-22T20:30:00Z'],
    ['2026-11-22T21:30:00+01:00', '2026-11-22T20:30:00Z'],
    ['2026-11-22 20:30', '2026-11-22T20:30:00Z'],
    ['2026-11-22T20:30:00.250000', '2026-11-22T20:30:00.250Z'],
    ['2026-11-22', '2026-11-22T00:00:00Z'],
  ])('the time %s as %s', (given, back) => {
    expect(backOf({ planned_start_time: given })).toMatchObject({ planned_start_time: back });
    expect(backOf({ observation: { start_after: given } })).toMatchObject({ observation: { start_after: back } });
    expect(backOf({ observation_id: 7, observation: { id: 7, start_after: given } })).toMatchObject({
      observation: { start_after: back },
    });
  });

  test('a duration as seconds', () => {
    expect(backOf({ planned_duration: 'PT1H30M' })).toMatchObject({ planned_duration: 5400 });
  });

  test('a uid in lower case', () => {
    expect(backOf({ uid: 'ABCDEF00-0000-4000-8000-000000000001' })).toMatchObject({
      uid: 'abcdef00-0000-4000-8000-000000000001',
    });
  });
});

describe('the queue’s order after an import', () => {
  test('is that of priority, then of the planned start, then of the file', () => {
    const store = newStore();
    importRows(store, [
      lightRow(1),
      lightRow(2, { planned_start_time: '2026-11-22T22:00:00Z' }),
      lightRow(3, { planned_start_time: '2026-11-22T21:00:00Z' }),
      lightRow(4, { observation_id: 9, observation: { id: 9, priority: 5 } }),
      lightRow(5),
    ]);
    importRows(store, [lightRow(6, { observation_id: 10, observation: { id: 10, priority: 9 } })]);
    expect(exported(store).map((row) => row.uid)).toEqual([4, 3, 2, 1, 5, 6].map(uidOf));
  });
});
