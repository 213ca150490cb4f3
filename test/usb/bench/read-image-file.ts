/**
 * A FITS reader of the bench's own, for one 16-bit unsigned image in the primary unit: what judges the project's files must
 * not be the project's reader.
 */

const BLOCK = 2880;
const CARD = 80;

export interface ImageFile {
  readonly width: number;
  readonly height: number;
  /** A card's value as it stands there; null where there is no such card. */
  card(keyword: string): string | null;
  /** Little-endian 16-bit unsigned numbers, row after row. */
  readonly pixels: Uint8Array;
}

/** Throws an Error for a file that is not such an image. */
export function readImageFile(file: Buffer): ImageFile {
  const cards = new Map<string, string>();
  let at = 0;
  for (; ; at += CARD) {
    const card = file.toString('latin1', at, at + CARD);
    const keyword = card.slice(0, 8).trim();
    if (keyword === 'END') break;
    if (card === '') throw new Error('The header has no end.');
    cards.set(keyword, card.slice(10).split('/', 1)[0]!.trim());
  }
  const number = (keyword: string) => Number(cards.get(keyword));
  if (number('BITPIX') !== 16 || number('BZERO') !== 32768) throw new Error('It is no 16-bit unsigned image.');
  const [width, height] = [number('NAXIS1'), number('NAXIS2')];
  const start = Math.ceil((at + CARD) / BLOCK) * BLOCK;
  const pixels = Buffer.from(file.subarray(start, start + width * height * 2)).swap16();
  // BZERO 32768 turns the sign bit round.
  for (let high = 1; high < pixels.length; high += 2) pixels[high] = pixels[high]! ^ 0x80;
  return { width, height, pixels, card: (keyword) => cards.get(keyword) ?? null };
}
