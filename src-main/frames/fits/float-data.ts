/** Single-precision pixels as FITS stores them: IEEE 754, big-endian (FITS 4.0, 5.3). In memory little-endian. */
import { foldHalves } from './checksum.ts';

export const BYTES_PER_FLOAT = 4;

/** Writes pixels as stored bytes to `target` from its beginning; `target` holds four bytes for each. */
export function encodeFloats(pixels: Float32Array, target: Uint8Array): void {
  const words = wordsOf(pixels);
  const stored = new Uint32Array(target.buffer, target.byteOffset, pixels.length);
  for (let i = 0; i < words.length; i++) stored[i] = swapped(words[i]!);
}

/** Turns stored bytes, read straight into a pixel array, into pixels where they are. The inverse of `encodeFloats`. */
export function decodeFloats(stored: Float32Array): void {
  const words = wordsOf(stored);
  for (let i = 0; i < words.length; i++) words[i] = swapped(words[i]!);
}

/** One's complement sum of the data unit that these pixels make. Exact up to 2^37 pixels. */
export function sumOfFloats(pixels: Float32Array): number {
  const words = wordsOf(pixels);
  let upper = 0;
  let lower = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    upper += word >>> 16;
    lower += word & 0xffff;
  }
  return foldHalves(upper, lower);
}

function wordsOf(pixels: Float32Array): Uint32Array {
  return new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length);
}

function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
