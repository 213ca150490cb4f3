/** Writes an image of single floats whose rows are made one after another, so that it need not fit into memory. */
import type { FileHandle } from 'node:fs/promises';
import { writeFully } from './file-transfer.ts';
import { BLOCK_LENGTH, type HeaderCard } from './fits/card.ts';
import { addSums } from './fits/checksum.ts';
import { BYTES_PER_FLOAT, encodeFloats, sumOfFloats } from './fits/float-data.ts';
import { imageHeader } from './fits/header.ts';
import { saveSafely } from './save-safely.ts';

interface ImageToSave {
  /** Absolute; made if missing. */
  readonly folder: string;
  /** Without folder, ending in `.fits`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export interface StoredRowsToSave extends ImageToSave {
  /** All but the structural keywords and checksums, as far as they are known: the header is as long as these. */
  readonly draft: readonly HeaderCard[];
  /** Rows from `first` on, `count` of them, big-endian; asked for in their order. Failing ends the writing, and nothing is left of it. */
  rows(first: number, count: number): Promise<Uint8Array>;
  /** After the last row: as many cards as in the draft, and the one's complement sum of all rows. */
  finish(): Promise<{ readonly cards: readonly HeaderCard[]; readonly dataSum: number }>;
}

export interface RowsToSave extends ImageToSave {
  /**
   * All but the structural keywords and checksums. Asked for before the first row and after the last one, when values may
   * have become others; the cards must stay as many, for the header keeps its length.
   */
  cards(): readonly HeaderCard[];
  /** Rows from `first` on, `count` of them; asked for in their order. Throwing ends the writing, and nothing is left of it. */
  rows(first: number, count: number): Float32Array;
}

/** Pixels made and written at a time (4 MiB), whatever the size of the image. */
const BAND_PIXELS = 1024 * 1024;

/** Put on the disk on the way, so that the end, which somebody waits for, has little left to sync however slow the disk is. */
const SYNC_BYTES = 16 * 1024 * 1024;

/**
 * As `saveFrame`, row by row.
 * @throws ConsoleError `storage`, FitsError `bad-card`, and what `rows` and `finish` reject with
 */
export async function saveStoredRows(
  image: StoredRowsToSave,
): Promise<{ readonly path: string; readonly bytes: number }> {
  return saveSafely(image.folder, image.name, (file) => write(file, image));
}

/** As `saveStoredRows`, of rows that are not stored yet. */
export async function saveRows({ cards, rows, ...image }: RowsToSave) {
  const stored = new Uint8Array(BYTES_PER_FLOAT * image.width * Math.min(rowsAtOnce(image.width), image.height));
  let dataSum = 0;
  return saveStoredRows({
    ...image,
    draft: cards(),
    rows: async (first, count) => {
      const pixels = rows(first, count);
      dataSum = addSums(dataSum, sumOfFloats(pixels));
      const bytes = stored.subarray(0, pixels.length * BYTES_PER_FLOAT);
      encodeFloats(pixels, bytes);
      return bytes;
    },
    finish: async () => ({ cards: cards(), dataSum }),
  });
}

function rowsAtOnce(width: number): number {
  return Math.max(1, Math.floor(BAND_PIXELS / width));
}

async function write(
  file: FileHandle,
  { width, height, draft, rows, finish }: StoredRowsToSave,
): Promise<{ bytes: number }> {
  const headerOf = (cards: readonly HeaderCard[], dataSum: number) =>
    imageHeader(cards, { format: 'float32', width, height, dataSum });
  const dataAt = headerOf(draft, 0).length;
  const atOnce = rowsAtOnce(width);
  let at = dataAt;
  let synced = 0;
  for (let first = 0; first < height; first += atOnce) {
    const bytes = await rows(first, Math.min(atOnce, height - first));
    await writeFully(file, bytes, at);
    at += bytes.length;
    if (at - synced < SYNC_BYTES) continue;
    await file.datasync();
    synced = at;
  }
  const padding = (BLOCK_LENGTH - (at % BLOCK_LENGTH)) % BLOCK_LENGTH;
  await writeFully(file, new Uint8Array(padding), at);
  // The sum of the data stands in the header, which therefore comes last; nobody sees the file before that.
  const { cards, dataSum } = await finish();
  const header = headerOf(cards, dataSum);
  if (header.length !== dataAt) throw new RangeError('The header became longer while its rows were written.');
  await writeFully(file, header, 0);
  return { bytes: at + padding };
}
