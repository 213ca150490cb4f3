/** Normal numbers by Marsaglia and Tsang's ziggurat (Journal of Statistical Software 5(8), 2000). */
import { rareBits, rareUniform } from './random-bits';

const LAYERS = 256;

let layers: usize = 0;
let densities: usize = 0;
let tailStart: f64 = 0;

/**
 * @param layerTable for each of 256 layers a single float, the layer's width over 2^23, and a 32-bit integer: below so many of
 * these steps a point lies under the layer above too, hence under the curve
 * @param densityTable doubles: the curve's height at the edge of each layer, and 1
 * @param start where the lowest layer ends and the tail begins
 */
export function useNormalTables(layerTable: usize, densityTable: usize, start: f64): void {
  layers = layerTable;
  densities = densityTable;
  tailStart = start;
}

/**
 * Puts single floats of mean 0 and standard deviation 1 in the place of random words.
 * @param count numbers; some more may be written, to a multiple of four
 */
export function fillNormal(words: usize, count: i32): void {
  const end = words + ((<usize>count) << 2);
  for (let at = words; at < end; at += 16) {
    const four = v128.load(at);
    const offsets = i32x4.shl(v128.and(four, i32x4.splat(LAYERS - 1)), 3);
    // Of each number its layer's two values.
    let low = v128.load64_zero(layers + i32x4.extract_lane(offsets, 0));
    let high = v128.load64_zero(layers + i32x4.extract_lane(offsets, 2));
    low = v128.load64_lane(layers + i32x4.extract_lane(offsets, 1), low, 1);
    high = v128.load64_lane(layers + i32x4.extract_lane(offsets, 3), high, 1);
    const widths = v128.shuffle<i32>(low, high, 0, 2, 4, 6);
    const sure = v128.shuffle<i32>(low, high, 1, 3, 5, 7);
    const steps = i32x4.shr_s(four, 8);
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(steps), widths));
    const unsure = i32x4.ge_s(i32x4.abs(steps), sure);
    if (v128.any_true(unsure)) replaceUnsure(at, four, i32x4.bitmask(unsure));
  }
}

function replaceUnsure(at: usize, words: v128, unsure: i32): void {
  if (unsure & 1) store<f32>(at, <f32>fromEdge(i32x4.extract_lane(words, 0)));
  if (unsure & 2) store<f32>(at, <f32>fromEdge(i32x4.extract_lane(words, 1)), 4);
  if (unsure & 4) store<f32>(at, <f32>fromEdge(i32x4.extract_lane(words, 2)), 8);
  if (unsure & 8) store<f32>(at, <f32>fromEdge(i32x4.extract_lane(words, 3)), 12);
}

/** From the 1 % of points that do not lie surely under the curve. */
function fromEdge(first: i32): f64 {
  let word = first;
  while (true) {
    const index = word & (LAYERS - 1);
    const layer = layers + ((<usize>index) << 3);
    const steps = word >> 8;
    const x = <f64>steps * <f64>load<f32>(layer);
    if (abs(steps) < load<i32>(layer, 4)) return x;
    if (index === 0) return steps < 0 ? -fromTail() : fromTail();
    const edge = densities + ((<usize>index) << 3);
    const low = load<f64>(edge);
    if (low + rareUniform() * (load<f64>(edge, 8) - low) < Math.exp(-0.5 * x * x)) return x;
    word = rareBits();
  }
}

function fromTail(): f64 {
  while (true) {
    const beyond = -Math.log(rareUniform()) / tailStart;
    if (-2 * Math.log(rareUniform()) > beyond * beyond) return tailStart + beyond;
  }
}
