/** Single floats as FITS stores them. */

/**
 * Turns the bytes of each value round where it stands: little-endian to big-endian.
 * @returns the plain sum of the stored 32-bit words, exact for up to 2^21 of them
 */
export function storeFloats(values: usize, count: i32): f64 {
  let sums = i64x2.splat(0);
  const end = values + ((<usize>count) << 2);
  let at = values;
  for (; at + 16 <= end; at += 16) {
    const words = v128.load(at);
    sums = i64x2.add(sums, i64x2.extend_low_i32x4_u(words));
    sums = i64x2.add(sums, i64x2.extend_high_i32x4_u(words));
    v128.store(at, v128.swizzle(words, i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)));
  }
  let sum = <f64>i64x2.extract_lane(sums, 0) + <f64>i64x2.extract_lane(sums, 1);
  for (; at < end; at += 4) {
    const word = load<u32>(at);
    sum += <f64>word;
    store<u32>(at, bswap<u32>(word));
  }
  return sum;
}
