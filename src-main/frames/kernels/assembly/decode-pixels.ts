/** Stored pixels to doubles, and what is taken off calibration frames before they are combined. */

/**
 * Doubles from stored big-endian pixels: zero + scale × stored (FITS 4.0, 4.4.2.5).
 * @param bitpix 8 (unsigned), 16, 32, −32 or −64, as FITS numbers them
 * @returns how many of them are not finite
 */
export function decode(stored: usize, bitpix: i32, count: i32, scale: f64, zero: f64, out: usize): i32 {
  let odd = 0;
  for (let i = 0; i < count; i++) {
    let value: f64 = 0;
    if (bitpix === 16) value = <f64>(<i16>bswap<u16>(load<u16>(stored + ((<usize>i) << 1))));
    else if (bitpix === 8) value = <f64>load<u8>(stored + <usize>i);
    else if (bitpix === 32) value = <f64>(<i32>bswap<u32>(load<u32>(stored + ((<usize>i) << 2))));
    else if (bitpix === -32) value = <f64>reinterpret<f32>(bswap<u32>(load<u32>(stored + ((<usize>i) << 2))));
    else value = reinterpret<f64>(bswap<u64>(load<u64>(stored + ((<usize>i) << 3))));
    value = zero + scale * value;
    // What is not finite is not even nothing from itself.
    if (value - value !== 0) odd++;
    store<f64>(out + ((<usize>i) << 3), value);
  }
  return odd;
}

/** 16-bit unsigned pixels from stored ones (big-endian, BZERO 32768), where they stand. */
export function decodeInPlace(stored: usize, count: i32): void {
  const topBits = i16x8.splat(<i16>0x8000);
  const end = stored + ((<usize>count) << 1);
  let at = stored;
  for (; at + 16 <= end; at += 16) {
    const eight = v128.swizzle(v128.load(at), i8x16(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
    v128.store(at, v128.xor(eight, topBits));
  }
  for (; at < end; at += 2) store<u16>(at, bswap<u16>(load<u16>(at)) ^ 0x8000);
}

/**
 * (value − bias − darkScale × dark) / level, in place.
 * @param bias doubles; 0: none
 * @param dark likewise
 */
export function correct(values: usize, count: i32, bias: usize, dark: usize, darkScale: f64, level: f64): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 3;
    let value = load<f64>(values + at);
    if (bias !== 0) value -= load<f64>(bias + at);
    if (dark !== 0) value -= darkScale * load<f64>(dark + at);
    store<f64>(values + at, value / level);
  }
}
