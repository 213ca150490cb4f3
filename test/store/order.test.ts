import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { MoveTarget } from '../../src-main/contract/procedures.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { exportTasks } from '../../src-main/store/task-export.ts';
import { moveTasks } from '../../src-main/store/task-order.ts';
import { empty, importRows, lightRow, newStore, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const queueOf = (store: Store) => [...exportTasks(store.db)].map((row) => Number(String(row.uid).slice(-12)));

function queue(count: number, store = newStore()): Store {
  importRows(
    store,
    numbers(1, count).map((n) => lightRow(n)),
  );
  return store;
}

/** The same move on a plain array. */
function moved(queue: readonly number[], moving: ReadonlySet<number>, to: MoveTarget): number[] {
  const staying = queue.filter((n) => !moving.has(n));
  const taken = queue.filter((n) => moving.has(n));
  const at =
    'end' in to
      ? to.end === 'first'
        ? 0
        : staying.length
      : 'before' in to
        ? staying.findIndex((n) => uidOf(n) === to.before)
        : staying.findIndex((n) => uidOf(n) === to.after) + 1;
  return staying.toSpliced(at, 0, ...taken);
}

describe('moving tasks in the queue', () => {
  const one = (n: number, to: MoveTarget) => {
    const store = queue(5);
    expect(moveTasks(store.db, [uidOf(n)], to)).toBe(1);
    return queueOf(store);
  };

  test.each<[number, MoveTarget, number[]]>([
    [4, { before: uidOf(2) }, [1, 4, 2, 3, 5]],
    [4, { after: uidOf(1) }, [1, 4, 2, 3, 5]],
    [1, { after: uidOf(5) }, [2, 3, 4, 5, 1]],
    [5, { before: uidOf(1) }, [5, 1, 2, 3, 4]],
    [3, { end: 'first' }, [3, 1, 2, 4, 5]],
    [3, { end: 'last' }, [1, 2, 4, 5, 3]],
    [3, { before: uidOf(4) }, [1, 2, 3, 4, 5]],
    [1, { end: 'first' }, [1, 2, 3, 4, 5]],
  ])('task %d %j', (n, to, expected) => {
    expect(one(n, to)).toEqual(expected);
  });

  test('many at once stay in their order, whatever order they are named in', () => {
    const store = queue(6);
    expect(moveTasks(store.db, [uidOf(6), uidOf(1), uidOf(4), uidOf(1)], { after: uidOf(2) })).toBe(3);
    expect(queueOf(store)).toEqual([2, 1, 4, 6, 3, 5]);
  });

  test('any sequence of moves does what it does to a plain list', () => {
    const COUNT = 12;
    const store = newStore();
    const move = fc.record({
      uids: fc.uniqueArray(fc.integer({ min: 1, max: COUNT }), { minLength: 1, maxLength: 5 }),
      beside: fc.integer({ min: 1, max: COUNT }),
      how: fc.constantFrom('before', 'after', 'first', 'last'),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        empty(store);
        queue(COUNT, store);
        let expected = numbers(1, COUNT);
        for (const { uids, beside, how } of moves) {
          if (uids.includes(beside)) continue;
          const to: MoveTarget =
            how === 'before'
              ? { before: uidOf(beside) }
              : how === 'after'
                ? { after: uidOf(beside) }
                : { end: how as 'first' | 'last' };
          moveTasks(store.db, uids.map(uidOf), to);
          expected = moved(expected, new Set(uids), to);
        }
        expect(queueOf(store)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  test('hundreds of times into the same gap never mixes the queue up', () => {
    const store = queue(300);
    let expected = numbers(1, 300);
    for (let i = 0; i < 400; i++) {
      const n = 3 + (i % 298);
      const to: MoveTarget = i % 2 === 0 ? { after: uidOf(1) } : { before: uidOf(2) };
      moveTasks(store.db, [uidOf(n)], to);
      expected = moved(expected, new Set([n]), to);
    }
    expect(queueOf(store)).toEqual(expected);
  });

  test('the same pair over and over, to and fro', () => {
    const store = queue(200);
    for (let i = 0; i < 150; i++) {
      moveTasks(store.db, [uidOf(100)], { before: uidOf(101) });
      moveTasks(store.db, [uidOf(101)], { before: uidOf(100) });
    }
    expect(queueOf(store)).toEqual([...numbers(1, 99), 101, 100, ...numbers(102, 200)]);
  });

  test('a thousand at once between two neighbours', () => {
    const store = queue(1100);
    for (let i = 0; i < 4; i++) moveTasks(store.db, numbers(51, 1050).map(uidOf), { after: uidOf(1 + (i % 2)) });
    expect(queueOf(store)).toEqual([1, 2, ...numbers(51, 1050), ...numbers(3, 50), ...numbers(1051, 1100)]);
  });

  test.each<[string, string[], MoveTarget]>([
    ['There is no task', [uidOf(1), uidOf(99)], { end: 'first' }],
    ['There is no task', [uidOf(1)], { before: uidOf(99) }],
    ['A task cannot be moved next to itself.', [uidOf(1), uidOf(2)], { after: uidOf(2) }],
  ])('refuses with a sentence: %s', (message, uids, to) => {
    const store = queue(3);
    expect(() => moveTasks(store.db, uids, to)).toThrow(message);
    expect(queueOf(store)).toEqual([1, 2, 3]);
  });
});

test('new tasks join at the end, also after moves', () => {
  const store = queue(3);
  moveTasks(store.db, [uidOf(1)], { end: 'last' });
  importRows(store, [lightRow(4)]);
  expect(queueOf(store)).toEqual([2, 3, 1, 4]);
});
