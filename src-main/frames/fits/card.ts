/** Header cards, as they are asked for and as they are found in a file. */

/** Bytes of one card, and of the blocks that headers and data are padded to (FITS 4.0, 3.1 and 4.1). */
export const CARD_LENGTH = 80;
export const BLOCK_LENGTH = 2880;

/** A card to be written. */
export interface HeaderCard {
  /** At most 8 of A–Z, 0–9, `-` and `_`. */
  readonly keyword: string;
  /** Text is rewritten in ASCII; numbers must be finite. */
  readonly value: string | number | boolean;
  /** Shortened where it does not fit. */
  readonly comment: string;
  /**
   * Makes the number a real one (60 is written 60.0) with at most this many digits after the point. Without it, whole
   * numbers are written as integers and others in the shortest form that reads back the same.
   */
  readonly decimals?: number;
}

/** A card's value as read. Integers that a double cannot hold come as bigint; null where a card has no value. */
export type ReadValue =
  | string
  | number
  | bigint
  | boolean
  | { readonly real: number; readonly imaginary: number }
  | null;

/** A card as found in a file, long strings already put together. */
export interface ReadCard {
  /** As in the file; a HIERARCH keyword with its words, `HIERARCH ESO DET ID`. Empty for a blank one. */
  readonly keyword: string;
  readonly value: ReadValue;
  /** The value as it stands in the file, for showing: numbers with all their digits, strings without their quotes. */
  readonly text: string;
  /** For COMMENT, HISTORY and blank keywords the card's whole text. */
  readonly comment: string;
}
