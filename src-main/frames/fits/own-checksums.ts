/** The checksums that a file carries of itself: what its header says, and whether the bytes that were read agree. */
import type { ReadCard } from './card.ts';
import { addSums, MINUS_ZERO, sumOfBytes, turnedTo } from './checksum.ts';
import { FitsError } from './fits-error.ts';
import type { ImageLayout } from './image-layout.ts';

export interface OwnChecksums {
  /** DATASUM; null where the header has none. */
  readonly dataSum: number | null;
  /** Whether there is a CHECKSUM, with which header and data add up to all ones. */
  readonly ofAll: boolean;
}

/** Null for a file that carries none. Empty ones are not known by whoever wrote them (FITS 4.0, 4.4.2.7). */
export function ownChecksums(cards: readonly ReadCard[]): OwnChecksums | null {
  const textOf = (keyword: string) => {
    const value = cards.find((card) => card.keyword === keyword)?.value;
    return typeof value === 'string' ? value.trim() : '';
  };
  const dataSum = /^\d+$/.test(textOf('DATASUM')) ? Number(textOf('DATASUM')) : null;
  const ofAll = textOf('CHECKSUM') !== '';
  return dataSum === null && !ofAll ? null : { dataSum, ofAll };
}

/** Adds up header and data of a file that is read piece by piece, from the first byte to the last. */
export class RunningChecksums {
  readonly #sumOf: (bytes: Uint8Array) => number;
  readonly #layout: Pick<ImageLayout, 'dataAt' | 'wholeBytes'>;
  #header = 0;
  #data = 0;

  /** @param sumOf as `sumOfBytes` of bytes that begin where a word does: whatever does that quicker */
  constructor(layout: Pick<ImageLayout, 'dataAt' | 'wholeBytes'>, sumOf: (bytes: Uint8Array) => number = sumOfBytes) {
    this.#layout = layout;
    this.#sumOf = sumOf;
  }

  /** @param at where in the file the bytes begin; what comes after the image is of no account */
  add(bytes: Uint8Array, at: number): void {
    const { dataAt, wholeBytes } = this.#layout;
    const within = (from: number, to: number) =>
      bytes.subarray(Math.max(0, from - at), Math.max(0, Math.min(bytes.length, to - at)));
    if (at < dataAt) this.#header = addSums(this.#header, this.#sumAt(within(0, dataAt), at));
    this.#data = addSums(this.#data, this.#sumAt(within(dataAt, wholeBytes), Math.max(at, dataAt)));
  }

  #sumAt(bytes: Uint8Array, at: number): number {
    return turnedTo(at, this.#sumOf(bytes));
  }

  /** @throws FitsError `damaged` naming the file, and which of its checksums does not hold */
  mustBe({ dataSum, ofAll }: OwnChecksums, path: string): void {
    // All ones is minus zero, which some write as zero.
    const same = (a: number, b: number) => a % MINUS_ZERO === b % MINUS_ZERO;
    if (dataSum !== null && !same(this.#data, dataSum)) throw damaged(path, 'DATASUM', 'pixels');
    if (ofAll && !same(addSums(this.#header, this.#data), 0)) throw damaged(path, 'CHECKSUM', 'header or pixels');
  }
}

function damaged(path: string, keyword: string, what: string): FitsError {
  return new FitsError(
    'damaged',
    `${path} does not agree with its own ${keyword}: its ${what} changed since it was written. Copy it again, or leave it out.`,
    path,
  );
}
