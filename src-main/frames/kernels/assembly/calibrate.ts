/** Lights freed of bias and dark and divided by the flat, four pixels at a time, straight from the bytes of the files. */

/**
 * (raw − bias − darkScale × dark) / flat, reckoned in doubles, stored as single floats. A saturated pixel never comes out
 * below the level of saturation, so that it can still be told; where the flat is not above `leastFlat` (or no number),
 * nothing is divided.
 * @param raw 16-bit integers as FITS stores them (big-endian, BZERO 32768); up to 6 bytes behind the last are read
 * @param bias single floats as FITS stores them (big-endian); 0: none. Up to 12 bytes behind the last are read, of dark
 * and flat likewise
 * @param saturation ADU, of the raw pixel
 * @param out single floats, little-endian; room for a multiple of four
 */
export function calibrate(
  raw: usize,
  count: i32,
  bias: usize,
  dark: usize,
  darkScale: f64,
  flat: usize,
  leastFlat: f64,
  saturation: f64,
  out: usize,
): void {
  for (let i = 0; i < count; i += 4) {
    const of4 = (<usize>i) << 2;
    // Four integers in the lower half, swapped and widened; BZERO makes them unsigned.
    const integers = i32x4.extend_low_i16x8_s(
      v128.swizzle(v128.load64_zero(raw + ((<usize>i) << 1)), i8x16(1, 0, 3, 2, 5, 4, 7, 6, 8, 8, 8, 8, 8, 8, 8, 8)),
    );
    const zero = f64x2.splat(32768);
    const raw01 = f64x2.add(f64x2.convert_low_i32x4_s(integers), zero);
    const raw23 = f64x2.add(f64x2.convert_low_i32x4_s(upperHalf(integers)), zero);
    let low = raw01;
    let high = raw23;
    if (bias !== 0) {
      const floats = loadFloats(bias + of4);
      low = f64x2.sub(low, f64x2.promote_low_f32x4(floats));
      high = f64x2.sub(high, f64x2.promote_low_f32x4(upperHalf(floats)));
    }
    if (dark !== 0) {
      const floats = loadFloats(dark + of4);
      const scale = f64x2.splat(darkScale);
      low = f64x2.sub(low, f64x2.mul(scale, f64x2.promote_low_f32x4(floats)));
      high = f64x2.sub(high, f64x2.mul(scale, f64x2.promote_low_f32x4(upperHalf(floats))));
    }
    if (flat !== 0) {
      const floats = loadFloats(flat + of4);
      const low2 = f64x2.promote_low_f32x4(floats);
      const high2 = f64x2.promote_low_f32x4(upperHalf(floats));
      const least = f64x2.splat(leastFlat);
      low = f64x2.div(low, v128.bitselect(low2, f64x2.splat(1), f64x2.gt(low2, least)));
      high = f64x2.div(high, v128.bitselect(high2, f64x2.splat(1), f64x2.gt(high2, least)));
    }
    const limit = f64x2.splat(saturation);
    low = v128.bitselect(f64x2.pmax(low, limit), low, f64x2.ge(raw01, limit));
    high = v128.bitselect(f64x2.pmax(high, limit), high, f64x2.ge(raw23, limit));
    const result = v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
    v128.store(out + of4, result);
  }
}

/**
 * 16-bit steps of a scale: (value − zero) / step to the nearest (halves to even), held within 0 to 65535. What is no number
 * becomes 0.
 * @param values single floats, little-endian; up to 12 bytes behind the last are read
 * @param out 16-bit unsigned integers, little-endian; room for a multiple of four
 */
export function toSteps(values: usize, count: i32, zero: f64, step: f64, out: usize): void {
  for (let i = 0; i < count; i += 4) {
    const floats = v128.load(values + ((<usize>i) << 2));
    const low = stepsOf(f64x2.promote_low_f32x4(floats), zero, step);
    const high = stepsOf(f64x2.promote_low_f32x4(upperHalf(floats)), zero, step);
    const integers = v128.shuffle<i32>(low, high, 0, 1, 4, 5);
    v128.store64_lane(out + ((<usize>i) << 1), i16x8.narrow_i32x4_u(integers, integers), 0);
  }
}

/** Two whole numbers in the lower half. */
function stepsOf(values: v128, zero: f64, step: f64): v128 {
  return i32x4.trunc_sat_f64x2_s_zero(
    f64x2.nearest(f64x2.div(f64x2.sub(values, f64x2.splat(zero)), f64x2.splat(step))),
  );
}

function loadFloats(at: usize): v128 {
  return v128.swizzle(v128.load(at), i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}

function upperHalf(vector: v128): v128 {
  return v128.shuffle<i64>(vector, vector, 1, 1);
}
