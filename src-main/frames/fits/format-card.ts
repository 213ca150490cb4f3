import { toAscii } from '../ascii.ts';
import { CARD_LENGTH, type HeaderCard } from './card.ts';
import { FitsError } from './fits-error.ts';

/** Characters between a string's quotes on one card: columns 12 to 79. */
const STRING_ROOM = 68;
/** Fixed format: numbers and logicals end, and comments' slashes follow, at column 30. */
const VALUE_WIDTH = 20;

/**
 * Formats one card as 80-character records (FITS 4.0, 4.2): one, or several for a string that needs CONTINUE.
 * Numbers and logicals are in fixed format, save reals of more than 20 characters, which would otherwise lose digits.
 * Throws FitsError `bad-card` for an illegal keyword or a number that is not finite.
 */
export function formatCard(card: HeaderCard): string[] {
  if (!/^[A-Z0-9_-]{1,8}$/.test(card.keyword)) {
    throw new FitsError('bad-card', `“${card.keyword}” cannot be a FITS keyword: use up to 8 of A–Z, 0–9, - and _.`);
  }
  const start = `${card.keyword.padEnd(8)}= `;
  if (typeof card.value === 'string') return formatString(start, card.value, card.comment);
  const value = typeof card.value === 'boolean' ? (card.value ? 'T' : 'F') : formatNumber(card.value, card);
  return [withComment(start + value.padStart(VALUE_WIDTH), card.comment)];
}

function formatNumber(value: number, card: HeaderCard): string {
  if (!Number.isFinite(value)) {
    throw new FitsError('bad-card', `${card.keyword} cannot hold ${value}: leave the card out where it is not known.`);
  }
  if (card.decimals === undefined && Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  // Adding 0 takes the sign from what was rounded down to nothing: −0.0 °C helps nobody.
  const rounded = card.decimals === undefined ? value : Number(value.toFixed(card.decimals)) + 0;
  const [mantissa = '', exponent] = (Object.is(rounded, -0) ? '-0' : String(rounded)).split('e');
  const real = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? real : `${real}E${exponent}`;
}

function formatString(start: string, value: string, comment: string): string[] {
  // Doubled quotes are kept together: a card must not end in half of one.
  const units = [...toAscii(value).trimEnd()].map((character) => (character === "'" ? "''" : character));
  const whole = units.join('');
  if (whole.length <= STRING_ROOM) {
    return [withComment(`${start}${`'${whole.padEnd(8)}'`.padEnd(VALUE_WIDTH)}`, comment)];
  }
  const pieces: string[] = [''];
  for (const unit of units) {
    const piece = pieces.at(-1)!;
    // One character of each card but the last is the `&` that says the string goes on.
    if (piece.length + unit.length < STRING_ROOM) pieces[pieces.length - 1] = piece + unit;
    else pieces.push(unit);
  }
  // Some readers take an `&` at the very end for a promise of more: keep it, with nothing to follow.
  if (pieces.at(-1)!.endsWith('&')) pieces.push('');
  const last = pieces.pop()!;
  const records = pieces.map((piece, index) => `${index === 0 ? start : 'CONTINUE  '}'${piece}&'`.padEnd(CARD_LENGTH));
  return [...records, withComment(`CONTINUE  '${last}'`, comment)];
}

function withComment(upToValue: string, comment: string): string {
  const ascii = toAscii(comment).trimEnd();
  const record = ascii === '' ? upToValue : `${upToValue} / ${ascii}`;
  return record.slice(0, CARD_LENGTH).trimEnd().padEnd(CARD_LENGTH);
}
