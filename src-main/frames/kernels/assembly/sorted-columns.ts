/**
 * A column is one pixel's values through all frames of a stack. Columns are sorted side by side: eight of 16-bit values or
 * two of doubles make one vector per frame, and a sorting network of vector minima and maxima puts each lane in order.
 */

/** Bytes of one frame's vector; a column's next value is this far on. */
export const VECTOR: usize = 16;

/** Pixels of a tile: as many as make a line of the processor's cache, so that each line is fetched once. */
export const TILE_PIXELS: i32 = 32;
/** From one frame's pixels in a tile to the next's. */
export const TILE_ROW: usize = 64;

/**
 * Takes a tile of neighbouring pixels of each frame, as FITS stores them (big-endian, top bit turned over), to `tile`, as
 * signed integers: they have the order of the unsigned ones that they stand for.
 */
export function takeTile(at: usize, frameBytes: usize, frames: i32, tile: usize): void {
  const end = tile + <usize>frames * TILE_ROW;
  for (; tile < end; tile += TILE_ROW, at += frameBytes) {
    v128.store(tile, storedAt(at));
    v128.store(tile, storedAt(at + 16), 16);
    v128.store(tile, storedAt(at + 32), 32);
    v128.store(tile, storedAt(at + 48), 48);
  }
}

function storedAt(at: usize): v128 {
  const stored = v128.load(at);
  return v128.shuffle<u8>(stored, stored, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
}

/** Takes eight neighbouring pixels of each frame of a tile to `scratch` as unsigned integers. */
export function gatherFromTile(at: usize, frames: i32, scratch: usize): void {
  const top = i16x8.splat(-32768);
  const end = scratch + <usize>frames * VECTOR;
  for (; scratch < end; scratch += VECTOR, at += TILE_ROW) v128.store(scratch, v128.xor(v128.load(at), top));
}

/** Takes two neighbouring doubles of each frame to `scratch`. */
export function gatherDoubles(first: usize, frameBytes: usize, frames: i32, scratch: usize): void {
  const end = scratch + <usize>frames * VECTOR;
  for (; scratch < end; scratch += VECTOR, first += frameBytes) v128.store(scratch, v128.load(first));
}

/** Sorts eight columns of unsigned 16-bit values by the network's pairs of byte offsets (u32 each) in [pairs, end). */
export function sortUnsigned(scratch: usize, pairs: usize, end: usize): void {
  for (; pairs < end; pairs += 8) {
    const low = scratch + <usize>load<u32>(pairs);
    const high = scratch + <usize>load<u32>(pairs, 4);
    const a = v128.load(low);
    const b = v128.load(high);
    v128.store(low, i16x8.min_u(a, b));
    v128.store(high, i16x8.max_u(a, b));
  }
}

/** Sorts two columns of doubles, none of them NaN, likewise. */
export function sortDoubles(scratch: usize, pairs: usize, end: usize): void {
  for (; pairs < end; pairs += 8) {
    const low = scratch + <usize>load<u32>(pairs);
    const high = scratch + <usize>load<u32>(pairs, 4);
    const a = v128.load(low);
    const b = v128.load(high);
    // The pseudo-minimum is one instruction where the true one, which minds NaN and −0, is many.
    v128.store(low, f64x2.pmin(a, b));
    v128.store(high, f64x2.pmax(a, b));
  }
}
