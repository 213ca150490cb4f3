import { type Kernels, kernelMemory, kernelsOn, VECTOR_BYTES } from '../kernels/kernels.ts';
import type { Level } from './region.ts';

/** Pixels that go through the kernel at a time (8 MiB), whatever the size of the frame: eight rows of the widest sensors and more. */
export const STORED_PIXELS = 4 * 1024 * 1024;
const FROM = VECTOR_BYTES;
const TO = FROM + 2 * STORED_PIXELS;

let ofThread: { readonly kernels: Kernels; readonly memory: WebAssembly.Memory } | null = null;

/**
 * As `binRows`, of up to `STORED_PIXELS` pixels as FITS stores them, which `read` puts where it is told. The result is overwritten by the
 * next call.
 */
export function binStored(
  width: number,
  rows: number,
  level: Exclude<Level, 1>,
  read: (into: Uint8Array) => void,
): Uint16Array {
  ofThread ??= makeRoom();
  const { kernels, memory } = ofThread;
  read(new Uint8Array(memory.buffer, FROM, 2 * width * rows));
  kernels.binStored(FROM, width, rows, level, TO);
  return new Uint16Array(memory.buffer, TO, Math.ceil(width / level) * Math.ceil(rows / level));
}

function makeRoom() {
  // A row or a column alone has as many means as half of it, rounded up.
  const memory = kernelMemory(TO + 2 * STORED_PIXELS);
  return { memory, kernels: kernelsOn(memory) };
}
