import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inBestOrder, type OrderStart } from '../../src-main/calibration/missing-order.ts';
import type { TaskDraft } from '../../src-main/contract/views.ts';
import { BLANK_DRAFT } from '../../src-main/tasks/draft.ts';

interface Item {
  readonly draft: TaskDraft;
}

const DEFAULT_C = -10;
const temperatureOf = ({ temperatureC }: TaskDraft) => temperatureC ?? DEFAULT_C;
const temperatureIn = ({ draft }: Item) => draft.temperatureC;
const dark = (temperatureC: number): Item => ({
  draft: { ...BLANK_DRAFT, taskType: 'optical_imaging_dark_calibration', temperatureC },
});
const flat = (filterIds: readonly number[], temperatureC: number | null = null): Item => ({
  draft: { ...BLANK_DRAFT, taskType: 'optical_imaging_flat_calibration', filterIds, temperatureC },
});

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((item, i) => permutations(list.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

function wheelMoves(tasks: readonly Item[], start: number | null): number {
  const visited = tasks.flatMap(({ draft }) => draft.filterIds);
  return visited.filter((id, i) => id !== (i === 0 ? start : visited[i - 1])).length;
}

function degreesTravelled(tasks: readonly Item[], startC: number): number {
  const visited = tasks.map(({ draft }) => temperatureOf(draft));
  return visited.reduce((sum, at, i) => sum + Math.abs(at - (i === 0 ? startC : visited[i - 1]!)), 0);
}

function temperatureChanges(tasks: readonly Item[], startC: number): number {
  const visited = tasks.map(({ draft }) => temperatureOf(draft));
  return visited.filter((at, i) => at !== (i === 0 ? startC : visited[i - 1])).length;
}

describe('temperature', () => {
  test('each is visited once, from the nearer end', () => {
    const tasks = [dark(-20), dark(-10), dark(-20), dark(0)];
    const from = (temperatureC: number | null) =>
      inBestOrder(tasks, { temperatureC, filterId: null }, temperatureOf).map(({ draft }) => draft.temperatureC);
    expect(from(-18)).toEqual([-20, -20, -10, 0]);
    expect(from(-3)).toEqual([0, -10, -20, -20]);
    expect(from(null)).toEqual([0, -10, -20, -20]);
  });

  test('no order has fewer degrees to go, and none fewer changes', () => {
    const temperatures = fc.array(fc.constantFrom(-30, -20, -15, -10, 0), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(temperatures, fc.constantFrom(-30, -18, -10, -5, 5), (list, startC) => {
        const tasks = list.map(dark);
        const best = inBestOrder(tasks, { temperatureC: startC, filterId: null }, temperatureOf);
        expect(best.map(temperatureIn).sort()).toEqual(tasks.map(temperatureIn).sort());
        const others = permutations(tasks);
        expect(degreesTravelled(best, startC)).toBe(Math.min(...others.map((each) => degreesTravelled(each, startC))));
        const least = Math.min(...others.map((each) => temperatureChanges(each, startC)));
        expect(temperatureChanges(best, startC)).toBe(least);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the wheel', () => {
  test('flats meet at the filter they share, beginning with the one in place', () => {
    const start: OrderStart = { temperatureC: DEFAULT_C, filterId: 5 };
    const ordered = inBestOrder([flat([2, 3, 4]), flat([4, 5])], start, temperatureOf);
    expect(ordered.map(({ draft }) => draft.filterIds)).toEqual([
      [5, 4],
      [4, 2, 3],
    ]);
  });

  test('no order of tasks and filters has fewer moves, and nothing is lost or added', () => {
    const filters = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
    const start = fc.option(fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(filters, { minLength: 1, maxLength: 3 }), start, (lists, filterId) => {
        const tasks = lists.map((list) => flat(list));
        const best = inBestOrder(tasks, { temperatureC: DEFAULT_C, filterId }, temperatureOf);
        const sorted = (all: readonly Item[]) =>
          all.map(({ draft }) => [...draft.filterIds].sort().join()).sort((a, b) => a.localeCompare(b));
        expect(sorted(best)).toEqual(sorted(tasks));
        const everyWay = (left: readonly Item[]): Item[][] =>
          left.length === 0
            ? [[]]
            : left.flatMap((task, i) =>
                permutations(task.draft.filterIds).flatMap((order) =>
                  everyWay(left.filter((_, j) => j !== i)).map((rest) => [flat(order), ...rest]),
                ),
              );
        expect(wheelMoves(best, filterId)).toBe(Math.min(...everyWay(tasks).map((way) => wheelMoves(way, filterId))));
      }),
      { numRuns: 60 },
    );
  });

  test('a long list stays in its own order', () => {
    const tasks = Array.from({ length: 12 }, (_, i) => flat([(i % 7) + 1, ((i + 3) % 7) + 1]));
    expect(inBestOrder(tasks, { temperatureC: null, filterId: null }, temperatureOf)).toEqual(tasks);
  });
});
