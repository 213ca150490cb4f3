import { openFitsImage } from '../fits/image-file.ts';
import { binRows } from './bin-rows.ts';
import { clipRegion, extentAt, type Level, type Region } from './region.ts';

export interface PixelRequest {
  /** Absolute. */
  readonly path: string;
  readonly level: Level;
  /** Null = all of the level. */
  readonly region: Region | null;
}

/** Pixels of a level, rows from the top; empty (0 × 0) when the region lies outside the frame. */
export interface PixelCut {
  readonly width: number;
  readonly height: number;
  /** The whole frame's size in the file, unbinned by the viewer. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly pixels: Uint16Array<ArrayBuffer>;
}

/** Pixels read from the file at a time (8 MiB), whatever the size of the frame. */
const CHUNK_PIXELS = 4 * 1024 * 1024;

/**
 * Reads a region of a frame at a level from its file, a band of rows at a time.
 * Throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read.
 */
export async function cutPixels({ path, level, region }: PixelRequest): Promise<PixelCut> {
  const image = await openFitsImage(path);
  try {
    const full = { fullWidth: image.width, fullHeight: image.height };
    const clipped = clipRegion(region, extentAt(level, image));
    if (clipped === null) return { width: 0, height: 0, ...full, pixels: new Uint16Array(0) };
    const pixels = new Uint16Array(clipped.width * clipped.height);
    const top = clipped.y * level;
    const bottom = Math.min(top + clipped.height * level, image.height);
    const bandRows = Math.max(1, Math.floor(CHUNK_PIXELS / image.width / level)) * level;
    const band = new Uint16Array(Math.min(bandRows, bottom - top) * image.width);
    for (let row = top; row < bottom; row += bandRows) {
      const rows = band.subarray(0, Math.min(bandRows, bottom - row) * image.width);
      await image.readRows(row, rows);
      binRows(rows, image.width, level, clipped, pixels, (row - top) / level);
    }
    return { width: clipped.width, height: clipped.height, ...full, pixels };
  } finally {
    await image.close();
  }
}
