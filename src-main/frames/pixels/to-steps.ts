import { type Kernels, kernelMemory, kernelsOn, VECTOR_BYTES } from '../kernels/kernels.ts';
import type { PixelScale } from './pixel-scale.ts';

/** Values that go through the kernel at a time, whatever their number. */
const ROOM_VALUES = 256 * 1024;
const FROM = VECTOR_BYTES;
const TO = FROM + 4 * ROOM_VALUES;

let ofThread: { readonly kernels: Kernels; readonly memory: WebAssembly.Memory } | null = null;

/** 16-bit pixels on a scale: the nearest step, its ends for what lies beyond, 0 for what is no number. */
export function toSteps(values: Float32Array, { zero, step }: PixelScale): Uint16Array {
  ofThread ??= makeRoom();
  const { kernels, memory } = ofThread;
  const pixels = new Uint16Array(values.length);
  for (let start = 0; start < values.length; start += ROOM_VALUES) {
    const part = values.subarray(start, start + ROOM_VALUES);
    new Float32Array(memory.buffer, FROM, part.length).set(part);
    kernels.toSteps(FROM, part.length, zero, step, TO);
    pixels.set(new Uint16Array(memory.buffer, TO, part.length), start);
  }
  return pixels;
}

function makeRoom() {
  const memory = kernelMemory(TO + 2 * ROOM_VALUES);
  return { memory, kernels: kernelsOn(memory) };
}
