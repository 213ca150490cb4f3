/** What FITS checksums are sums of. */

/** Plain sum of big-endian 32-bit words, exact for up to 2^21 of them. */
export function sumWords(words: usize, count: i32): f64 {
  let sums = i64x2.splat(0);
  const end = words + ((<usize>count) << 2);
  let at = words;
  for (; at + 16 <= end; at += 16) {
    const four = v128.swizzle(v128.load(at), i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
    sums = i64x2.add(sums, i64x2.extend_low_i32x4_u(four));
    sums = i64x2.add(sums, i64x2.extend_high_i32x4_u(four));
  }
  let sum = <f64>i64x2.extract_lane(sums, 0) + <f64>i64x2.extract_lane(sums, 1);
  for (; at < end; at += 4) sum += <f64>bswap<u32>(load<u32>(at));
  return sum;
}
