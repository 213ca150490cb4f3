/** Where a frame is saturated, from its brightest pixels. */
import type { PixelBlock } from '../client/pixels.ts';

/** Middles of the binned pixels at or over a level, x and y in turn, in the frame's pixels. */
export function saturatedSpots(brightest: PixelBlock, adu: number): Float32Array {
  const { pixels, width, level } = brightest;
  let count = 0;
  for (let i = 0; i < pixels.length; i++) if (pixels[i]! >= adu) count++;
  const spots = new Float32Array(2 * count);
  for (let i = 0, at = 0; i < pixels.length; i++) {
    if (pixels[i]! < adu) continue;
    spots[at++] = ((i % width) + 0.5) * level;
    spots[at++] = (Math.floor(i / width) + 0.5) * level;
  }
  return spots;
}

/** On the screen a spot is at least so wide, device pixels, or a single saturated star would not be seen in a whole frame. */
export const LEAST_SPOT = 5;
