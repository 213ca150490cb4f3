/** Which cells of a task's plan go on when the plan changes: those of the same pointing and the same filter. */

/** A place on the sky, degrees J2000. */
export interface Pointing {
  readonly ra: number;
  readonly dec: number;
}

export interface GridCell {
  /** Index into the plan's tiles; null for a cell without a pointing. */
  readonly tileIndex: number | null;
  readonly filterId: number | null;
}

export interface Grid<Cell extends GridCell> {
  readonly cells: readonly Cell[];
  readonly tiles: readonly Pointing[];
}

export interface CarryOver<Old> {
  /** For each cell of the new plan the old one that goes on in it, or null. */
  readonly kept: readonly (Old | null)[];
  /** Old cells that the new plan has no place for. */
  readonly dropped: readonly Old[];
}

/** A pointing is the same when its position is, wherever it stands in the list; each goes on at most once. */
export function carryOver<Old extends GridCell, New extends GridCell>(
  before: Grid<Old>,
  after: Grid<New>,
): CarryOver<Old> {
  const newIndexOf = matchPointings(before.tiles, after.tiles);
  const waiting = new Set(before.cells);
  const kept = after.cells.map((cell) => {
    for (const old of waiting) {
      const tileIndex = old.tileIndex === null ? null : (newIndexOf[old.tileIndex] ?? undefined);
      if (tileIndex !== cell.tileIndex || old.filterId !== cell.filterId) continue;
      waiting.delete(old);
      return old;
    }
    return null;
  });
  return { kept, dropped: [...waiting] };
}

function matchPointings(before: readonly Pointing[], after: readonly Pointing[]): (number | null)[] {
  const taken = new Set<number>();
  return before.map((old) => {
    const index = after.findIndex((tile, i) => !taken.has(i) && tile.ra === old.ra && tile.dec === old.dec);
    if (index < 0) return null;
    taken.add(index);
    return index;
  });
}
