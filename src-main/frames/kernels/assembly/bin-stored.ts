/** Binned pixels for a viewer, straight from the bytes of a file. */

/**
 * The mean of each `level` × `level` pixels, to the nearest (halves up). The last row and column of cells hold what is left.
 * @param stored 16-bit integers as FITS stores them (big-endian, BZERO 32768), row after row
 * @param level 2, 4 or 8
 * @param out 16-bit unsigned integers, little-endian; rows of width / level of them, rounded up
 */
export function binStored(stored: usize, width: i32, rows: i32, level: i32, out: usize): void {
  const rowBytes = (<usize>width) << 1;
  const whole = width & ~7;
  let to = out;
  for (let top = 0; top < rows; top += level) {
    const high = min(level, rows - top);
    const first = stored + <usize>top * rowBytes;
    const from = to;
    for (let column = 0; column < whole; column += 8) {
      const pairs = pairSums(first + ((<usize>column) << 1), rowBytes, high);
      if (level === 8) {
        store<u16>(to, meanOf(sumOfLanes(pairs), high << 3));
        to += 2;
      } else if (level === 4) {
        const fours = i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2));
        store<u16>(to, meanOf(i32x4.extract_lane(fours, 0), high << 2));
        store<u16>(to, meanOf(i32x4.extract_lane(fours, 2), high << 2), 2);
        to += 4;
      } else {
        const pixels = high << 1;
        // Twice 32768 for each pixel, and a half for rounding.
        const means = i32x4.shr_u(i32x4.add(pairs, i32x4.splat((pixels << 15) + (pixels >> 1))), high);
        v128.store64_lane(to, i16x8.narrow_i32x4_u(means, means), 0);
        to += 8;
      }
    }
    for (let column = whole; column < width; column += level) {
      const wide = min(level, width - column);
      let sum = 0;
      for (let row = 0; row < high; row++) {
        const at = first + <usize>row * rowBytes + ((<usize>column) << 1);
        for (let x = 0; x < wide; x++) sum += <i32>(<i16>bswap<u16>(load<u16>(at + ((<usize>x) << 1))));
      }
      store<u16>(to, meanOf(sum, high * wide));
      to += 2;
    }
    to = from + ((<usize>((width + level - 1) / level)) << 1);
  }
}

/** Sums of the four pairs of eight columns, over some rows, of the stored (signed) integers. */
function pairSums(at: usize, rowBytes: usize, rows: i32): v128 {
  let sums = i32x4.splat(0);
  for (let row = 0; row < rows; row++, at += rowBytes) {
    const eight = v128.swizzle(v128.load(at), i8x16(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(eight));
  }
  return sums;
}

function sumOfLanes(lanes: v128): i32 {
  const halves = i32x4.add(lanes, v128.shuffle<i64>(lanes, lanes, 1, 0));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** BZERO makes stored integers unsigned. */
function meanOf(sum: i32, pixels: i32): u16 {
  return <u16>(<u32>(sum + (pixels << 15) + (pixels >> 1)) / <u32>pixels);
}
