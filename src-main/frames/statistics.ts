import type { FrameStatistics } from '../contract/views.ts';

/** Values that a 16-bit pixel can have. */
const LEVELS = 65_536;

/** How many pixels have each value: 65,536 counts. Exact, whatever the size of the frame. */
export function histogram(pixels: Uint16Array): Uint32Array {
  // Neighbouring pixels are often equal, and adding to one count twice in a row waits for memory: two arrays take turns.
  const counts = new Uint32Array(LEVELS);
  const odd = new Uint32Array(LEVELS);
  const paired = pixels.length - (pixels.length % 2);
  for (let i = 0; i < paired; i += 2) {
    counts[pixels[i]!]!++;
    odd[pixels[i + 1]!]!++;
  }
  if (paired < pixels.length) counts[pixels[paired]!]!++;
  for (let level = 0; level < LEVELS; level++) counts[level]! += odd[level]!;
  return counts;
}

/**
 * Statistics in ADU from a histogram of 65,536 counts: exact, with the standard deviation of the whole population (not
 * n − 1), and medians of an even number of pixels halfway between the middle two.
 * `saturationAdu` is the level from which on a pixel counts as saturated.
 * Throws RangeError for a histogram without pixels.
 */
export function statisticsOf(counts: Uint32Array, saturationAdu: number): FrameStatistics {
  let pixels = 0;
  let sum = 0;
  let saturated = 0;
  for (let level = 0; level < LEVELS; level++) {
    const count = counts[level]!;
    pixels += count;
    sum += count * level;
    if (level >= saturationAdu) saturated += count;
  }
  if (pixels === 0) throw new RangeError('A frame without pixels has no statistics.');
  const mean = sum / pixels;
  const median = medianOf(counts, pixels);
  return {
    min: counts.findIndex((count) => count > 0),
    max: counts.findLastIndex((count) => count > 0),
    mean,
    median,
    standardDeviation: Math.sqrt(sumOfSquares(counts, mean) / pixels),
    mad: medianDeviation(counts, median, pixels),
    saturatedFraction: saturated / pixels,
  };
}

/** `statisticsOf` of a frame's pixels. */
export function measureFrame(pixels: Uint16Array, saturationAdu: number): FrameStatistics {
  return statisticsOf(histogram(pixels), saturationAdu);
}

function sumOfSquares(counts: Uint32Array, mean: number): number {
  let squares = 0;
  for (let level = 0; level < LEVELS; level++) {
    const deviation = level - mean;
    squares += counts[level]! * deviation * deviation;
  }
  return squares;
}

/** Median absolute deviation. Counted in half ADU, so that a median between two values loses nothing. */
function medianDeviation(counts: Uint32Array, median: number, pixels: number): number {
  const deviations = new Uint32Array(2 * LEVELS);
  for (let level = 0; level < LEVELS; level++) deviations[Math.abs(2 * level - 2 * median)]! += counts[level]!;
  return medianOf(deviations, pixels) / 2;
}

function medianOf(counts: Uint32Array, total: number): number {
  return (valueOfRank(counts, Math.floor((total - 1) / 2)) + valueOfRank(counts, Math.floor(total / 2))) / 2;
}

/** The value of the item that stands at `rank`, from 0, when all are sorted. */
function valueOfRank(counts: Uint32Array, rank: number): number {
  let upTo = 0;
  for (let value = 0; value < counts.length; value++) {
    upTo += counts[value]!;
    if (upTo > rank) return value;
  }
  throw new RangeError(`There is no item of rank ${rank}.`);
}
