/** How an image lies in its file: this console's own ones, and what other programs write. */
import { BLOCK_LENGTH, type ReadCard } from './card.ts';
import { FitsError } from './fits-error.ts';
import type { FitsHeader } from './header.ts';

/** Kinds of stored numbers: unsigned bytes, signed integers of 16 and 32 bits, single and double floats. */
export const BITPIX = [8, 16, 32, -32, -64] as const;
export type Bitpix = (typeof BITPIX)[number];

export interface ImageLayout {
  readonly width: number;
  readonly height: number;
  readonly bitpix: Bitpix;
  /** A pixel is zero + scale × the stored number (BZERO, BSCALE). */
  readonly zero: number;
  readonly scale: number;
  readonly bytesPerPixel: number;
  /** Where the first row begins, bytes from the file's begin. */
  readonly dataAt: number;
  /** Bytes that the file has at least: the data padded to whole blocks. */
  readonly wholeBytes: number;
}

/**
 * The layout of the one image in a primary header.
 * @param path only for what errors say
 * @throws FitsError `unsupported` for no image, several planes, or 64-bit integers
 */
export function imageLayout(header: FitsHeader, path: string): ImageLayout {
  const { cards } = header;
  const [width, height] = extents(cards, path);
  const bitpix = BITPIX.find((each) => each === valueAt(cards, 'BITPIX'));
  if (bitpix === undefined) {
    throw unsupported(
      path,
      `stores its pixels with BITPIX ${valueAt(cards, 'BITPIX')}, which this console does not read`,
    );
  }
  const zero = numberOr(cards, 'BZERO', 0, path);
  const scale = numberOr(cards, 'BSCALE', 1, path);
  const bytesPerPixel = Math.abs(bitpix) / 8;
  const dataAt = header.bytes;
  const wholeBytes = dataAt + Math.ceil((width * height * bytesPerPixel) / BLOCK_LENGTH) * BLOCK_LENGTH;
  return { width, height, bitpix, zero, scale, bytesPerPixel, dataAt, wholeBytes };
}

function extents(cards: readonly ReadCard[], path: string): [number, number] {
  const axes = valueAt(cards, 'NAXIS');
  if (axes === 0) {
    const packed = 'has no image in its first part; unpack a compressed file (funpack) before it is used here';
    throw unsupported(path, packed);
  }
  const [width, height] = [valueAt(cards, 'NAXIS1'), valueAt(cards, 'NAXIS2')];
  if (!isExtent(width) || !isExtent(height)) {
    throw unsupported(path, `has no pixels: NAXIS1 is ${width}, NAXIS2 is ${height}`);
  }
  // A third axis of length 1 is how some programs write a plain image.
  const plain = axes === 2 || (axes === 3 && valueAt(cards, 'NAXIS3') === 1);
  if (!plain)
    throw unsupported(path, 'has several planes (a colour image or a cube); only single images are read here');
  return [width, height];
}

function numberOr(cards: readonly ReadCard[], keyword: string, without: number, path: string): number {
  const card = cards.find((each) => each.keyword === keyword);
  if (card === undefined) return without;
  if (typeof card.value === 'number' && Number.isFinite(card.value)) return card.value;
  throw unsupported(path, `has the ${keyword} “${card.text}”, which is no number`);
}

function valueAt(cards: readonly ReadCard[], keyword: string): ReadCard['value'] | undefined {
  return cards.find((card) => card.keyword === keyword)?.value;
}

function isExtent(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function unsupported(path: string, what: string): FitsError {
  return new FitsError('unsupported', `${path} ${what}.`, path);
}

/** A file that ends before its pixels do. */
export function truncated(path: string, size: number, expected: number): FitsError {
  return new FitsError(
    'truncated',
    `${path} has ${size} bytes where its header calls for ${expected}: it is damaged.`,
    path,
  );
}
