/** The colours of a mosaic's pixels, as the shader makes them too: for machines without WebGL2, and to hold the shader against. Pure. */
import type { PixelBlock } from '../client/pixels.ts';

/** Red (0), green (1) or blue (2) of the pattern's 2 × 2 pixels, row after row. */
export function channelsOf(bayer: string): number[] {
  return [...bayer].map((colour) => 'RGB'.indexOf(colour));
}

/** What a block's pixels are: one value each, three values each, or the mosaic of a colour sensor. */
export type BlockKind = 'grey' | 'colours' | 'mosaic';

/** As which a block is drawn. Where colours are wanted, binned pixels have them apart and those at full size are a mosaic. */
export function kindOf({ channels, bayer, level }: PixelBlock, inColour: boolean): BlockKind {
  if (!inColour) return 'grey';
  if (channels === 3) return 'colours';
  return bayer !== null && level === 1 ? 'mosaic' : 'grey';
}

/** -1 is 1, and one beyond the last is one before it: what has the same colour there. */
function mirrored(at: number, length: number): number {
  const last = Math.max(1, length - 1);
  return Math.min(length - 1, Math.max(0, last - Math.abs(last - Math.abs(at))));
}

/**
 * Bilinear: a pixel's own value for its own colour, for the others the mean of the nearest that have them. At a block's edge it is
 * mirrored. The block begins on an even row and column of the frame. Fills `into` with red, green, blue.
 * @param channels of a Bayer pattern, whose greens lie on a diagonal
 */
export function debayered(
  { pixels, width, height }: PixelBlock,
  channels: readonly number[],
  x: number,
  y: number,
  into: number[],
): void {
  const left = mirrored(x - 1, width);
  const right = mirrored(x + 1, width);
  const here = y * width;
  const above = mirrored(y - 1, height) * width;
  const below = mirrored(y + 1, height) * width;
  const own = pixels[here + x]!;
  const row = (pixels[here + left]! + pixels[here + right]!) / 2;
  const column = (pixels[above + x]! + pixels[below + x]!) / 2;
  const channel = channels[2 * (y & 1) + (x & 1)]!;
  if (channel === 1) {
    const inRow = channels[2 * (y & 1) + ((x + 1) & 1)]!;
    into[inRow] = row;
    into[2 - inRow] = column;
    into[1] = own;
    return;
  }
  into[channel] = own;
  into[1] = (row + column) / 2;
  into[2 - channel] =
    (pixels[above + left]! + pixels[above + right]! + pixels[below + left]! + pixels[below + right]!) / 4;
}
