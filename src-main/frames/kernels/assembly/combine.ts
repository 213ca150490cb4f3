/** Combines a stack of frames pixel by pixel. */
import { calmLanes, measureCalmly, spreadOfLanes, storeMeans, takeColumn } from './calm-columns';
import {
  measure,
  medianOf,
  stretchSum,
  takeDoubleSums,
  takeExactSums,
  valueAt,
  varianceDenominator,
  varianceNumerator,
} from './column-moments';
import { clipAboutMedian, clipWinsorised, dropEnds, keep, keptFrom, keptTo } from './kept-stretch';
import {
  gatherDoubles,
  gatherFromTile,
  sortDoubles,
  sortUnsigned,
  TILE_PIXELS,
  takeTile,
  VECTOR,
} from './sorted-columns';

// Numbers of the methods; `METHOD_NUMBERS` on the other side says the same.
const MEAN: i32 = 0;
const SIGMA_CLIP: i32 = 1;
const MEDIAN: i32 = 2;
const WINSORISED: i32 = 3;
const MIN_MAX: i32 = 4;
const SCATTER: i32 = 5;

let rejected: f64 = 0;
let noiseSquares: f64 = 0;

/** Values left out since `startCounting`, over all pixels. */
export function rejectedValues(): f64 {
  return rejected;
}

/** Sum over all pixels since `startCounting` of the squared standard error of the result. */
export function sumOfSquaredErrors(): f64 {
  return noiseSquares;
}

export function startCounting(): void {
  rejected = 0;
  noiseSquares = 0;
}

// Scratch room: the columns in hand, a vector per frame; behind them their sums, whose they are, what is measured on the
// way, and a tile.
const SUMS: usize = 0;
const PLACES: usize = 64;
const ON_THE_WAY: usize = 96;

// How the stack in hand is combined.
let frames: i32 = 0;
let method: i32 = 0;
let parameter: f64 = 0;
let count: i32 = 0;
let zero: f64 = 0;
let pedestal: usize = 0;
let pairs: usize = 0;
let pairsEnd: usize = 0;
let scratch: usize = 0;
let out: usize = 0;

/**
 * Sets how stacks are combined from now on.
 * @param ofFrames how many
 * @param byMethod number of the method
 * @param withParameter squared sigmas of the clipping methods
 * @param withCount rounds of the clipping methods, values dropped at either end for min/max
 * @param network sorting network, up to `networkEnd`
 * @param room as large as `scratchBytes` on the other side says
 */
export function combineBy(
  ofFrames: i32,
  byMethod: i32,
  withParameter: f64,
  withCount: i32,
  network: usize,
  networkEnd: usize,
  room: usize,
): void {
  frames = ofFrames;
  method = byMethod;
  parameter = withParameter;
  count = withCount;
  pairs = network;
  pairsEnd = networkEnd;
  scratch = room;
}

/**
 * Combines `pixels` values of each frame as FITS stores 16-bit integers.
 * @param rows the first frame's bytes; the next frame's are `frameBytes` on. 62 bytes behind the last one may be read
 * @param toAdd to each value: BZERO − 32768
 * @param toSubtract doubles to subtract from each result; 0: none
 * @param to single floats
 */
export function combineStored(
  rows: usize,
  frameBytes: usize,
  pixels: i32,
  toAdd: f64,
  toSubtract: usize,
  to: usize,
): void {
  zero = toAdd;
  pedestal = toSubtract;
  out = to;
  const mayBeCalm = method === MEAN || method === SIGMA_CLIP;
  const tile = tileAt();
  waiting = 0;
  for (let pixel = 0; pixel < pixels; pixel += TILE_PIXELS) {
    takeTile(rows + ((<usize>pixel) << 1), frameBytes, frames, tile);
    const end = min(pixel + TILE_PIXELS, pixels);
    for (let at = tile, eight = pixel; eight < end; eight += 8, at += VECTOR) {
      const lanes = min(8, end - eight);
      if (mayBeCalm) {
        combineCalmly(at, eight, lanes);
      } else {
        gatherFromTile(at, frames, scratch);
        for (let lane = 0; lane < lanes; lane++) setPlace(lane, eight + lane);
        finishStored(lanes);
      }
    }
  }
  finishStored(waiting);
}

