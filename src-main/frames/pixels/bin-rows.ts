import type { Level, Region } from './region.ts';

/**
 * Bins some rows of a frame by their mean, rounded to the nearest (halves up), and puts them into `target`.
 *
 * `rows` holds whole rows of `fullWidth` pixels, from the first that `region` needs for its row `firstRow` on; the last
 * group of `level` rows may be short where the frame ends. `target` holds `region.width × region.height` pixels;
 * rows from `firstRow` (counted from the region's top) on are filled, as many as `rows` gives.
 */
export function binRows(
  rows: Uint16Array,
  fullWidth: number,
  level: Level,
  region: Region,
  target: Uint16Array,
  firstRow: number,
): void {
  const rowCount = rows.length / fullWidth;
  const left = region.x * level;
  const right = Math.min(left + region.width * level, fullWidth);
  if (level === 1) {
    for (let row = 0; row < rowCount; row++) {
      const from = row * fullWidth;
      target.set(rows.subarray(from + left, from + right), (firstRow + row) * region.width);
    }
    return;
  }
  // A sum of 8 × 8 pixels of 65535 fits into 32 bits.
  const sums = new Uint32Array(region.width);
  for (let top = 0, row = firstRow; top < rowCount; top += level, row++) {
    const bottom = Math.min(top + level, rowCount);
    sums.fill(0);
    for (let y = top; y < bottom; y++) addRow(rows, y * fullWidth + left, y * fullWidth + right, level, sums);
    const narrow = (right - left) % level || level;
    for (let x = 0; x < region.width; x++) {
      const pixels = (x === region.width - 1 ? narrow : level) * (bottom - top);
      target[row * region.width + x] = Math.floor((sums[x]! + pixels / 2) / pixels);
    }
  }
}

/** Adds each `level` pixels of a row to their sum. */
function addRow(rows: Uint16Array, from: number, to: number, level: number, sums: Uint32Array): void {
  let column = 0;
  let at = from;
  for (const lastWhole = to - level; at <= lastWhole; column++) {
    let sum = 0;
    for (const end = at + level; at < end; at++) sum += rows[at]!;
    sums[column]! += sum;
  }
  for (; at < to; at++) sums[column]! += rows[at]!;
}
