/** What a sensor does to a row of light, four pixels at a time where that can be. Rows have room for a multiple of eight pixels. */
import { smallCount } from './small-counts';

/**
 * Divides single floats by (base + k dx²)², where dx grows by one from pixel to pixel.
 * @param dx of the first pixel
 */
export function shade(light: usize, count: i32, dx: f32, base: f32, k: f32): void {
  let distances = f32x4.add(f32x4.splat(dx), f32x4(0, 1, 2, 3));
  const bases = f32x4.splat(base);
  const ks = f32x4.splat(k);
  const end = light + ((<usize>count) << 2);
  for (let at = light; at < end; at += 16) {
    const spread = f32x4.add(bases, f32x4.mul(ks, f32x4.mul(distances, distances)));
    v128.store(at, f32x4.div(v128.load(at), f32x4.mul(spread, spread)));
    distances = f32x4.add(distances, f32x4.splat(4));
  }
}

/**
 * Light becomes charge, in place: each pixel's is multiplied by its response, and its dark current is added.
 * @param responses a byte for each pixel, which `responseTable` (256 single floats) has the relative sensitivity for
 * @param darks likewise with `darkTable`, e⁻/s, of which `darkS` seconds are added
 */
export function collect(
  charge: usize,
  count: i32,
  responses: usize,
  responseTable: usize,
  darks: usize,
  darkTable: usize,
  darkS: f32,
): void {
  const seconds = f32x4.splat(darkS);
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const response = fourOf(responseTable, load<u32>(responses + i));
    const dark = fourOf(darkTable, load<u32>(darks + i));
    const at = charge + (i << 2);
    v128.store(at, f32x4.add(f32x4.mul(v128.load(at), response), f32x4.mul(dark, seconds)));
  }
}

/** Those four of a table's single floats that four bytes say. */
function fourOf(table: usize, bytes: u32): v128 {
  let four = v128.load32_zero(table + ((<usize>(bytes & 255)) << 2));
  four = v128.load32_lane(table + ((<usize>((bytes >>> 8) & 255)) << 2), four, 1);
  four = v128.load32_lane(table + ((<usize>((bytes >>> 16) & 255)) << 2), four, 2);
  return v128.load32_lane(table + ((<usize>(bytes >>> 24)) << 2), four, 3);
}

/** True when one of the single floats is below a limit. */
export function anyBelow(values: usize, count: i32, limit: f32): bool {
  const limits = f32x4.splat(limit);
  const end = values + ((<usize>count) << 2);
  let at = values;
  for (; at + 16 <= end; at += 16) if (v128.any_true(f32x4.lt(v128.load(at), limits))) return true;
  for (; at < end; at += 4) if (load<f32>(at) < limit) return true;
  return false;
}

/**
 * Draws Poisson counts, as single floats, in the place of the random words `remainder`, of all means below `exactBelow`; of the
 * others 0.
 * @param choice random words as well
 */
export function countSmall(means: usize, count: i32, exactBelow: f32, choice: usize, remainder: usize): void {
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    const mean = load<f32>(means + at);
    const counted = mean < exactBelow ? smallCount(mean, load<i32>(choice + at), load<i32>(remainder + at)) : <f32>0;
    store<f32>(remainder + at, counted);
  }
}

/**
 * Expected charge becomes a measured one, in place. From `exactBelow` on, shot and read noise together are a normal number
 * with the skewness that the count brings (the first terms of Cornish and Fisher, 1937), scaled back to the variance; below
 * it the count is taken and a normal number added.
 * @param normal a normal number for each pixel
 * @param counts what `countSmall` made; any address where no mean is small
 */
export function addNoise(
  charge: usize,
  count: i32,
  readNoise: f32,
  exactBelow: f32,
  normal: usize,
  counts: usize,
): void {
  const noise = f32x4.splat(readNoise);
  const readVariance = f32x4.mul(noise, noise);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 16) {
    const mean = v128.load(charge + at);
    const z = v128.load(normal + at);
    const variance = f32x4.add(mean, readVariance);
    const sigma = f32x4.sqrt(variance);
    // A sixth of the skewness, mean / σ³.
    const bend = f32x4.div(mean, f32x4.mul(f32x4.splat(6), f32x4.mul(variance, sigma)));
    const bent = f32x4.add(z, f32x4.mul(bend, f32x4.sub(f32x4.mul(z, z), one)));
    // What bends a normal number widens it by 1 + bend², but for a term of the fourth order.
    const scaled = f32x4.mul(sigma, f32x4.sub(one, f32x4.mul(bend, bend)));
    const large = f32x4.add(mean, f32x4.mul(scaled, bent));
    const small = f32x4.add(v128.load(counts + at), f32x4.mul(noise, z));
    v128.store(charge + at, v128.bitselect(small, large, f32x4.lt(mean, f32x4.splat(exactBelow))));
  }
}

/**
 * 16-bit numbers of a row: blank level + column's bias + charge / gain, cut off at nothing and at `saturation`, fractions dropped.
 * @param columns single floats, ADU
 * @param out 16-bit unsigned integers, little-endian
 */
export function digitise(
  charge: usize,
  count: i32,
  columns: usize,
  blank: f32,
  aduPerE: f32,
  saturation: f32,
  out: usize,
): void {
  for (let i: usize = 0; i < <usize>count; i += 8) {
    const low = numbersOf(charge + (i << 2), columns + (i << 2), blank, aduPerE, saturation);
    const high = numbersOf(charge + (i << 2) + 16, columns + (i << 2) + 16, blank, aduPerE, saturation);
    v128.store(out + (i << 1), i16x8.narrow_i32x4_u(low, high));
  }
}

function numbersOf(charge: usize, columns: usize, blank: f32, aduPerE: f32, saturation: f32): v128 {
  const above = f32x4.add(f32x4.splat(blank), v128.load(columns));
  const adu = f32x4.add(above, f32x4.mul(v128.load(charge), f32x4.splat(aduPerE)));
  return i32x4.trunc_sat_f32x4_s(f32x4.pmin(f32x4.pmax(adu, f32x4.splat(0)), f32x4.splat(saturation)));
}
