/**
 * The pixel kernels: WebAssembly with SIMD, compiled from the AssemblyScript in `assembly`. They work on a memory that
 * several threads may share, at addresses that the caller chooses; nothing in them allocates.
 */
import type { Bitpix } from '../fits/image-layout.ts';
import { COMPILED_KERNELS } from './compiled-kernels.ts';

/** Bytes that a kernel's vector takes: addresses of doubles and of scratch rooms are multiples of it. */
export const VECTOR_BYTES = 16;

/**
 * What `combineBy` calls the methods. Scatter is the standard deviation of the values that min/max
 * would keep.
 */
export const METHOD_NUMBERS = { mean: 0, 'sigma-clip': 1, median: 2, winsorized: 3, minmax: 4, scatter: 5 } as const;

export interface Kernels {
  /**
   * Says how stacks are combined from now on.
   * @param method of `METHOD_NUMBERS`
   * @param parameter square of the sigmas of the clipping methods
   * @param count rounds of the clipping methods, values dropped at either end by min/max and scatter
   * @param pairs address of the sorting network (`networkBytes`), which ends at `pairsEnd`
   * @param scratch address of `scratchBytes` of room
   */
  combineBy(
    frames: number,
    method: number,
    parameter: number,
    count: number,
    pairs: number,
    pairsEnd: number,
    scratch: number,
  ): void;
  /**
   * Combines pixel by pixel 16-bit integers as FITS stores them (big-endian, BZERO 32768), in exact integer arithmetic for
   * up to 1448 frames.
   * @param rows address of the first frame's bytes; the next frame's are `frameBytes` on. Up to 62 bytes behind the last
   * frame's are read
   * @param zero added to each value: BZERO − 32768
   * @param pedestal address of doubles to subtract from the results; 0 for none
   * @param out address of the results, single floats
   */
  combineStored(rows: number, frameBytes: number, pixels: number, zero: number, pedestal: number, out: number): void;
  /** As `combineStored`, of finite doubles; up to 8 bytes behind the last frame's are read. */
  combineDoubles(rows: number, frameBytes: number, pixels: number, out: number): void;
  /** Sets the two counts below to nothing. */
  startCounting(): void;
  /** Values that the combining left out, over all pixels. */
  rejectedValues(): number;
  /** Sum over all pixels of the squared standard error of the result. */
  sumOfSquaredErrors(): number;
  /** Doubles at `out` from stored big-endian pixels: zero + scale × stored. Returns how many are not finite. */
  decode(stored: number, bitpix: Bitpix, count: number, scale: number, zero: number, out: number): number;
  /** 16-bit unsigned pixels from stored ones (big-endian, BZERO 32768), where they stand. */
  decodeInPlace(stored: number, count: number): void;
  /**
   * Single floats as FITS stores them, big-endian, where they stand. Returns the plain sum of their 32-bit words, exact for up to
   * 2^21 of them.
   */
  storeFloats(values: number, count: number): number;
  /** Plain sum of big-endian 32-bit words, exact for up to 2^21 of them. */
  sumWords(words: number, count: number): number;
  /** (value − bias − darkScale × dark) / level of doubles, in place; address 0 for no bias or no dark. */
  correct(values: number, count: number, bias: number, dark: number, darkScale: number, level: number): void;
  /** Median of doubles, none of them NaN; puts them in another order. */
  medianOfAll(values: number, count: number): number;
  /**
   * (raw − bias − darkScale × dark) / flat, reckoned in doubles, of pixels as FITS stores them. A saturated pixel never comes
   * out below the level of saturation; where the flat is not above `leastFlat` (or no number), nothing is divided.
   * @param raw address of 16-bit integers with BZERO 32768; up to 6 bytes behind the last are read
   * @param bias address of single floats; 0 for none. Up to 12 bytes behind the last are read, of dark and flat likewise
   * @param saturation ADU
   * @param out address of the results, single floats; room for a multiple of four
   */
  calibrate(
    raw: number,
    count: number,
    bias: number,
    dark: number,
    darkScale: number,
    flat: number,
    leastFlat: number,
    saturation: number,
    out: number,
  ): void;
  /**
   * (value − zero) / step of single floats to the nearest whole number (halves to even), held within 0 to 65535; what is no
   * number becomes 0. Reads up to 12 bytes behind the last value, and writes 16-bit unsigned integers, up to 6 bytes behind the last.
   */
  toSteps(values: number, count: number, zero: number, step: number, out: number): void;
  /**
   * The mean of each `level` × `level` pixels (2, 4 or 8), to the nearest, halves up; the last row and column of cells hold what is left.
   * @param stored address of 16-bit integers as FITS stores them (big-endian, BZERO 32768), `rows` rows of `width`
   * @param out address of 16-bit unsigned integers; rows of width / level of them, rounded up
   */
  binStored(stored: number, width: number, rows: number, level: number, out: number): void;
  /**
   * The sky's level and standard deviation, ADU, in each cell of a mesh: two doubles for each, row after row, at `out`.
   * @param pixels address of 16-bit pixels, row after row
   * @param cell side of a cell, at most 64 pixels
   * @param scratch address of `skyScratchBytes` of room
   * @param firstRow the first row of cells that is measured, up to `endRow`
   */
  measureSky(
    pixels: number,
    width: number,
    height: number,
    cell: number,
    scratch: number,
    out: number,
    firstRow: number,
    endRow: number,
  ): void;
  /**
   * Smooths what is above the sky with (1 4 6 4 1)/16 across and down, and notes the stretches above the threshold (row, first
   * pixel, the one behind the last) and the peaks in them (row, column, smoothed height in 1/16384 ADU), 32-bit integers.
   * @param pixels as above; 6 bytes behind the last are read
   * @param mesh address of 32-bit integers, for each cell of 64 × 64: level in 1/64 ADU, threshold in 1/256 ADU
   * @param scratch address of `findScratchBytes` of room
   * @param from the first row that is taken up, up to `to`: each call goes on where the last one ended, from row 0 to
   * `height + FIND_ROWS_BEHIND`
   * @returns 0 where there were more than the room for them holds, else 1
   */
  findSources(
    pixels: number,
    width: number,
    height: number,
    mesh: number,
    scratch: number,
    stretches: number,
    mostStretches: number,
    peaks: number,
    mostPeaks: number,
    from: number,
    to: number,
  ): number;
  /** How many `findSources` has noted since row 0. */
  stretchesFound(): number;
  peaksFound(): number;
}

