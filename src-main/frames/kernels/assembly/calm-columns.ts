/**
 * Columns of 16-bit integers that need no sorting. For most pixels of a stack, sums over the column and two counts are
 * enough to know that clipping about the median would drop nothing. Exact for up to 1448 frames.
 */
import { TILE_ROW, VECTOR } from './sorted-columns';

// What is measured of eight columns stands behind the distances, one vector each; sums are i32, sums of squares u32.
const LOW_SUMS: usize = 0;
const HIGH_SUMS: usize = 16;
const LOW_SQUARES: usize = 32;
const HIGH_SQUARES: usize = 48;
/** The first frame's values, the least and the greatest, as signed integers. */
const FIRST: usize = 64;
const LEAST: usize = 80;
const GREATEST: usize = 96;

function measuredAt(room: usize, frames: i32): usize {
  return room + <usize>((frames + 1) & ~1) * VECTOR;
}

/**
 * Measures eight neighbouring pixels of each frame of a tile: distances to the first frame's value to `room`, a
 * vector per frame (an even number of them), and what is measured behind them: seven vectors more.
 * @returns a bit for each lane that has sums which hold: its values are not too far apart
 */
export function measureCalmly(at: usize, frames: i32, room: usize): i32 {
  const ones = i16x8.splat(1);
  const first = v128.load(at);
  let least = first;
  let greatest = first;
  let lowSums = i32x4.splat(0);
  let highSums = i32x4.splat(0);
  let lowSquares = i32x4.splat(0);
  let highSquares = i32x4.splat(0);
  let distances = room;
  for (let i = 0; i < frames; i += 2) {
    const one = v128.load(at);
    // The first frame's values are at no distance from themselves: an odd last one is paired with nothing.
    const other = i + 1 < frames ? v128.load(at, TILE_ROW) : first;
    least = i16x8.min_s(least, i16x8.min_s(one, other));
    greatest = i16x8.max_s(greatest, i16x8.max_s(one, other));
    const a = i16x8.sub(one, first);
    const b = i16x8.sub(other, first);
    v128.store(distances, a);
    v128.store(distances, b, 16);
    const low = v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    const high = v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    lowSums = i32x4.add(lowSums, i32x4.dot_i16x8_s(low, ones));
    highSums = i32x4.add(highSums, i32x4.dot_i16x8_s(high, ones));
    lowSquares = i32x4.add(lowSquares, i32x4.dot_i16x8_s(low, low));
    highSquares = i32x4.add(highSquares, i32x4.dot_i16x8_s(high, high));
    at += 2 * TILE_ROW;
    distances += 2 * VECTOR;
  }
  v128.store(distances, lowSums, LOW_SUMS);
  v128.store(distances, highSums, HIGH_SUMS);
  v128.store(distances, lowSquares, LOW_SQUARES);
  v128.store(distances, highSquares, HIGH_SQUARES);
  v128.store(distances, first, FIRST);
  v128.store(distances, least, LEAST);
  v128.store(distances, greatest, GREATEST);
  // Distances stay within 16 bits, and the sums of their squares within 32.
  const widest = min(32767, <i32>Math.sqrt(4294967295.0 / frames));
  return i16x8.bitmask(i16x8.le_u(i16x8.sub(greatest, least), i16x8.splat(<i16>widest)));
}

/**
 * What the reach of clipping is multiplied by, so that it is certainly not more than it really is: n values have a variance
 * of at least 1/(2n) of their squared range, so that taking n Σd² − (Σd)² in single floats costs it at most some 2n roundings.
 */
const SURELY: f32 = 0.999;

/**
 * Of the columns measured in `room`, those that clipping surely leaves whole. The greatest value stays when the median is no
 * further from it than the reach, for which it is enough that no more than half the values are further away; so with the least.
 * @param sigmaSquared of the reach
 * @returns a bit for each lane that is calm; the others may be
 */
