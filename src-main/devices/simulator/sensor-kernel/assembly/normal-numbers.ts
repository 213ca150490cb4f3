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

/** Puts single floats of mean 0 and standard deviation 1 in the place of random words. */
export function fillNormal(words: usize, count: i32): void {
  const end = words + ((<usize>count) << 2);
  for (let at = words; at < end; at += 4) {
    const word = load<i32>(at);
    const layer = layers + ((<usize>(word & (LAYERS - 1))) << 3);
    const steps = word >> 8;
    let x = <f32>steps * load<f32>(layer);
    if (abs(steps) >= load<i32>(layer, 4)) x = <f32>fromEdge(word);
    store<f32>(at, x);
  }
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
