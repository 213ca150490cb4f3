/**
 * Which values of a sorted column stay: every method keeps a stretch without gaps and takes its mean. The stretch found
 * stays in this module's variables.
 */
import { measure, medianOf, valueAt, varianceDenominator, varianceNumerator } from './column-moments';

let from: i32 = 0;
let to: i32 = 0;

export function keptFrom(): i32 {
  return from;
}

export function keptTo(): i32 {
  return to;
}

export function keep(first: i32, end: i32): void {
  from = first;
  to = end;
}

/**
 * Sigma clipping about the median: values further than √`sigmaSquared` standard deviations of the values still in go, at
 * most `rounds` times over. Wants the whole column measured, and leaves what is kept measured.
 */
export function clipAboutMedian<T>(column: usize, frames: i32, sigmaSquared: f64, rounds: i32): void {
  from = 0;
  to = frames;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) measure<T>(column, from, to);
    const reachSquared = (sigmaSquared * varianceNumerator()) / varianceDenominator();
    if (!dropBeyond<T>(column, reachSquared)) return;
  }
  measure<T>(column, from, to);
}

/** Drops values further than √`reachSquared` from the stretch's median. False when there were none. */
function dropBeyond<T>(column: usize, reachSquared: f64): bool {
  const median = medianOf<T>(column, from, to);
  const before = to - from;
  while (from < to && squareOf(median - valueAt<T>(column, from)) > reachSquared) from++;
  while (from < to && squareOf(valueAt<T>(column, to - 1) - median) > reachSquared) to--;
  return to - from < before;
}

function squareOf(value: f64): f64 {
  return value * value;
}

/** Where values are pulled in to, in standard deviations from the median, and what makes up for their lost spread. */
const WINSOR_REACH: f64 = 1.5;
const WINSOR_CORRECTION: f64 = 1.134;
/** The deviation has settled when it changes by less than this part of itself. */
const WINSOR_SETTLED: f64 = 0.0005;
const WINSOR_MOST_TURNS: i32 = 20;

/** As `clipAboutMedian`, with the standard deviation of the values after those in the tails were pulled in. */
export function clipWinsorised<T>(column: usize, frames: i32, sigmaSquared: f64, rounds: i32): void {
  from = 0;
  to = frames;
  for (let round = 0; round < rounds; round++) {
    if (round > 0) measure<T>(column, from, to);
    const sigma = winsorisedSigma<T>(column);
    if (!dropBeyond<T>(column, sigmaSquared * sigma * sigma)) break;
  }
  measure<T>(column, from, to);
}

function winsorisedSigma<T>(column: usize): f64 {
  const median = medianOf<T>(column, from, to);
  let sigma = Math.sqrt(varianceNumerator() / varianceDenominator());
  for (let turn = 0; turn < WINSOR_MOST_TURNS; turn++) {
    const before = sigma;
    sigma = WINSOR_CORRECTION * clampedDeviation<T>(column, median, WINSOR_REACH * before);
    if (Math.abs(sigma - before) <= WINSOR_SETTLED * before) break;
  }
  return sigma;
}

/** Standard deviation of the stretch with values further than `reach` from its median put there. */
function clampedDeviation<T>(column: usize, median: f64, reach: f64): f64 {
  let total: f64 = 0;
  let squares: f64 = 0;
  for (let i = from; i < to; i++) {
    const distance = Math.min(reach, Math.max(-reach, valueAt<T>(column, i) - median));
    total += distance;
    squares += distance * distance;
  }
  const mean = total / (to - from);
  return Math.sqrt(Math.max(0, squares / (to - from) - mean * mean));
}