export function calmLanes(room: usize, frames: i32, sigmaSquared: f64): i32 {
  const measured = measuredAt(room, frames);
  const first = v128.load(measured, FIRST);
  const lowReach = reachOf(v128.load(measured, LOW_SUMS), v128.load(measured, LOW_SQUARES), frames, <f32>sigmaSquared);
  const highReach = reachOf(
    v128.load(measured, HIGH_SUMS),
    v128.load(measured, HIGH_SQUARES),
    frames,
    <f32>sigmaSquared,
  );
  const greatest = i16x8.sub(v128.load(measured, GREATEST), first);
  const least = i16x8.sub(v128.load(measured, LEAST), first);
  const fromGreatest = i16x8.narrow_i32x4_s(
    i32x4.trunc_sat_f32x4_s(f32x4.ceil(f32x4.sub(lowOf(greatest), lowReach))),
    i32x4.trunc_sat_f32x4_s(f32x4.ceil(f32x4.sub(highOf(greatest), highReach))),
  );
  const fromLeast = i16x8.narrow_i32x4_s(
    i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(lowOf(least), lowReach))),
    i32x4.trunc_sat_f32x4_s(f32x4.floor(f32x4.add(highOf(least), highReach))),
  );
  let below = i16x8.splat(0);
  let above = i16x8.splat(0);
  const end = room + <usize>frames * VECTOR;
  for (let at = room; at < end; at += VECTOR) {
    const distance = v128.load(at);
    // What is true is −1.
    below = i16x8.sub(below, i16x8.lt_s(distance, fromGreatest));
    above = i16x8.sub(above, i16x8.gt_s(distance, fromLeast));
  }
  const half = i16x8.splat(<i16>((frames - 1) >> 1));
  return i16x8.bitmask(i16x8.le_s(i16x8.max_s(below, above), half));
}

/** √(sigmaSquared · variance), or a little less. */
function reachOf(sums: v128, squares: v128, frames: i32, sigmaSquared: f32): v128 {
  const sum = f32x4.convert_i32x4_s(sums);
  const n = f32x4.splat(<f32>frames);
  const spread = f32x4.sub(f32x4.mul(n, f32x4.convert_i32x4_u(squares)), f32x4.mul(sum, sum));
  const reach = f32x4.sqrt(f32x4.mul(f32x4.splat(sigmaSquared), f32x4.max(spread, f32x4.splat(0))));
  return f32x4.mul(reach, f32x4.splat(SURELY / <f32>frames));
}

function lowOf(distances: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(distances));
}

function highOf(distances: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(distances));
}

/**
 * Means of the eight columns measured in `room`, as single floats to `out`.
 * @param zero added to each value, taken as an unsigned integer: BZERO − 32768
 * @param pedestal doubles to subtract; 0: none
 */
export function storeMeans(room: usize, frames: i32, zero: f64, pedestal: usize, out: usize): void {
  const measured = measuredAt(room, frames);
  const first = v128.xor(v128.load(measured, FIRST), i16x8.splat(-32768));
  const n = i32x4.splat(frames);
  const low = i32x4.add(v128.load(measured, LOW_SUMS), i32x4.mul(n, i32x4.extend_low_i16x8_u(first)));
  const high = i32x4.add(v128.load(measured, HIGH_SUMS), i32x4.mul(n, i32x4.extend_high_i16x8_u(first)));
  v128.store(out, meansOf(low, frames, zero, pedestal));
  v128.store(out, meansOf(high, frames, zero, pedestal === 0 ? 0 : pedestal + 32), 16);
}

/** Of four sums, as single floats. */
function meansOf(sums: v128, frames: i32, zero: f64, pedestal: usize): v128 {
  const n = f64x2.splat(<f64>frames);
  const offset = f64x2.splat(zero * frames);
  let low = f64x2.div(f64x2.add(f64x2.convert_low_i32x4_s(sums), offset), n);
  let high = f64x2.div(f64x2.add(f64x2.convert_low_i32x4_s(upperHalf(sums)), offset), n);
  if (pedestal !== 0) {
    low = f64x2.sub(low, v128.load(pedestal));
    high = f64x2.sub(high, v128.load(pedestal, 16));
  }
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** n Σd² − (Σd)² summed over those of the eight columns whose bit is set: n² times their variances. */
export function spreadOfLanes(room: usize, frames: i32, lanes: i32): f64 {
  const measured = measuredAt(room, frames);
  let total: f64 = 0;
  for (let lane = 0; lane < 8; lane++) {
    if (!((lanes >> lane) & 1)) continue;
    const at = measured + ((<usize>lane) << 2);
    const sum = <f64>load<i32>(at, LOW_SUMS);
    total += <f64>frames * <f64>load<u32>(at, LOW_SQUARES) - sum * sum;
  }
  return total;
}

/** One of the eight columns measured in `room`, as unsigned integers, a vector's width apart. */
export function takeColumn(room: usize, frames: i32, lane: i32, to: usize): void {
  const first = load<u16>(measuredAt(room, frames) + ((<usize>lane) << 1), FIRST) ^ 0x8000;
  const end = to + <usize>frames * VECTOR;
  for (let at = room + ((<usize>lane) << 1); to < end; at += VECTOR, to += VECTOR)
    store<u16>(to, load<u16>(at) + first);
}

function upperHalf(sums: v128): v128 {
  return v128.shuffle<i64>(sums, sums, 1, 1);
}
