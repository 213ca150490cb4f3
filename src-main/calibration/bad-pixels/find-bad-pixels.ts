/**
 * Pixels that are not like those around them. Each is held against the tile of the sensor that it is in, because glow and
 * vignetting change over the sensor, and against the median and the median deviation there, which bad pixels hardly move.
 * Pure.
 */

/** What is wrong with a pixel, as bits of the map. */
export const HOT = 1;
export const COLD = 2;
export const NOISY = 4;

/** px; 256 pixels tell a median well enough, and glow changes little over so few. */
const TILE = 16;

/** A hot pixel's dark level stands out by so many standard deviations of its tile. */
const HOT_SIGMA = 8;
/** A cold pixel's response is this part of its tile's or less. */
const COLD_PART = 0.6;
/** A noisy pixel varies so many times as much as its tile's do. */
const NOISY_TIMES = 4;

/** From a median absolute deviation to the standard deviation of normal noise. */
const SIGMA_OF_MAD = 1.4826;
/** What rounding to whole numbers leaves of a deviation at least, ADU. */
const LEAST_SIGMA = 0.29;

export interface Plane {
  readonly width: number;
  readonly height: number;
  /** Row by row. */
  readonly pixels: Float32Array;
}

/** Marks in `map` pixels of a combined dark that are brighter than their tile. */
export function markHot(dark: Plane, map: Uint16Array): void {
  mark(dark, map, HOT, ({ median, sigma }) => {
    const limit = median + HOT_SIGMA * Math.max(sigma, LEAST_SIGMA);
    return (value) => value > limit;
  });
}

/** Marks pixels of a combined flat that answer to light much less than their tile. */
export function markCold(flat: Plane, map: Uint16Array): void {
  mark(flat, map, COLD, ({ median }) => {
    const limit = COLD_PART * median;
    return (value) => value < limit;
  });
}

/** Marks pixels whose scatter from frame to frame is much greater than their tile's. */
export function markNoisy(scatter: Plane, map: Uint16Array): void {
  mark(scatter, map, NOISY, ({ median }) => {
    const limit = NOISY_TIMES * Math.max(median, LEAST_SIGMA);
    return (value) => value > limit;
  });
}

export interface BadPixelCounts {
  readonly hot: number;
  readonly cold: number;
  readonly noisy: number;
  /** Pixels with any fault. */
  readonly any: number;
}

export function countBad(map: Uint16Array): BadPixelCounts {
  let [hot, cold, noisy, any] = [0, 0, 0, 0];
  for (const bits of map) {
    if (bits === 0) continue;
    any++;
    if ((bits & HOT) !== 0) hot++;
    if ((bits & COLD) !== 0) cold++;
    if ((bits & NOISY) !== 0) noisy++;
  }
  return { hot, cold, noisy, any };
}

interface TileStatistics {
  readonly median: number;
  readonly sigma: number;
}

function mark(
  { width, height, pixels }: Plane,
  map: Uint16Array,
  bit: number,
  ruleOf: (tile: TileStatistics) => (value: number) => boolean,
): void {
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const [bottom, right] = [Math.min(top + TILE, height), Math.min(left + TILE, width)];
      const rows = Array.from({ length: bottom - top }, (_, y) => (top + y) * width);
      const isBad = ruleOf(statisticsOf(rows.map((row) => pixels.subarray(row + left, row + right))));
      for (const row of rows) {
        for (let i = row + left; i < row + right; i++) if (isBad(pixels[i]!)) map[i] = map[i]! | bit;
      }
    }
  }
}

function statisticsOf(rows: readonly Float32Array[]): TileStatistics {
  const values = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    values.set(row, at);
    at += row.length;
  }
  const median = medianOf(values);
  for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i]! - median);
  return { median, sigma: SIGMA_OF_MAD * medianOf(values) };
}

/** Sorts `values`. */
function medianOf(values: Float32Array): number {
  values.sort();
  return (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
}
