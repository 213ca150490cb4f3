import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { writeFully } from './file-transfer.ts';
import { BLOCK_LENGTH, type HeaderCard } from './fits/card.ts';
import { BYTES_PER_FLOAT, encodeFloats, sumOfFloats } from './fits/float-data.ts';
import { imageHeader } from './fits/header.ts';
import { BYTES_PER_PIXEL, encodePixels, sumOfPixels } from './fits/pixel-data.ts';
import { storageFailure } from './storage-failure.ts';

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
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Folders that this process has seen to be there after a power cut. */
const safeFolders = new Set<string>();

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
  const path = join(frame.folder, frame.name);
  const partPath = `${path}.part`;
  try {
    await makeFolder(frame.folder);
    const written = await writePart(partPath, header, pixels);
    await putUnderFinalName(partPath, path);
    await syncFolder(frame.folder).catch(async (thrown) => {
      // Not known to be safe, so it must not look as if it were.
      await unlink(path).catch(() => undefined);
      throw thrown;
    });
    return { path, ...written };
  } catch (thrown) {
    throw storageFailure(thrown, 'write', path);
  }
}

function checkRequest({ folder, name, width, height, pixels }: FrameToSave): void {
  if (resolve(folder) !== folder) throw new RangeError(`The frame's folder must be absolute: ${folder}`);
  if (!/^[^/\\]+\.fits$/.test(name)) {
    throw new RangeError(`A frame's file name has no folder and ends in .fits: ${name}`);
  }
  if (!(width > 0 && height > 0) || pixels.length !== width * height) {
    throw new RangeError(`${pixels.length} pixels do not make a frame of ${width} × ${height}.`);
  }
}

async function writePart(partPath: string, header: Uint8Array, pixels: Pixels) {
  // `wx`: a .part of that name belongs to another writer or to a crash; neither is ours to truncate.
  const file = await open(partPath, 'wx').catch((thrown) => {
    throw storageFailure(thrown, 'write', partPath);
  });
  try {
    try {
      const written = await writeHashed(file, header, pixels);
      await file.sync();
      return written;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    await unlink(partPath).catch(() => undefined);
    throw thrown;
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

/**
 * Linking fails when the name is taken, in one step that nothing can come between; renaming would replace the other
 * file without a word. File systems without hard links (exFAT sticks, some network shares) get a look before the rename.
 */
async function putUnderFinalName(partPath: string, path: string): Promise<void> {
  try {
    await link(partPath, path).catch(async (thrown) => {
      if (!NO_HARD_LINKS.has(thrown.code)) throw thrown;
      if (await isTaken(path)) throw Object.assign(thrown, { code: 'EEXIST' });
      await rename(partPath, path);
    });
  } finally {
    // Gone already after a rename; of no more use after a failure.
    await unlink(partPath).catch(() => undefined);
  }
}

const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function isTaken(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a folder that survives a power cut: each new folder's entry is synced in the one above it. One by one, because
 * Node's recursive way says ENOENT on a read-only disk.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST' && safeFolders.has(folder)) return;
    if (code !== 'EEXIST') {
      if (code !== 'ENOENT' || dirname(folder) === folder) throw thrown;
      await makeFolder(dirname(folder));
      await mkdir(folder).catch((failure) => {
        // Another camera's frame may just have made it.
        if (failure.code !== 'EEXIST') throw failure;
      });
    }
  }
  // Also where it was there: who made it may have died before its name, or its parent's, was synced.
  await syncFolder(dirname(folder));
  // The data folder's own parent need not be ours to read.
  await syncFolder(dirname(dirname(folder))).catch(() => {});
  safeFolders.add(folder);
}

/**
 * Makes the names in a folder survive a power cut. Windows has no way to sync a folder, and its file systems keep names in
 * a journal anyway.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
