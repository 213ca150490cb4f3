import type { BayerPattern } from '../bayer-pattern.ts';
import type { Level } from './region.ts';

/** Values of a pixel whose colours are apart: red, green, blue. */
export const COLOURS = 3;

/** Red, green or blue of each place of the pattern's 2 × 2 pixels, row after row, as an index. */
export function channelsOf(pattern: BayerPattern): number[] {
  return [...pattern].map((colour) => 'RGB'.indexOf(colour));
}

/**
 * As `binRows`, with the mean of each colour's pixels apart, red, green and blue in turn: taken together they would be grey. `rows`
 * begin on an even row and column of the frame; at its edges a cell without a pixel of a colour gets the mean of those it has.
 */
export function binColours(
  rows: Uint16Array,
  width: number,
  level: Exclude<Level, 1>,
  pattern: BayerPattern,
  target: Uint16Array,
  firstRow: number,
): void {
  const rowCount = rows.length / width;
  const columns = Math.ceil(width / level);
  const channels = channelsOf(pattern);
  const sums = new Uint32Array(COLOURS * columns);
  const counts = new Uint32Array(COLOURS * columns);
  for (let top = 0, row = firstRow; top < rowCount; top += level, row++) {
    sums.fill(0);
    counts.fill(0);
    for (let y = top; y < Math.min(top + level, rowCount); y++) {
      const [even, odd] = [channels[2 * (y & 1)]!, channels[2 * (y & 1) + 1]!];
      addColour(rows, y * width, width, level, even, 0, sums, counts);
      addColour(rows, y * width, width, level, odd, 1, sums, counts);
    }
    for (let column = 0, at = 0; column < columns; column++, at += COLOURS) {
      const all = counts[at]! + counts[at + 1]! + counts[at + 2]!;
      const mean = (sums[at]! + sums[at + 1]! + sums[at + 2]!) / all;
      for (let channel = at; channel < at + COLOURS; channel++) {
        const count = counts[channel]!;
        target[row * columns * COLOURS + channel] = Math.round(count === 0 ? mean : sums[channel]! / count);
      }
    }
  }
}

/** Adds every other pixel of a row, from its first (0) or second (1) on, to the sums of a colour. */
function addColour(
  rows: Uint16Array,
  start: number,
  width: number,
  level: number,
  channel: number,
  first: 0 | 1,
  sums: Uint32Array,
  counts: Uint32Array,
): void {
  for (let column = 0, to = channel; column * level < width; column++, to += COLOURS) {
    const end = Math.min((column + 1) * level, width);
    let [sum, count] = [0, 0];
    for (let x = column * level + first; x < end; x += 2) {
      sum += rows[start + x]!;
      count++;
    }
    sums[to]! += sum;
    counts[to]! += count;
  }
}
