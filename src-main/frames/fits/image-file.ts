import { type FileHandle, open } from 'node:fs/promises';
import { readFully } from '../file-transfer.ts';
import { storageFailure } from '../storage-failure.ts';
import { BLOCK_LENGTH, type ReadCard } from './card.ts';
import { FitsError } from './fits-error.ts';
import { BYTES_PER_FLOAT, decodeFloats } from './float-data.ts';
import { type FitsHeader, type PixelFormat, parseHeader } from './header.ts';
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

async function openImage<Pixels extends Uint16Array | Float32Array>(
  path: string,
  format: PixelFormat,
  bytesPerPixel: number,
  decode: (stored: Pixels) => void,
): Promise<FitsImageFile<Pixels>> {
  return withFile(path, async (file) => {
    const header = await headerOf(file, path);
    const { width, height } = imageShape(header.cards, format, path);
    const dataBytes = width * height * bytesPerPixel;
    const { size } = await file.stat();
    const expected = header.bytes + Math.ceil(dataBytes / BLOCK_LENGTH) * BLOCK_LENGTH;
    if (size < expected) throw truncated(path, size, expected);
    const image: FitsImageFile<Pixels> = {
      header,
      width,
      height,
      bytes: size,
      readRows: async (first, into) => {
        const stored = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
        const position = header.bytes + first * width * bytesPerPixel;
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

async function headerOf(file: FileHandle, path: string): Promise<FitsHeader> {
  for (let length = HEADER_START; length <= HEADER_LIMIT; length *= 2) {
    const bytes = new Uint8Array(length);
    const got = await readFully(file, bytes, 0);
    const header = parseHeader(bytes.subarray(0, got));
    if (header !== null) return header;
    if (got < length) throw new FitsError('no-end', `${path} ends within its header: the file is damaged.`);
  }
  throw new FitsError('no-end', `${path} has no END within its first ${HEADER_LIMIT} bytes: the file is damaged.`);
}

function imageShape(cards: readonly ReadCard[], format: PixelFormat, path: string): { width: number; height: number } {
  const value = (keyword: string) => cards.find((card) => card.keyword === keyword)?.value;
  const width = value('NAXIS1');
  const height = value('NAXIS2');
  const [bitpix, zero, what] =
    format === 'uint16' ? [16, 32768, '16-bit unsigned integers'] : [-32, 0, '32-bit floating-point numbers'];
  const fits = value('BITPIX') === bitpix && (value('BZERO') ?? 0) === zero && (value('BSCALE') ?? 1) === 1;
  if (!fits || value('NAXIS') !== 2) throw new FitsError('unsupported', `${path} is not an image of ${what}.`);
  if (!isExtent(width) || !isExtent(height)) {
    throw new FitsError('unsupported', `${path} has no pixels: NAXIS1 is ${width}, NAXIS2 is ${height}.`);
  }
  return { width, height };
}

function isExtent(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function truncated(path: string, size: number, expected: number): FitsError {
  return new FitsError('truncated', `${path} has ${size} bytes where its header calls for ${expected}: it is damaged.`);
}