/** Columns in `scratch` that wait until there are eight to be sorted side by side. */
let waiting: i32 = 0;

/** Eight columns of a tile, of which the first `lanes` are wanted: at once where they are calm. */
function combineCalmly(at: usize, pixel: i32, lanes: i32): void {
  const room = onTheWay();
  let calm = measureCalmly(at, frames, room);
  if (method === SIGMA_CLIP && calm !== 0) calm &= calmLanes(room, frames, parameter);
  // The last pixels may be too few for a whole vector of results.
  if (lanes < 8) calm = 0;
  if (calm !== 0) {
    storeMeans(room, frames, zero, pedestal === 0 ? 0 : pedestal + ((<usize>pixel) << 3), out + ((<usize>pixel) << 2));
    noiseSquares += spreadOfLanes(room, frames, calm) / (<f64>frames * <f64>frames) / max(1, frames - 1);
  }
  for (let lane = 0; lane < lanes; lane++) {
    if ((calm >> lane) & 1) continue;
    takeColumn(room, frames, lane, scratch + ((<usize>waiting) << 1));
    setPlace(waiting, pixel + lane);
    if (++waiting < 8) continue;
    finishStored(waiting);
    waiting = 0;
  }
}

/** Of the eight columns of unsigned integers in `scratch`, the first `lanes`. */
function finishStored(lanes: i32): void {
  if (lanes === 0) return;
  // Below this, sums of squared distances to the least value stay within 32 bits.
  const narrow = <f64>Math.sqrt(4294967295.0 / frames);
  const sums = scratch + <usize>frames * VECTOR + SUMS;
  sortUnsigned(scratch, pairs, pairsEnd);
  sumDistances(sums);
  for (let lane = 0; lane < lanes; lane++) {
    const column = scratch + ((<usize>lane) << 1);
    const least = valueAt<u16>(column, 0);
    if (valueAt<u16>(column, frames - 1) - least <= narrow) {
      const at = sums + ((<usize>lane) << 2);
      takeExactSums(least, frames, <f64>load<u32>(at), <f64>load<u32>(at, 32));
    } else {
      measure<u16>(column, 0, frames);
    }
    finish<u16>(column, placeOf(lane));
  }
}

/** As `combineStored`, of doubles. None may be NaN; 8 bytes behind the last frame's may be read. */
export function combineDoubles(rows: usize, frameBytes: usize, pixels: i32, to: usize): void {
  zero = 0;
  pedestal = 0;
  out = to;
  const sums = scratch + <usize>frames * VECTOR + SUMS;
  for (let pixel = 0; pixel < pixels; pixel += 2) {
    gatherDoubles(rows + ((<usize>pixel) << 3), frameBytes, frames, scratch);
    sortDoubles(scratch, pairs, pairsEnd);
    sumDoubles(sums);
    const lanes = min(2, pixels - pixel);
    for (let lane = 0; lane < lanes; lane++) {
      const at = (<usize>lane) << 3;
      takeDoubleSums(load<f64>(sums + at), load<f64>(sums + at, 16), frames);
      finish<f64>(scratch + at, pixel + lane);
    }
  }
}

function onTheWay(): usize {
  return scratch + <usize>frames * VECTOR + ON_THE_WAY;
}

/** Behind what is measured on the way: a vector per frame and eight. */
function tileAt(): usize {
  return onTheWay() + <usize>(frames + 8) * VECTOR;
}

function setPlace(lane: i32, pixel: i32): void {
  store<i32>(scratch + <usize>frames * VECTOR + ((<usize>lane) << 2), pixel, PLACES);
}

function placeOf(lane: i32): i32 {
  return load<i32>(scratch + <usize>frames * VECTOR + ((<usize>lane) << 2), PLACES);
}

