import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { writeFully } from './file-transfer.ts';
import { BLOCK_LENGTH, type HeaderCard } from './fits/card.ts';
import { BYTES_PER_FLOAT, encodeFloats, sumOfFloats } from './fits/float-data.ts';
import { imageHeader } from './fits/header.ts';
import { BYTES_PER_PIXEL, encodePixels, sumOfPixels } from './fits/pixel-data.ts';
import { saveSafely } from './save-safely.ts';

type Pixels = Uint16Array | Float32Array;

export interface FrameToSave {
  /** Absolute; made if missing. */
  readonly folder: string;
  /** File name without folder, ending in `.fits`. */
  readonly name: string;
  /** All but the structural keywords and checksums, which follow from the pixels. */
  readonly cards: readonly HeaderCard[];
  readonly width: number;
  readonly height: number;
  /**
   * Row after row from the top, ADU; `width * height` of them: integers from a camera, floats of a master. Not changed,
   * but must stay as they are till the end.
   */
  readonly pixels: Pixels;
}

export interface SavedFrame {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
}

/** Encoded, written and hashed at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Writes a frame as FITS so that, once this resolves, it survives a power cut under its final name, and so that before
 * that no file of that name exists: written as `<name>.part`, synced, then put under its name, folder synced.
 * Never overwrites: a frame is a night's work that cannot be repeated.
 * On failure the `.part` is removed and a ConsoleError `storage` (FitsError `bad-card` for an impossible card) says why.
 */
export async function saveFrame(frame: FrameToSave): Promise<SavedFrame> {
  checkRequest(frame);
  const { cards, width, height, pixels } = frame;
  const header = imageHeader(
    cards,
    pixels instanceof Float32Array
      ? { format: 'float32', width, height, dataSum: sumOfFloats(pixels) }
      : { format: 'uint16', width, height, dataSum: sumOfPixels(pixels) },
  );
  return saveSafely(frame.folder, frame.name, (file) => writeHashed(file, header, pixels));
}

function checkRequest({ width, height, pixels }: FrameToSave): void {
  if (!(width > 0 && height > 0) || pixels.length !== width * height) {
    throw new RangeError(`${pixels.length} pixels do not make a frame of ${width} × ${height}.`);
  }
}

/** Hashes each chunk while it is being written; two buffers take turns, so memory stays at two chunks. */
async function writeHashed(file: FileHandle, header: Uint8Array, pixels: Pixels) {
  const hash = createHash('sha256');
  const bytesEach = pixels instanceof Float32Array ? BYTES_PER_FLOAT : BYTES_PER_PIXEL;
  const chunkPixels = CHUNK_BYTES / bytesEach;
  const buffers = [0, 1].map(() => new Uint8Array(Math.min(pixels.length * bytesEach, CHUNK_BYTES))) as [
    Uint8Array,
    Uint8Array,
  ];
  let bytes = 0;
  let pending: Promise<void> = Promise.resolve();
  const append = async (chunk: Uint8Array) => {
    await pending;
    pending = writeFully(file, chunk, bytes);
    // Awaited with the next chunk or at the end; a rejection before that must not count as unhandled.
    pending.catch(() => undefined);
    hash.update(chunk);
    bytes += chunk.length;
  };
  await append(header);
  for (let start = 0, turn = 0; start < pixels.length; start += chunkPixels, turn ^= 1) {
    const part = pixels.subarray(start, start + chunkPixels);
    const chunk = buffers[turn as 0 | 1].subarray(0, part.length * bytesEach);
    if (part instanceof Float32Array) encodeFloats(part, chunk);
    else encodePixels(part, chunk);
    await append(chunk);
  }
  const padding = (BLOCK_LENGTH - (bytes % BLOCK_LENGTH)) % BLOCK_LENGTH;
  if (padding > 0) await append(new Uint8Array(padding));
  await pending;
  return { bytes, sha256: hash.digest('hex') };
}
