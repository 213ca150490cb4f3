import type { Level } from './region.ts';

/**
 * Bins some rows by their mean, rounded to the nearest (halves up), and puts them into `target`.
 *
 * `rows` holds whole rows of `width` pixels; the last group of `level` rows or columns may be short where the frame ends.
 * `target` has rows of `width / level` pixels, rounded up; those from `firstRow` on are filled, as many as `rows` gives.
 */
export function binRows(rows: Uint16Array, width: number, level: Level, target: Uint16Array, firstRow: number): void {
  if (level === 1) {
    target.set(rows, firstRow * width);
    return;
  }
  const rowCount = rows.length / width;
  const columns = Math.ceil(width / level);
  const narrow = width % level || level;
  // A sum of 8 × 8 pixels of 65535 fits into 32 bits.
  const sums = new Uint32Array(columns);
  for (let top = 0, row = firstRow; top < rowCount; top += level, row++) {
    const bottom = Math.min(top + level, rowCount);
    sums.fill(0);
    for (let y = top; y < bottom; y++) addRow(rows, y * width, (y + 1) * width, level, sums);
    for (let x = 0; x < columns; x++) {
      const pixels = (x === columns - 1 ? narrow : level) * (bottom - top);
      target[row * columns + x] = Math.floor((sums[x]! + pixels / 2) / pixels);
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

/** As `binRows`, but each binned pixel is the brightest of its pixels. `target` holds zeros before. */
export function brightestRows(
  rows: Uint16Array,
  width: number,
  level: Level,
  target: Uint16Array,
  firstRow: number,
): void {
  const columns = Math.ceil(width / level);
  for (let start = 0, y = 0; start < rows.length; start += width, y++) {
    const into = (firstRow + Math.floor(y / level)) * columns;
    for (let column = 0, at = start; column < columns; column++) {
      let most = target[into + column]!;
      for (const end = Math.min(at + level, start + width); at < end; at++) most = Math.max(most, rows[at]!);
      target[into + column] = most;
    }
  }
}

/** As `binRows`, of flags: a binned pixel has every bit that one of its pixels has. `target` holds zeros before. */
export function uniteRows(rows: Uint16Array, width: number, level: Level, target: Uint16Array, firstRow: number): void {
  const columns = Math.ceil(width / level);
  for (let at = 0; at < rows.length; at++) {
    if (rows[at] === 0) continue;
    const row = firstRow + Math.floor(Math.floor(at / width) / level);
    const to = row * columns + Math.floor((at % width) / level);
    target[to] = target[to]! | rows[at]!;
  }
}
