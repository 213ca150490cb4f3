import type { BayerPattern } from '../bayer-pattern.ts';
import { binColours, COLOURS } from './bin-colours.ts';
import { binRows, brightestRows, uniteRows } from './bin-rows.ts';
import { STORED_PIXELS } from './bin-stored.ts';
import type { PixelScale } from './pixel-scale.ts';
import { openSource, type PixelSource } from './pixel-source.ts';
import { type Binning, clipRegion, extentAt, type Level, type Region } from './region.ts';

export interface PixelRequest {
  readonly source: PixelSource;
  readonly level: Level;
  /** Flags are united, whatever this says. */
  readonly binning: Binning;
  /** Null = all of the level. */
  readonly region: Region | null;
}

/** Pixels of a level, rows from the top; empty (0 × 0) when the region lies outside the frame. */
export interface PixelCut {
  /** Values of each pixel, one after another: 1, or 3 (red, green, blue) of binned colours. */
  readonly channels: 1 | typeof COLOURS;
  /** Of the whole frame's first pixels; null where a pixel has no colour of its own. */
  readonly bayer: BayerPattern | null;
  readonly width: number;
  readonly height: number;
  /** The whole frame's size in the file, unbinned by the viewer. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  /** What the pixels stand for. */
  readonly scale: PixelScale;
  readonly pixels: Uint16Array<ArrayBuffer>;
}

type Binner = typeof binRows;

function binnerFor(source: PixelSource, binning: Binning, bayer: BayerPattern | null): Binner {
  if (source.kind === 'flags') return uniteRows;
  if (binning === 'brightest') return brightestRows;
  if (binning === 'mean' || bayer === null) return binRows;
  return (rows, width, level, target, firstRow) =>
    level === 1
      ? binRows(rows, width, level, target, firstRow)
      : binColours(rows, width, level, bayer, target, firstRow);
}

/** Pixels read from the file at a time (8 MiB of a camera's integers), whatever the size of the frame. */
const CHUNK_PIXELS = STORED_PIXELS;
/** The same with floats, and up to three masters, beside them. */
const FLOATS_CHUNK_PIXELS = 1024 * 1024;

/**
 * Reads a region of a frame at a level, a band of rows at a time.
 * Throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read.
 */
export async function cutPixels({ source, level, binning, region }: PixelRequest): Promise<PixelCut> {
  const image = await openSource(source);
  try {
    const { layout, scale, bayer } = image;
    const inColour = binning === 'colour' && bayer !== null && level > 1;
    const channels = inColour ? COLOURS : 1;
    const full = { fullWidth: layout.width, fullHeight: layout.height, scale, bayer, channels } as const;
    const clipped = clipRegion(region, extentAt(level, layout));
    if (clipped === null) return { width: 0, height: 0, ...full, pixels: new Uint16Array(0) };
    const pixels = new Uint16Array(channels * clipped.width * clipped.height);
    const left = clipped.x * level;
    const width = Math.min(clipped.width * level, layout.width - left);
    const top = clipped.y * level;
    const bottom = Math.min(top + clipped.height * level, layout.height);
    const atOnce = source.kind === 'frame' || source.kind === 'flags' ? CHUNK_PIXELS : FLOATS_CHUNK_PIXELS;
    const bandRows = Math.max(1, Math.floor(atOnce / width / level)) * level;
    const bin = binnerFor(source, binning, bayer);
    for (let row = top; row < bottom; row += bandRows) {
      const window = { left, top: row, width, height: Math.min(bandRows, bottom - row) };
      const firstRow = (row - top) / level;
      if (bin === binRows && image.means !== null && level !== 1) {
        pixels.set(image.means(window, level), firstRow * clipped.width);
      } else bin(image.read(window), width, level, pixels, firstRow);
    }
    return { width: clipped.width, height: clipped.height, ...full, pixels };
  } finally {
    image.close();
  }
}
