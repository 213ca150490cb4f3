/**
 * Sigma-clipped mean over a stack of frames, pixel by pixel. The same rule as astropy's `sigma_clip` with its defaults for
 * centre and deviation: values further than 3 population standard deviations from the median of those still in are left
 * out, three times over; the mean is that of the values that are left, in double precision.
 */

export const CLIP_SIGMA = 3;
export const CLIP_ITERATIONS = 3;

/** As it stands in a master's header. */
export const METHOD = `mean, ${CLIP_ITERATIONS} x ${CLIP_SIGMA} sigma clipping about the median`;

export interface Combined {
  /** Values that were left out, over all pixels. */
  readonly rejected: number;
}

/**
 * Combines the first `pixels` values of each frame into `target`.
 * @param frames one or more, each with at least `pixels` values
 */
export function clippedMeans(
  frames: readonly (Uint16Array | Float64Array)[],
  target: Float32Array,
  pixels: number,
): Combined {
  const values = new Float64Array(frames.length);
  let rejected = 0;
  for (let i = 0; i < pixels; i++) {
    for (let frame = 0; frame < frames.length; frame++) insertSorted(values, frame, frames[frame]![i]!);
    const { from, to } = clip(values);
    rejected += frames.length - (to - from);
    target[i] = meanOf(values, from, to);
  }
  return { rejected };
}

/** Sorting first makes what is kept a stretch of the array, and each median a look at its middle. */
function insertSorted(values: Float64Array, count: number, value: number): void {
  let place = count;
  while (place > 0 && values[place - 1]! > value) {
    values[place] = values[place - 1]!;
    place--;
  }
  values[place] = value;
}

/** The stretch [from, to) of sorted values that the clipping keeps. */
function clip(sorted: Float64Array): { from: number; to: number } {
  let from = 0;
  let to = sorted.length;
  for (let round = 0; round < CLIP_ITERATIONS; round++) {
    const middle = from + to;
    const median = (sorted[(middle - 1) >> 1]! + sorted[middle >> 1]!) / 2;
    const reach = CLIP_SIGMA * deviationOf(sorted, from, to);
    const before = to - from;
    while (sorted[from]! < median - reach) from++;
    while (sorted[to - 1]! > median + reach) to--;
    if (to - from === before) break;
  }
  return { from, to };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}

/** Of the whole population (n, not n − 1). */
function deviationOf(values: Float64Array, from: number, to: number): number {
  const mean = meanOf(values, from, to);
  let squares = 0;
  for (let i = from; i < to; i++) {
    const difference = values[i]! - mean;
    squares += difference * difference;
  }
  return Math.sqrt(squares / (to - from));
}
