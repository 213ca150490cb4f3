/**
 * Sum and spread of a stretch of a sorted column. The results stay in this module's variables, since a function can give
 * back only one number.
 */
import { VECTOR } from './sorted-columns';

/** Of the stretch last measured: the sum of its values, */
let sum: f64 = 0;
/** and its variance (of the population) as a fraction. */
let numerator: f64 = 0;
let denominator: f64 = 1;

export function stretchSum(): f64 {
  return sum;
}

export function varianceNumerator(): f64 {
  return numerator;
}

export function varianceDenominator(): f64 {
  return denominator;
}

export function valueAt<T>(column: usize, place: i32): f64 {
  return <f64>load<T>(column + <usize>place * VECTOR);
}

/** Halfway between the middle two of [from, to). */
export function medianOf<T>(column: usize, from: i32, to: i32): f64 {
  return (valueAt<T>(column, (from + to - 1) >> 1) + valueAt<T>(column, (from + to) >> 1)) / 2;
}

/** Measures [from, to). */
export function measure<T>(column: usize, from: i32, to: i32): void {
  if (isInteger<T>()) measureExactly(column, from, to);
  else measureDoubles(column, from, to);
}

/** Measures [from, to), which lies within the stretch last measured, [wasFrom, wasTo). */
export function measureWithin<T>(column: usize, wasFrom: i32, wasTo: i32, from: i32, to: i32): void {
  if (isInteger<T>()) {
    // Their sums are exact, so that what is dropped can be taken off again.
    for (let i = wasFrom; i < from; i++) takeOff(column, i);
    for (let i = to; i < wasTo; i++) takeOff(column, i);
    takeExactSums(base, to - from, distances, squares);
  } else {
    measureDoubles(column, from, to);
  }
}

function takeOff(column: usize, place: i32): void {
  const distance = valueAt<u16>(column, place) - base;
  distances -= distance;
  squares -= distance * distance;
}

/** Of integers: distances to this value, their sum and the sum of their squares. */
let base: f64 = 0;
let distances: f64 = 0;
let squares: f64 = 0;

/**
 * From exact sums over m values of their distance to some value below them: m Σd² − (Σd)² is an integer that a double holds
 * exactly for up to 1448 values of 16 bits.
 */
export function takeExactSums(below: f64, m: i32, sumOfDistances: f64, sumOfSquares: f64): void {
  base = below;
  distances = sumOfDistances;
  squares = sumOfSquares;
  sum = base * m + distances;
  numerator = m * squares - distances * distances;
  denominator = <f64>m * <f64>m;
}

function measureExactly(column: usize, from: i32, to: i32): void {
  const below = valueAt<u16>(column, from);
  let sumOfDistances: f64 = 0;
  let sumOfSquares: f64 = 0;
  for (let i = from; i < to; i++) {
    const distance = valueAt<u16>(column, i) - below;
    sumOfDistances += distance;
    sumOfSquares += distance * distance;
  }
  takeExactSums(below, to - from, sumOfDistances, sumOfSquares);
}

/** Adds in ascending order, so that the order of the frames makes no difference. */
function measureDoubles(column: usize, from: i32, to: i32): void {
  let total: f64 = 0;
  for (let i = from; i < to; i++) total += valueAt<f64>(column, i);
  const mean = total / (to - from);
  let sumOfSquares: f64 = 0;
  for (let i = from; i < to; i++) {
    const distance = valueAt<f64>(column, i) - mean;
    sumOfSquares += distance * distance;
  }
  takeDoubleSums(total, sumOfSquares, to - from);
}

export function takeDoubleSums(total: f64, sumOfSquares: f64, m: i32): void {
  sum = total;
  numerator = sumOfSquares;
  denominator = m;
}
