import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FrameStatistics } from '../contract/views.ts';
import { readFully } from './file-transfer.ts';
import { BLOCK_LENGTH, type ReadCard } from './fits/card.ts';
import { addSums, MINUS_ZERO, sumOfBytes } from './fits/checksum.ts';
import { type FitsImageFile, openFitsImage } from './fits/image-file.ts';
import { type FrameFacts, readFrameFacts } from './frame-facts.ts';
import { histogram, statisticsOf } from './statistics.ts';
import { storageFailure } from './storage-failure.ts';

/** All that a frame's file tells by itself: what its row in the ledger is made from when that is gone. */
export interface InspectedFrame {
  readonly bytes: number;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
  /**
   * Whether the file's own checksums are there and hold. Where nobody has kept its hash, they are the only proof that it
   * still is what was written.
   */
  readonly intact: boolean;
  readonly cards: readonly ReadCard[];
  readonly facts: FrameFacts;
  /** Saturation by the header's SATURATE; the converter's 65535 without one. */
  readonly statistics: FrameStatistics;
}

/** About 4 MiB, in whole blocks so that sums are over whole words. */
const PIECE_BYTES = 1456 * BLOCK_LENGTH;
const PIECE_PIXELS = 2 * 1024 * 1024;

/**
 * Reads all of a frame's file, some megabytes at a time: hash, checksums, header and pixels.
 * Throws FitsError for a damaged file, ConsoleError `storage` when it cannot be read.
 */
export async function inspectFrame(path: string): Promise<InspectedFrame> {
  const image = await openFitsImage(path);
  try {
    const { cards } = image.header;
    const facts = readFrameFacts(cards);
    const { sha256, sum } = await hashAndSum(path);
    const hasChecksums = ['CHECKSUM', 'DATASUM'].every((name) => cards.some((card) => card.keyword === name));
    return {
      bytes: image.bytes,
      sha256,
      intact: hasChecksums && sum === MINUS_ZERO,
      cards,
      facts,
      statistics: statisticsOf(await histogramOf(image), facts.saturationAdu ?? 65_535),
    };
  } finally {
    await image.close();
  }
}

/** The whole file's sha256 (hexadecimal) and one's complement sum, read some megabytes at a time. */
export async function hashAndSum(path: string): Promise<{ sha256: string; sum: number }> {
  try {
    await using file = await open(path, 'r');
    const hash = createHash('sha256');
    const piece = new Uint8Array(PIECE_BYTES);
    let sum = 0;
    let got = 0;
    for (let at = 0; ; at += got) {
      got = await readFully(file, piece, at);
      const bytes = piece.subarray(0, got);
      hash.update(bytes);
      sum = addSums(sum, sumOfBytes(bytes));
      if (got < PIECE_BYTES) return { sha256: hash.digest('hex'), sum };
    }
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  }
}

async function histogramOf(image: FitsImageFile): Promise<Uint32Array> {
  const counts = histogram(new Uint16Array(0));
  const bandRows = Math.max(1, Math.floor(PIECE_PIXELS / image.width));
  const band = new Uint16Array(Math.min(bandRows, image.height) * image.width);
  for (let row = 0; row < image.height; row += bandRows) {
    const rows = band.subarray(0, Math.min(bandRows, image.height - row) * image.width);
    await image.readRows(row, rows);
    histogram(rows, counts);
  }
  return counts;
}
