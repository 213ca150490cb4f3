/** Runs kernels on stacks given as plain arrays: frames of values, row by row. */
import { type CombineMethod, kernelParameters } from '../../../src-main/calibration/masters/combine-method.ts';
import {
  kernelMemory,
  kernelsOn,
  networkBytes,
  scratchBytes,
  storeNetwork,
  VECTOR_BYTES,
} from '../../../src-main/frames/kernels/kernels.ts';
import { sortingNetwork } from '../../../src-main/frames/kernels/sorting-network.ts';

export interface Combined {
  readonly pixels: number[];
  readonly rejected: number;
  /** Root mean square over the pixels. */
  readonly standardError: number;
}

const aligned = (bytes: number) => Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;

/** Rooms one behind the other in a memory, with something recognisable behind each result. */
function rooms(frames: readonly (readonly number[])[], bytesPerValue: number) {
  const network = sortingNetwork(frames.length);
  const pixels = frames[0]!.length;
  const frameBytes = aligned(pixels * bytesPerValue + 4 * VECTOR_BYTES);
  const pairs = VECTOR_BYTES;
  const scratch = aligned(pairs + networkBytes(network));
  const rows = aligned(scratch + scratchBytes(frames.length));
  const pedestal = rows + frames.length * frameBytes;
  const out = aligned(pedestal + pixels * 8);
  const memory = kernelMemory(out + (pixels + 1) * 4);
  storeNetwork(memory, pairs, network);
  const results = new Float32Array(memory.buffer, out, pixels + 1).fill(-1);
  const pairsEnd = pairs + networkBytes(network);
  return {
    memory,
    kernels: kernelsOn(memory),
    pixels,
    frameBytes,
    pairs,
    pairsEnd,
    scratch,
    rows,
    pedestal,
    out,
    results,
  };
}

function start({ kernels, pairs, pairsEnd, scratch }: ReturnType<typeof rooms>, frames: number, method: CombineMethod) {
  kernels.combineBy(frames, ...kernelParameters(method), pairs, pairsEnd, scratch);
  kernels.startCounting();
}

function resultOf({ kernels, results, pixels }: ReturnType<typeof rooms>): Combined {
  if (results[pixels] !== -1) throw new Error('The kernel wrote beyond the pixels that it was given.');
  const standardError = Math.sqrt(kernels.sumOfSquaredErrors() / pixels);
  return { pixels: [...results.subarray(0, pixels)], rejected: kernels.rejectedValues(), standardError };
}

/** Of values as unsigned 16-bit integers; the file's BZERO adds to each, `pedestal` goes off the results. */
export function combineIntegers(
  frames: readonly (readonly number[])[],
  method: CombineMethod,
  { zero = 32_768, pedestal }: { zero?: number; pedestal?: readonly number[] } = {},
): Combined {
  const r = rooms(frames, 2);
  const bytes = new DataView(r.memory.buffer);
  for (const [f, values] of frames.entries()) {
    for (const [i, value] of values.entries()) bytes.setUint16(r.rows + f * r.frameBytes + 2 * i, value ^ 0x8000);
  }
  for (const [i, value] of (pedestal ?? []).entries()) bytes.setFloat64(r.pedestal + 8 * i, value, true);
  start(r, frames.length, method);
  const toSubtract = pedestal === undefined ? 0 : r.pedestal;
  r.kernels.combineStored(r.rows, r.frameBytes, r.pixels, zero - 32_768, toSubtract, r.out);
  return resultOf(r);
}

export function combineDoubles(frames: readonly (readonly number[])[], method: CombineMethod): Combined {
  const r = rooms(frames, 8);
  for (const [f, values] of frames.entries()) {
    new Float64Array(r.memory.buffer, r.rows + f * r.frameBytes, values.length).set(values);
  }
  start(r, frames.length, method);
  r.kernels.combineDoubles(r.rows, r.frameBytes, r.pixels, r.out);
  return resultOf(r);
}
