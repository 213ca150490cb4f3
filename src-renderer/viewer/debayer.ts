/** The colours of a mosaic's pixels, as the shader makes them too: for machines without WebGL2, and to hold the shader against. Pure. */
import type { PixelBlock } from '../client/pixels.ts';

/** Red (0), green (1) or blue (2) of the pattern's 2 × 2 pixels, row after row. */
export function channelsOf(bayer: string): number[] {
  return [...bayer].map((colour) => 'RGB'.indexOf(colour));
}

/** -1 is 1, and one beyond the last is one before it: what has the same colour there. */
function mirrored(at: number, length: number): number {
  const last = Math.max(1, length - 1);
  return Math.min(length - 1, Math.max(0, last - Math.abs(last - Math.abs(at))));
}

/**
 * Bilinear: a pixel's own value for its own colour, for the others the mean of the nearest that have them. At a block's edge it is
 * mirrored. The block begins on an even row and column of the frame. Fills `into` with red, green, blue.
 */
export function debayered(
  { pixels, width, height }: PixelBlock,
  channels: readonly number[],
  x: number,
  y: number,
  into: number[],
): void {
  const sums = [0, 0, 0];
  const weights = [0, 0, 0];
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const channel = channels[2 * ((y + dy) & 1) + ((x + dx) & 1)]!;
      const weight = (2 - Math.abs(dx)) * (2 - Math.abs(dy));
      sums[channel]! += weight * pixels[mirrored(y + dy, height) * width + mirrored(x + dx, width)]!;
      weights[channel]! += weight;
    }
  }
  for (let channel = 0; channel < 3; channel++) into[channel] = sums[channel]! / weights[channel]!;
  into[channels[2 * (y & 1) + (x & 1)]!] = pixels[y * width + x]!;
}
