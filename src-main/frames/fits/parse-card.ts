import type { ReadCard, ReadValue } from './card.ts';
import { FitsError } from './fits-error.ts';

const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/;
const COMPLEX = /^\(\s*([^,\s]+)\s*,\s*([^,\s]+)\s*\)$/;

/**
 * Reads one 80-character record (FITS 4.0, 4.2; HIERARCH as ESO writes it). A CONTINUE record comes back under that
 * keyword with its string; `joinContinued` puts long strings together.
 * Throws FitsError `bad-card` for an illegal keyword or a value that is none of the standard's kinds.
 */
export function parseCard(record: string): ReadCard {
  if (!/^[\x20-\x7e]{80}$/.test(record)) {
    throw new FitsError('bad-card', `A header record is not 80 characters of printable ASCII: “${shown(record)}”.`);
  }
  if (record.startsWith('HIERARCH ')) return parseHierarch(record);
  const keyword = record.slice(0, 8).trimEnd();
  if (!/^[A-Z0-9_-]*$/.test(keyword)) throw new FitsError('bad-card', `“${keyword}” is not a FITS keyword.`);
  if (keyword === 'CONTINUE' && /^ {2} *'/.test(record.slice(8))) return parseValue(keyword, record.slice(10));
  const commentary = keyword === '' || keyword === 'COMMENT' || keyword === 'HISTORY';
  if (commentary || record.slice(8, 10) !== '= ') {
    return { keyword, value: null, text: '', comment: record.slice(8).trimEnd() };
  }
  return parseValue(keyword, record.slice(10));
}

/** Puts strings that end in `&` together with the CONTINUE records that follow; other CONTINUEs become commentary. */
export function joinContinued(cards: readonly ReadCard[]): ReadCard[] {
  const joined: ReadCard[] = [];
  for (const card of cards) {
    const before = joined.at(-1);
    if (card.keyword !== 'CONTINUE' || typeof card.value !== 'string') {
      joined.push(card);
    } else if (typeof before?.value === 'string' && before.value.endsWith('&')) {
      const value = before.value.slice(0, -1) + card.value;
      joined[joined.length - 1] = { ...before, value, text: value, comment: before.comment + card.comment };
    } else {
      joined.push({ keyword: 'CONTINUE', value: null, text: '', comment: card.text });
    }
  }
  return joined;
}

function parseHierarch(record: string): ReadCard {
  const equals = record.indexOf('=');
  if (equals < 0) return { keyword: 'HIERARCH', value: null, text: '', comment: record.slice(9).trimEnd() };
  return parseValue(record.slice(0, equals).trimEnd().replace(/ +/g, ' '), record.slice(equals + 1));
}

function parseValue(keyword: string, field: string): ReadCard {
  const trimmed = field.trimStart();
  if (trimmed.startsWith("'")) return parseString(keyword, trimmed);
  const slash = field.indexOf('/');
  const text = (slash < 0 ? field : field.slice(0, slash)).trim();
  const comment = slash < 0 ? '' : commentAfter(field.slice(slash));
  return { keyword, value: plainValue(keyword, text), text, comment };
}

function parseString(keyword: string, field: string): ReadCard {
  const closed = /^'((?:[^']|'')*)'(.*)$/.exec(field);
  const after = closed?.[2]?.trimStart() ?? '';
  if (closed === null || (after !== '' && !after.startsWith('/'))) {
    throw new FitsError('bad-card', `${keyword}: the string is not closed properly: “${shown(field)}”.`);
  }
  // Trailing blanks mean nothing (4.2.1.1).
  const value = closed[1]!.replaceAll("''", "'").trimEnd();
  return { keyword, value, text: value, comment: commentAfter(after) };
}

function plainValue(keyword: string, text: string): ReadValue {
  if (text === '') return null;
  if (text === 'T' || text === 'F') return text === 'T';
  if (INTEGER.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text.replace(/^\+/, ''));
  if (REAL.test(text)) return realValue(text);
  const complex = COMPLEX.exec(text);
  if (complex !== null && REAL.test(complex[1]!) && REAL.test(complex[2]!)) {
    return { real: realValue(complex[1]!), imaginary: realValue(complex[2]!) };
  }
  throw new FitsError('bad-card', `${keyword}: “${shown(text)}” is not a value that FITS knows.`);
}

/** Fortran's double-precision D is an E to everyone else. */
function realValue(text: string): number {
  return Number(text.replace(/[Dd]/, 'E'));
}

function commentAfter(slash: string): string {
  return slash.replace(/^\/ ?/, '').trimEnd();
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').trimEnd();
}
