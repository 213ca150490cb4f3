import { type FileHandle, open } from 'node:fs/promises';
import { readFully } from '../file-transfer.ts';
import { storageFailure } from '../storage-failure.ts';
import { BLOCK_LENGTH } from './card.ts';
import { FitsError } from './fits-error.ts';
import { BYTES_PER_FLOAT, decodeFloats } from './float-data.ts';
import { type FitsHeader, type PixelFormat, parseHeader } from './header.ts';
import { type ImageLayout, imageLayout, truncated } from './image-layout.ts';
import { BYTES_PER_PIXEL, decodePixels } from './pixel-data.ts';

/** Bytes read at first (a usual header is in them), then twice as many each time up to the limit of 18,000 cards. */
const HEADER_START = 4 * BLOCK_LENGTH;
const HEADER_LIMIT = 128 * HEADER_START;

/** An image file open for reading. */
export interface FitsImageFile<Pixels extends Uint16Array | Float32Array = Uint16Array> {
  readonly header: FitsHeader;
  readonly width: number;
  readonly height: number;
  /** Bytes of the whole file. */
  readonly bytes: number;
  /**
   * Fills `into` with whole rows from row `first` on, in the order of the file (the console's own files: top first).
   * Throws FitsError `truncated` where the file ends early.
   */
  readRows(first: number, into: Pixels): Promise<void>;
  close(): Promise<void>;
}

/**
 * Reads a file's primary header, block by block up to its END.
 * Throws FitsError for what is wrong with the file, ConsoleError `storage` when it cannot be read at all.
 */
export async function readFitsHeader(path: string): Promise<FitsHeader> {
  return withFile(path, async (file) => ({ keep: false, value: await headerOf(file, path) }));
}

/**
 * Opens an image of 16-bit unsigned integers (BITPIX 16, BZERO 32768, two axes) and checks that the file is as long as
 * its header says. Close it when done.
 * Throws FitsError for what is wrong with the file, ConsoleError `storage` when it cannot be read at all.
 */
export async function openFitsImage(path: string): Promise<FitsImageFile> {
  return openImage<Uint16Array>(path, 'uint16', BYTES_PER_PIXEL, decodePixels);
}

/**
 * Opens an image of single floats (BITPIX −32, two axes), such as a master. Otherwise as `openFitsImage`.
 */
export async function openFloatImage(path: string): Promise<FitsImageFile<Float32Array>> {
  return openImage<Float32Array>(path, 'float32', BYTES_PER_FLOAT, decodeFloats);
}

/** What a file says of its image, after a look at whether it is as long as that. */
export interface StoredImage {
  readonly header: FitsHeader;
  readonly layout: ImageLayout;
  /** Of the whole file, and when it was last written, ms since 1970: what shows that it is not the same any more. */
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * Header and layout of an image of any kind of number, also other programs'.
 * Throws FitsError for what is wrong with the file, ConsoleError `storage` when it cannot be read at all.
 */
export async function readStoredImage(path: string): Promise<StoredImage> {
  return withFile(path, async (file) => {
    const header = await headerOf(file, path, 'keep');
    const layout = imageLayout(header, path);
    const { size: bytes, mtimeMs: modifiedMs } = await file.stat();
    if (bytes < layout.wholeBytes) throw truncated(path, bytes, layout.wholeBytes);
    return { keep: false, value: { header, layout, bytes, modifiedMs } };
  });
}

async function openImage<Pixels extends Uint16Array | Float32Array>(
  path: string,
  format: PixelFormat,
  bytesPerPixel: number,
  decode: (stored: Pixels) => void,
): Promise<FitsImageFile<Pixels>> {
  return withFile(path, async (file) => {
    const header = await headerOf(file, path);
    const layout = imageLayout(header, path);
    refuseOtherThan(format, layout, path);
    const { width, height, wholeBytes: expected } = layout;
    const { size } = await file.stat();
    if (size < expected) throw truncated(path, size, expected);
    const image: FitsImageFile<Pixels> = {
      header,
      width,
      height,
      bytes: size,
      readRows: async (first, into) => {
        const stored = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
        const position = layout.dataAt + first * width * bytesPerPixel;
        const got = await readFully(file, stored, position).catch((thrown) => {
          throw storageFailure(thrown, 'read', path);
        });
        if (got < stored.length) throw truncated(path, size, expected);
        decode(into);
      },
      close: () => file.close(),
    };
    return { keep: true, value: image };
  });
}

async function withFile<Value>(
  path: string,
  use: (file: FileHandle) => Promise<{ keep: boolean; value: Value }>,
): Promise<Value> {
  let file: FileHandle | null = null;
  let keep = false;
  try {
    file = await open(path, 'r');
    const outcome = await use(file);
    keep = outcome.keep;
    return outcome.value;
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  } finally {
    if (!keep) await file?.close();
  }
}

async function headerOf(file: FileHandle, path: string, badCards?: 'refuse' | 'keep'): Promise<FitsHeader> {
  for (let length = HEADER_START; length <= HEADER_LIMIT; length *= 2) {
    const bytes = new Uint8Array(length);
    const got = await readFully(file, bytes, 0);
    const header = parseHeader(bytes.subarray(0, got), badCards);
    if (header !== null) return header;
    if (got < length) throw new FitsError('no-end', `${path} ends within its header: the file is damaged.`, path);
  }
  throw new FitsError(
    'no-end',
    `${path} has no END within its first ${HEADER_LIMIT} bytes: the file is damaged.`,
    path,
  );
}

function refuseOtherThan(format: PixelFormat, { bitpix, zero, scale }: ImageLayout, path: string): void {
  const [expected, offset, what] =
    format === 'uint16' ? [16, 32768, '16-bit unsigned integers'] : [-32, 0, '32-bit floating-point numbers'];
  if (bitpix === expected && zero === offset && scale === 1) return;
  throw new FitsError('unsupported', `${path} is not an image of ${what}.`, path);
}
