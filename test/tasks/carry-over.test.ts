import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOver } from '../../src-main/tasks/carry-over.ts';

const WEST = { ra: 83.6, dec: 22 };
const EAST = { ra: 84, dec: 22 };
const cell = (tileIndex: number | null, filterId: number | null) => ({ tileIndex, filterId });

describe('a changed plan', () => {
  test('keeps what was taken for a filter when filters are reordered, added and removed', () => {
    const before = { cells: [cell(null, 2), cell(null, 3)], tiles: [] };
    const after = { cells: [cell(null, 4), cell(null, 3)], tiles: [] };
    const { kept, dropped } = carryOver(before, after);
    expect(kept).toEqual([null, before.cells[1]]);
    expect(dropped).toEqual([before.cells[0]]);
  });

  test('knows a pointing by its position, not by its place in the list', () => {
    const before = { cells: [cell(0, 2), cell(1, 2)], tiles: [WEST, EAST] };
    const { kept, dropped } = carryOver(before, { cells: [cell(0, 2)], tiles: [EAST] });
    expect(kept).toEqual([before.cells[1]]);
    expect(dropped).toEqual([before.cells[0]]);
  });

  test('takes a pointing that was moved for another one', () => {
    const before = { cells: [cell(0, 2)], tiles: [WEST] };
    const { kept } = carryOver(before, { cells: [cell(0, 2)], tiles: [{ ...WEST, dec: 22.1 }] });
    expect(kept).toEqual([null]);
  });

  test('gives each of two pointings at the same position its own', () => {
    const before = { cells: [cell(0, 2), cell(1, 2)], tiles: [WEST, WEST] };
    const { kept } = carryOver(before, before);
    expect(kept).toEqual(before.cells);
    expect(kept[0]).not.toBe(kept[1]);
  });

  test('of the same pointings and filters in any order keeps every cell once', () => {
    const grid = fc
      .record({ tiles: fc.uniqueArray(fc.integer({ min: 0, max: 359 })), filters: fc.uniqueArray(fc.nat(20)) })
      .chain(({ tiles, filters }) =>
        fc.record({
          tiles: fc.constant(tiles),
          filters: fc.constant(filters),
          newTiles: fc.shuffledSubarray(tiles, { minLength: tiles.length }),
          newFilters: fc.shuffledSubarray(filters, { minLength: filters.length }),
        }),
      );
    const make = (tiles: number[], filters: number[]) => ({
      tiles: tiles.map((ra) => ({ ra, dec: 0 })),
      cells: tiles.flatMap((ra, i) => filters.map((filterId) => ({ ...cell(i, filterId), ra }))),
    });
    fc.assert(
      fc.property(grid, ({ tiles, filters, newTiles, newFilters }) => {
        const after = make(newTiles, newFilters);
        const { kept, dropped } = carryOver(make(tiles, filters), after);
        expect(dropped).toEqual([]);
        expect(kept.map((old) => [old?.ra, old?.filterId])).toEqual(after.cells.map((one) => [one.ra, one.filterId]));
      }),
    );
  });
});