/** Σd to `sums` and Σd² 32 bytes on, d the distance to the column's least value: eight u32 each. */
function sumDistances(sums: usize): void {
  const least = v128.load(scratch);
  let low = i32x4.splat(0);
  let high = i32x4.splat(0);
  let lowSquares = i32x4.splat(0);
  let highSquares = i32x4.splat(0);
  for (let i = 1; i < frames; i++) {
    const distance = i16x8.sub(v128.load(scratch + <usize>i * VECTOR), least);
    low = i32x4.add(low, i32x4.extend_low_i16x8_u(distance));
    high = i32x4.add(high, i32x4.extend_high_i16x8_u(distance));
    lowSquares = i32x4.add(lowSquares, i32x4.extmul_low_i16x8_u(distance, distance));
    highSquares = i32x4.add(highSquares, i32x4.extmul_high_i16x8_u(distance, distance));
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
  v128.store(sums, lowSquares, 32);
  v128.store(sums, highSquares, 48);
}

/** Sums to `sums` and sums of squared distances to the mean 16 bytes on: two doubles each, added in ascending order. */
function sumDoubles(sums: usize): void {
  let total = f64x2.splat(0);
  for (let i = 0; i < frames; i++) total = f64x2.add(total, v128.load(scratch + <usize>i * VECTOR));
  const mean = f64x2.div(total, f64x2.splat(frames));
  let squares = f64x2.splat(0);
  for (let i = 0; i < frames; i++) {
    const distance = f64x2.sub(v128.load(scratch + <usize>i * VECTOR), mean);
    squares = f64x2.add(squares, f64x2.mul(distance, distance));
  }
  v128.store(sums, total);
  v128.store(sums, squares, 16);
}

/** Wants the whole column sorted and measured. */
function finish<T>(column: usize, pixel: i32): void {
  let value: f64 = 0;
  if (method === SCATTER) {
    dropEnds<T>(column, frames, count);
    value = Math.sqrt(varianceNumerator() / varianceDenominator());
  } else if (method === MEDIAN) {
    value = medianOf<T>(column, 0, frames) + zero;
    noiseSquares += squaredErrorOfMedian<T>(column);
  } else {
    if (method === SIGMA_CLIP) clipAboutMedian<T>(column, frames, parameter, count);
    else if (method === WINSORISED) clipWinsorised<T>(column, frames, parameter, count, onTheWay());
    else if (method === MIN_MAX) dropEnds<T>(column, frames, count);
    else keep(0, frames);
    const kept = keptTo() - keptFrom();
    value = (stretchSum() + zero * kept) / kept;
    rejected += frames - kept;
    if (method === MIN_MAX) noiseSquares += squaredErrorOfTrimmedMean<T>(column);
    else noiseSquares += varianceNumerator() / varianceDenominator() / max(1, kept - 1);
  }
  if (pedestal !== 0) value -= load<f64>(pedestal + ((<usize>pixel) << 3));
  store<f32>(out + ((<usize>pixel) << 2), <f32>value);
}

/** Two-sided 95 % point of the normal distribution. */
const NORMAL_95: f64 = 1.96;

/** From the width of the sign test's 95 % interval about the median (McKean and Schrader 1984). */
function squaredErrorOfMedian<T>(column: usize): f64 {
  const beyond = <i32>Math.round((frames + 1) / 2.0 - (NORMAL_95 * Math.sqrt(frames)) / 2) - 1;
  const place = max(0, beyond);
  const width = valueAt<T>(column, frames - 1 - place) - valueAt<T>(column, place);
  return (width * width) / (4 * NORMAL_95 * NORMAL_95);
}

/**
 * From the variance after the dropped values were replaced by the last kept ones (Tukey and McLaughlin 1963). Wants the kept
 * stretch measured.
 */
function squaredErrorOfTrimmedMean<T>(column: usize): f64 {
  const kept = keptTo() - keptFrom();
  const dropped = <f64>keptFrom();
  const mean = stretchSum() / kept;
  const low = valueAt<T>(column, keptFrom()) - mean;
  const high = valueAt<T>(column, keptTo() - 1) - mean;
  const shift = (dropped * (low + high)) / frames;
  const squares = (varianceNumerator() / varianceDenominator()) * kept + dropped * (low * low + high * high);
  const variance = (squares - frames * shift * shift) / max(1, frames - 1);
  return (variance * frames) / (<f64>kept * <f64>kept);
}
