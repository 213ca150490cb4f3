/**
 * 16-bit unsigned pixels as FITS stores them: big-endian signed integers that stand for value + 32768 (BZERO = 32768,
 * BSCALE = 1; FITS 4.0, 5.2.5), so the stored bits are the pixel's with the top bit turned over.
 *
 * Pixels in memory are in the machine's own order, which is little-endian on every platform that this console runs on.
 */
import { foldHalves } from './checksum.ts';

export const BYTES_PER_PIXEL = 2;

/** Writes pixels as stored bytes to `target` from its beginning; `target` holds two bytes for each. */
export function encodePixels(pixels: Uint16Array, target: Uint8Array): void {
  const stored = new Uint16Array(target.buffer, target.byteOffset, pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const flipped = pixels[i]! ^ 0x8000;
    stored[i] = (flipped << 8) | (flipped >>> 8);
  }
}

/** Turns stored bytes, read straight into a pixel array, into pixels where they are. The inverse of `encodePixels`. */
export function decodePixels(stored: Uint16Array): void {
  for (let i = 0; i < stored.length; i++) {
    const word = stored[i]!;
    stored[i] = ((word << 8) | (word >>> 8)) ^ 0x8000;
  }
}

/** Pixels whose 16-bit halves can be added up without leaving the fast 32-bit integers. */
const SAFE_RUN = 2 * 32_768;

/** One's complement sum of the data unit that these pixels make; its padding is zeros and adds nothing. */
export function sumOfPixels(pixels: Uint16Array): number {
  let upper = 0;
  let lower = 0;
  const paired = pixels.length - (pixels.length % 2);
  for (let start = 0; start < paired; start += SAFE_RUN) {
    const end = Math.min(start + SAFE_RUN, paired);
    let upperRun = 0;
    let lowerRun = 0;
    for (let i = start; i < end; i += 2) {
      upperRun = (upperRun + (pixels[i]! ^ 0x8000)) | 0;
      lowerRun = (lowerRun + (pixels[i + 1]! ^ 0x8000)) | 0;
    }
    upper += upperRun;
    lower += lowerRun;
  }
  if (paired < pixels.length) upper += pixels[paired]! ^ 0x8000;
  return foldHalves(upper, lower);
}
