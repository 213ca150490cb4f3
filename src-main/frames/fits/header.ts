import { BLOCK_LENGTH, CARD_LENGTH, type HeaderCard, type ReadCard } from './card.ts';
import { addSums, encodeChecksum, sumOfBytes } from './checksum.ts';
import { FitsError } from './fits-error.ts';
import { formatCard } from './format-card.ts';
import { joinContinued, parseCard } from './parse-card.ts';

const END = 'END'.padEnd(CARD_LENGTH);
const LONGSTRN: HeaderCard = { keyword: 'LONGSTRN', value: 'OGIP 1.0', comment: 'strings may go on in CONTINUE' };
const CHECKSUM_UNSET = '0'.repeat(16);
/** Column 12 of its card, counted from 0: behind the keyword, `= ` and the opening quote. */
const CHECKSUM_COLUMN = 11;

/** Keywords that say how the file is built. They follow from the pixels, so nobody else may supply them. */
const STRUCTURAL = new Set([
  ...['SIMPLE', 'BITPIX', 'NAXIS', 'NAXIS1', 'NAXIS2', 'EXTEND', 'BSCALE', 'BZERO', 'LONGSTRN', 'CHECKSUM', 'DATASUM'],
  ...['END', 'CONTINUE', 'HIERARCH'],
]);

/** Whether a card of that keyword is written with the pixels, not among the others. */
export function isStructural(keyword: string): boolean {
  return STRUCTURAL.has(keyword);
}

/** What the pixels of an image are: 16-bit unsigned integers (BITPIX 16, BZERO 32768), or single floats (BITPIX −32). */
export type PixelFormat = 'uint16' | 'float32';

/**
 * The header unit of an image with these cards in their order, its checksums filled in, padded to whole blocks.
 * `dataSum` is the one's complement sum of the data unit (`sumOfPixels`, `sumOfFloats`).
 * Throws FitsError `bad-card` for a card that cannot be written, comes twice, or is one of the structural ones.
 */
export function imageHeader(
  cards: readonly HeaderCard[],
  image: { readonly format: PixelFormat; readonly width: number; readonly height: number; readonly dataSum: number },
): Uint8Array {
  refuseMisplaced(cards);
  const own = cards.flatMap(formatCard);
  const records = [
    ...structure(image).flatMap(formatCard),
    ...(own.some((record) => record.startsWith('CONTINUE')) ? formatCard(LONGSTRN) : []),
    ...own,
    ...formatCard({
      keyword: 'DATASUM',
      value: String(image.dataSum),
      comment: 'sum of the data, as an unsigned integer',
    }),
    ...formatCard({ keyword: 'CHECKSUM', value: CHECKSUM_UNSET, comment: 'makes the whole file sum to minus zero' }),
  ];
  const checksumAt = (records.length - 1) * CARD_LENGTH + CHECKSUM_COLUMN;
  const text = [...records, END].join('');
  const bytes = Buffer.from(text.padEnd(Math.ceil(text.length / BLOCK_LENGTH) * BLOCK_LENGTH), 'latin1');
  bytes.write(encodeChecksum(addSums(sumOfBytes(bytes), image.dataSum)), checksumAt, 'latin1');
  return bytes;
}

/** One header unit as found: its cards without END, and how many bytes it takes up with its padding. */
export interface FitsHeader {
  readonly cards: readonly ReadCard[];
  readonly bytes: number;
}

/**
 * Reads a header unit from bytes that hold all of it (and may go on). Null when they hold no END yet.
 * @param badCards what becomes of cards that break the standard: `refuse` them, or `keep` them without a value, as
 * suits files that other programs wrote
 * Throws FitsError `not-fits` or `bad-card`.
 */
export function parseHeader(bytes: Uint8Array, badCards: 'refuse' | 'keep' = 'refuse'): FitsHeader | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (!/^SIMPLE {2}= +T(?![^ /])/.test(text)) {
    throw new FitsError('not-fits', 'This is not a FITS file: it does not begin with SIMPLE = T.');
  }
  const records: ReadCard[] = [];
  for (let at = 0; at + CARD_LENGTH <= text.length; at += CARD_LENGTH) {
    const record = text.slice(at, at + CARD_LENGTH);
    if (record === END) {
      return { cards: joinContinued(records), bytes: Math.ceil((at + CARD_LENGTH) / BLOCK_LENGTH) * BLOCK_LENGTH };
    }
    records.push(badCards === 'keep' ? parseCardOrKeep(record) : parseCard(record));
  }
  return null;
}

function parseCardOrKeep(record: string): ReadCard {
  try {
    return parseCard(record);
  } catch (thrown) {
    if (!(thrown instanceof FitsError)) throw thrown;
    return {
      keyword: record.slice(0, 8).trim().toUpperCase(),
      value: null,
      text: record.slice(10).trim(),
      comment: '',
    };
  }
}

function structure(image: { format: PixelFormat; width: number; height: number }): HeaderCard[] {
  const integers = image.format === 'uint16';
  return [
    { keyword: 'SIMPLE', value: true, comment: 'conforms to the FITS standard' },
    { keyword: 'BITPIX', value: integers ? 16 : -32, comment: 'bits per pixel' },
    { keyword: 'NAXIS', value: 2, comment: 'number of axes' },
    { keyword: 'NAXIS1', value: image.width, comment: '[px] width' },
    { keyword: 'NAXIS2', value: image.height, comment: '[px] height' },
    // The standard wants no scaling of floats, which are what they mean (5.3).
    ...(integers ? UNSIGNED : []),
  ];
}

const UNSIGNED: readonly HeaderCard[] = [
  { keyword: 'BSCALE', value: 1, comment: 'pixel = BZERO + BSCALE * stored' },
  { keyword: 'BZERO', value: 32768, comment: 'stored signed, meant unsigned' },
];

function refuseMisplaced(cards: readonly HeaderCard[]): void {
  const seen = new Set<string>();
  for (const { keyword } of cards) {
    if (isStructural(keyword)) throw new FitsError('bad-card', `${keyword} is written with the pixels, not as a card.`);
    if (seen.has(keyword)) throw new FitsError('bad-card', `${keyword} stands twice in one header.`);
    seen.add(keyword);
  }
}