/** Side of the cells of the sky's mesh that `findSources` takes, pixels. */
export const SKY_CELL = 64;

/** The last row's sources are known to `findSources` so many rows later. */
export const FIND_ROWS_BEHIND = 3;

/** Bytes of scratch room that `measureSky` takes for rows of so many pixels and cells of this side. */
export function skyScratchBytes(width: number, cell: number): number {
  return 4 * 1024 + 2064 * Math.ceil(width / cell);
}

/** Bytes of scratch room that `findSources` takes for rows of so many pixels. */
export function findScratchBytes(width: number): number {
  return 10 * 4 * (4 * Math.ceil(width / 4) + 8);
}

/** Bytes of scratch room that combining so many frames takes. */
export function scratchBytes(frames: number): number {
  return (6 * frames + 14) * VECTOR_BYTES;
}

/** Bytes that a sorting network takes in a kernel's memory. */
export function networkBytes(pairs: readonly (readonly [number, number])[]): number {
  return pairs.length * 8;
}

/** Puts a sorting network where kernels find it: byte offsets of its places' vectors. */
export function storeNetwork(
  memory: WebAssembly.Memory,
  address: number,
  pairs: readonly (readonly [number, number])[],
): void {
  new Uint32Array(memory.buffer, address, 2 * pairs.length).set(pairs.flat().map((place) => place * VECTOR_BYTES));
}

/** Memory for kernels of at least so many bytes, which threads can share. Throws RangeError beyond 4 GiB. */
export function kernelMemory(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / 65_536);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

let compiled: WebAssembly.Module | null = null;

/** Kernels that work on this memory. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  compiled ??= new WebAssembly.Module(Buffer.from(COMPILED_KERNELS, 'base64'));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernels;
}
