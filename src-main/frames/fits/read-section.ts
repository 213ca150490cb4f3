/** A part of an image of any kind of number, as doubles. */
import { open } from 'node:fs/promises';
import { readFully } from '../file-transfer.ts';
import { storageFailure } from '../storage-failure.ts';
import { type Bitpix, type ImageLayout, truncated } from './image-layout.ts';

/** px, from the first stored pixel. */
export interface Section {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The square of at most `side` px in the middle of an image. */
export function centralSection({ width, height }: Pick<ImageLayout, 'width' | 'height'>, side: number): Section {
  const [across, down] = [Math.min(side, width), Math.min(side, height)];
  return { left: (width - across) >> 1, top: (height - down) >> 1, width: across, height: down };
}

/**
 * The section's pixels row by row, scaled by BZERO and BSCALE.
 * @throws FitsError `truncated`, ConsoleError `storage` when the file cannot be read
 */
export async function readSection(path: string, layout: ImageLayout, section: Section): Promise<Float64Array> {
  const rowBytes = layout.width * layout.bytesPerPixel;
  const rows = new Uint8Array(section.height * rowBytes);
  const at = layout.dataAt + section.top * rowBytes;
  const got = await readBytes(path, rows, at);
  if (got < rows.length) throw truncated(path, at + got, layout.wholeBytes);
  const read = READERS[layout.bitpix];
  const view = new DataView(rows.buffer);
  const pixels = new Float64Array(section.width * section.height);
  for (let y = 0; y < section.height; y++) {
    const start = y * rowBytes + section.left * layout.bytesPerPixel;
    for (let x = 0; x < section.width; x++) {
      const stored = read(view, start + x * layout.bytesPerPixel);
      pixels[y * section.width + x] = layout.zero + layout.scale * stored;
    }
  }
  return pixels;
}

/** Big-endian, as all of FITS. */
const READERS: Readonly<Record<Bitpix, (view: DataView, at: number) => number>> = {
  8: (view, at) => view.getUint8(at),
  16: (view, at) => view.getInt16(at),
  32: (view, at) => view.getInt32(at),
  '-32': (view, at) => view.getFloat32(at),
  '-64': (view, at) => view.getFloat64(at),
};

async function readBytes(path: string, into: Uint8Array, at: number): Promise<number> {
  try {
    await using file = await open(path, 'r');
    return await readFully(file, into, at);
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  }
}
