/** Writes an image of single floats whose rows are made one after another, so that it need not fit into memory. */
import type { FileHandle } from 'node:fs/promises';
import { writeFully } from './file-transfer.ts';
import { BLOCK_LENGTH, type HeaderCard } from './fits/card.ts';
import { addSums } from './fits/checksum.ts';
import { BYTES_PER_FLOAT, encodeFloats, sumOfFloats } from './fits/float-data.ts';
import { imageHeader } from './fits/header.ts';
import { saveSafely } from './save-safely.ts';

export interface RowsToSave {
  /** Absolute; made if missing. */
  readonly folder: string;
  /** Without folder, ending in `.fits`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /**
   * All but the structural keywords and checksums. Asked for before the first row and after the last one, when numbers may
   * have become others; what has no number must stay, for the header keeps its length.
   */
  cards(): readonly HeaderCard[];
  /** Rows from `first` on, `count` of them; asked for in their order. Throwing ends the writing, and nothing is left of it. */
  rows(first: number, count: number): Float32Array;
}

/** Pixels made and written at a time (4 MiB), whatever the size of the image. */
const BAND_PIXELS = 1024 * 1024;

/**
 * As `saveFrame`, row by row.
 * @throws ConsoleError `storage`, FitsError `bad-card`, and what `rows` throws
 */
export async function saveRows(image: RowsToSave): Promise<{ readonly path: string; readonly bytes: number }> {
  return saveSafely(image.folder, image.name, (file) => write(file, image));
}

async function write(file: FileHandle, { width, height, cards, rows }: RowsToSave): Promise<{ bytes: number }> {
  const headerFor = (dataSum: number) => imageHeader(cards(), { format: 'float32', width, height, dataSum });
  const dataAt = headerFor(0).length;
  const atOnce = Math.max(1, Math.floor(BAND_PIXELS / width));
  const stored = new Uint8Array(Math.min(atOnce, height) * width * BYTES_PER_FLOAT);
  let sum = 0;
  let at = dataAt;
  for (let first = 0; first < height; first += atOnce) {
    const pixels = rows(first, Math.min(atOnce, height - first));
    sum = addSums(sum, sumOfFloats(pixels));
    const bytes = stored.subarray(0, pixels.length * BYTES_PER_FLOAT);
    encodeFloats(pixels, bytes);
    await writeFully(file, bytes, at);
    at += bytes.length;
  }
  const padding = (BLOCK_LENGTH - (at % BLOCK_LENGTH)) % BLOCK_LENGTH;
  await writeFully(file, new Uint8Array(padding), at);
  // The sum of the data stands in the header, which therefore comes last; nobody sees the file before that.
  const header = headerFor(sum);
  if (header.length !== dataAt) throw new RangeError('The header became longer while its rows were written.');
  await writeFully(file, header, 0);
  return { bytes: at + padding };
}
