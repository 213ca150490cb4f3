/** A cut through a frame as a plot: thousands of pixels on some hundred columns of the screen. Pure. */
import type { PixelLine } from '../client/pixels.ts';
import type { Point } from './view-transform.ts';

/** The lowest and highest value in each of `columns` columns; where there are fewer values, as many columns as values. */
export function envelope(values: Float64Array, columns: number): { low: number; high: number }[] {
  const count = Math.min(columns, values.length);
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count);
    const to = Math.floor(((column + 1) * values.length) / count);
    let [low, high] = [values[from]!, values[from]!];
    for (let i = from + 1; i < to; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    return { low, high };
  });
}

/** The middle of the pixel at a step along a cut of so many pixels, in the frame's pixels. */
export function placeOnCut({ from, to }: PixelLine, step: number, length: number): Point {
  const part = step / Math.max(1, length - 1);
  return {
    x: Math.round(from.x + (to.x - from.x) * part) + 0.5,
    y: Math.round(from.y + (to.y - from.y) * part) + 0.5,
  };
}

/** How long a cut is, pixels from the middle of its first one to the middle of its last. */
export function lengthOfCut({ from, to }: PixelLine): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}
