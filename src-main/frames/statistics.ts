import type { FrameStatistics } from '../contract/views.ts';

/** Values that a 16-bit pixel can have. */
const LEVELS = 65_536;

/**
 * How many pixels have each value: 65,536 counts, exact whatever the size of the frame. Given `counts`, adds to them, so
 * that a frame can be counted piece by piece.
 */
export function histogram(pixels: Uint16Array, counts: Uint32Array = new Uint32Array(LEVELS)): Uint32Array {
  for (let i = 0; i < pixels.length; i++) counts[pixels[i]!]!++;
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
