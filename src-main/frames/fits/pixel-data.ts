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
  stored.set(pixels);
  swapBytes(stored, STORED_TOP_BIT);
}

/** Turns stored bytes, read straight into a pixel array, into pixels where they are. The inverse of `encodePixels`. */
export function decodePixels(stored: Uint16Array): void {
  swapBytes(stored, TOP_BIT);
}

const TOP_BIT = 0x8000;
/** Where it is once the bytes are swapped. */
const STORED_TOP_BIT = 0x0080;

/** Swaps the bytes of each pixel, then turns a bit over: two pixels at a time where they lie on whole words. */
function swapBytes(pixels: Uint16Array, bit: number): void {
  const pairs = pixels.byteOffset % 4 === 0 ? pixels.length >> 1 : 0;
  const words = new Uint32Array(pixels.buffer, pairs === 0 ? 0 : pixels.byteOffset, pairs);
  const bits = (bit << 16) | bit;
  for (let i = 0; i < pairs; i++) {
    const word = words[i]!;
    words[i] = (((word & 0x00ff00ff) << 8) | ((word >>> 8) & 0x00ff00ff)) ^ bits;
  }
  for (let i = 2 * pairs; i < pixels.length; i++) {
    const pixel = pixels[i]!;
    pixels[i] = ((pixel << 8) | (pixel >>> 8)) ^ bit;
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
