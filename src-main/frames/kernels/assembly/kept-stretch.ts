/**
 * Which values of a sorted column stay: every method keeps a stretch without gaps and takes its mean. The stretch found
 * stays in this module's variables.
 */
import { measureWithin, medianOf, valueAt, varianceDenominator, varianceNumerator } from './column-moments';
import { VECTOR } from './sorted-columns';

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
    const reachSquared = (sigmaSquared * varianceNumerator()) / varianceDenominator();
    if (!dropBeyond<T>(column, reachSquared)) return;
  }
}

/** Drops values further than √`reachSquared` from the stretch's median, and measures the rest. False when there were none. */
function dropBeyond<T>(column: usize, reachSquared: f64): bool {
  const median = medianOf<T>(column, from, to);
  const wasFrom = from;
  const wasTo = to;
  while (from < to && squareOf(median - valueAt<T>(column, from)) > reachSquared) from++;
  while (from < to && squareOf(valueAt<T>(column, to - 1) - median) > reachSquared) to--;
  if (from === wasFrom && to === wasTo) return false;
  measureWithin<T>(column, wasFrom, wasTo, from, to);
  return true;
}

/** Without the `count` lowest and highest. Wants the whole column measured, and leaves what is kept measured. */
export function dropEnds<T>(column: usize, frames: i32, count: i32): void {
  from = count;
  to = frames - count;
  measureWithin<T>(column, 0, frames, from, to);
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

/**
 * As `clipAboutMedian`, with the standard deviation of the values after those in the tails were pulled in.
 * @param room for a vector per frame
 */
export function clipWinsorised<T>(column: usize, frames: i32, sigmaSquared: f64, rounds: i32, room: usize): void {
  from = 0;
  to = frames;
  for (let round = 0; round < rounds; round++) {
    const sigma = winsorisedSigma<T>(column, room);
    if (!dropBeyond<T>(column, sigmaSquared * sigma * sigma)) return;
  }
}

function winsorisedSigma<T>(column: usize, room: usize): f64 {
  const median = medianOf<T>(column, from, to);
  const middle = (from + to) >> 1;
  addOutwards<T>(column, middle, median, room);
  const m = <f64>(to - from);
  let sigma = Math.sqrt(varianceNumerator() / varianceDenominator());
  // The stretch of values that are not pulled in: it mostly shrinks, and seldom by much.
  let low = from;
  let high = to;
  for (let turn = 0; turn < WINSOR_MOST_TURNS; turn++) {
    const before = sigma;
    const reach = WINSOR_REACH * before;
    while (low < middle && median - valueAt<T>(column, low) > reach) low++;
    while (low > from && median - valueAt<T>(column, low - 1) <= reach) low--;
    while (high > middle && valueAt<T>(column, high - 1) - median > reach) high--;
    while (high < to && valueAt<T>(column, high) - median <= reach) high++;
    let total: f64 = 0;
    let squares: f64 = 0;
    if (high > middle) {
      total = sumTo(room, high - 1);
      squares = squaresTo(room, high - 1);
    }
    if (low < middle) {
      total -= sumTo(room, low);
      squares += squaresTo(room, low);
    }
    total += reach * (to - high - (low - from));
    squares += reach * reach * (to - high + (low - from));
    const mean = total / m;
    sigma = WINSOR_CORRECTION * Math.sqrt(Math.max(0, squares / m - mean * mean));
    if (Math.abs(sigma - before) <= WINSOR_SETTLED * before) break;
  }
  return sigma;
}

/**
 * For each place of the stretch, the sum of the distances to the median from the middle up to that place, and of their
 * squares: two doubles in `room`. From the middle outwards nothing cancels, so that a wild value at the end spoils no other.
 */
function addOutwards<T>(column: usize, middle: i32, median: f64, room: usize): void {
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (let place = middle; place < to; place++) {
    const distance = valueAt<T>(column, place) - median;
    sum += distance;
    squares += distance * distance;
    put(room, place, sum, squares);
  }
  sum = 0;
  squares = 0;
  for (let place = middle - 1; place >= from; place--) {
    const distance = median - valueAt<T>(column, place);
    sum += distance;
    squares += distance * distance;
    put(room, place, sum, squares);
  }
}

function put(room: usize, place: i32, sum: f64, squares: f64): void {
  const at = room + <usize>place * VECTOR;
  store<f64>(at, sum);
  store<f64>(at, squares, 8);
}

function sumTo(room: usize, place: i32): f64 {
  return load<f64>(room + <usize>place * VECTOR);
}

function squaresTo(room: usize, place: i32): f64 {
  return load<f64>(room + <usize>place * VECTOR, 8);
}
