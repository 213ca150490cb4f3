import type { PixelCut } from './cut-pixels.ts';
import { type Line, lengthOf, pixelAt } from './line.ts';
import { openSource, type PixelSource } from './pixel-source.ts';

export interface LineRequest {
  readonly source: PixelSource;
  readonly line: Line;
}

/** Pixels of the line that are read as one window: a slanting line touches few of the pixels around it. */
const STEPS_AT_ONCE = 64;

/**
 * The pixels that a line passes at full size, as a cut of one row from its beginning to its end; empty (0 × 0) when an end lies outside the frame.
 * Throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read.
 */
export async function cutLine({ source, line }: LineRequest): Promise<PixelCut> {
  const image = await openSource(source);
  try {
    const { layout, scale, bayer } = image;
    const full = { fullWidth: layout.width, fullHeight: layout.height, scale, bayer, channels: 1 } as const;
    const isInside = ({ x, y }: Line['from']) => x < layout.width && y < layout.height;
    if (!isInside(line.from) || !isInside(line.to)) return { width: 0, height: 0, ...full, pixels: new Uint16Array(0) };
    const length = lengthOf(line);
    const pixels = new Uint16Array(length);
    for (let start = 0; start < length; start += STEPS_AT_ONCE) {
      const end = Math.min(start + STEPS_AT_ONCE, length) - 1;
      const [a, b] = [pixelAt(line, start), pixelAt(line, end)];
      const [left, top] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
      const width = Math.abs(b.x - a.x) + 1;
      const window = image.read({ left, top, width, height: Math.abs(b.y - a.y) + 1 });
      for (let step = start; step <= end; step++) {
        const { x, y } = pixelAt(line, step);
        pixels[step] = window[(y - top) * width + x - left]!;
      }
    }
    return { width: length, height: 1, ...full, pixels };
  } finally {
    image.close();
  }
}
