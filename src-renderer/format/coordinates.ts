/** Equatorial coordinates as observers write them, in degrees inside. */
import { language } from '../language/language.svelte.ts';
import { texts } from '../language/texts.ts';
import { decimal } from './numbers.ts';

export type ParsedAngle =
  | { readonly ok: true; readonly degrees: number }
  | { readonly ok: false; readonly message: string };

/**
 * Right ascension in degrees, 0 ≤ α < 360. Two or three groups, or any `h`, are hours; one plain number is degrees.
 */
export function parseRa(text: string): ParsedAngle {
  const parts = groups(text);
  if (parts === null) return { ok: false, message: texts().parts.raHint };
  if (parts.negative) return { ok: false, message: texts().parts.raNegative };
  const inHours = parts.unit === 'h' || (parts.unit === null && parts.values.length > 1);
  const degrees = parts.value * (inHours ? 15 : 1);
  if (degrees >= 360) return { ok: false, message: texts().parts.raTooLarge };
  return { ok: true, degrees };
}

/** Declination in degrees, −90 ≤ δ ≤ 90. */
export function parseDec(text: string): ParsedAngle {
  const parts = groups(text);
  if (parts === null || parts.unit === 'h') return { ok: false, message: texts().parts.decHint };
  const degrees = parts.negative ? -parts.value : parts.value;
  if (Math.abs(degrees) > 90) return { ok: false, message: texts().parts.decTooLarge };
  return { ok: true, degrees: degrees === 0 ? 0 : degrees };
}

/** Geographic latitude in degrees, north positive, as `37 03 51 N`, `37.0642` or `−33,9`. */
export function parseLatitude(text: string): ParsedAngle {
  const { latitudeWrong, latitudeTooLarge } = texts().setUp;
  return parsePlace(text, 'N', 'S', 90, latitudeWrong, latitudeTooLarge);
}

/** Geographic longitude in degrees, east positive, as `3 23 05 W`, `−3.3847` or `11° 36′ E`. */
export function parseLongitude(text: string): ParsedAngle {
  const { longitudeWrong, longitudeTooLarge } = texts().setUp;
  // East as German has it; in other languages the letter may be their west.
  const east = language.current === 'de' ? 'EO' : 'E';
  return parsePlace(text, east, 'W', 180, longitudeWrong, longitudeTooLarge);
}

/** Degrees and sixtieths with a sign or, before or after them, a letter for the hemisphere; not with both. */
function parsePlace(
  text: string,
  positive: string,
  negative: string,
  most: number,
  wrong: string,
  tooLarge: string,
): ParsedAngle {
  const hemisphere = new RegExp(`^([${positive}${negative}])|([${positive}${negative}])$`, 'i');
  const trimmed = text.trim().replace(',', '.');
  const letter = hemisphere.exec(trimmed)?.[0].toUpperCase();
  const parts = groups(trimmed.replace(hemisphere, ''));
  if (parts === null || parts.unit === 'h' || (letter !== undefined && parts.negative))
    return { ok: false, message: wrong };
  if (parts.value > most) return { ok: false, message: tooLarge };
  const degrees = parts.negative || letter === negative ? -parts.value : parts.value;
  return { ok: true, degrees: degrees === 0 ? 0 : degrees };
}

/** `37° 03′ 51.1″ N` */
export const formatLatitude = (degrees: number) => `${formatPlace(degrees)} ${degrees < 0 ? 'S' : 'N'}`;

/** `3° 23′ 04.9″ W`, with the letter for east that `parseLongitude` reads in every language. */
export const formatLongitude = (degrees: number) => `${formatPlace(degrees)} ${degrees < 0 ? 'W' : 'E'}`;

function formatPlace(degrees: number): string {
  const [whole, minutes, seconds] = sexagesimal(Math.round(Math.abs(degrees) * 36_000), 1).split(' ');
  return `${Number(whole)}° ${minutes}′ ${decimal(seconds ?? '')}″`;
}

/** `13 29 52.70`; hours, minutes, seconds. The default of two decimals is 0.15″, finer than any pointing here. */
export function formatRa(degrees: number, decimals = 2): string {
  const scale = 10 ** decimals;
  // Rounded in the smallest unit first, or 59.999 s would be written as 60.00 s.
  const units = Math.round((degrees / 15) * 3600 * scale) % (24 * 3600 * scale);
  return sexagesimal(units, decimals);
}

/** `+47 11 42.7`; degrees, arc minutes, arc seconds, always signed. */
export function formatDec(degrees: number, decimals = 1): string {
  const units = Math.round(Math.abs(degrees) * 3600 * 10 ** decimals);
  return `${degrees < 0 && units > 0 ? '−' : '+'}${sexagesimal(units, decimals)}`;
}

function sexagesimal(units: number, decimals: number): string {
  const scale = 10 ** decimals;
  const whole = Math.floor(units / (3600 * scale));
  const minutes = Math.floor(units / (60 * scale)) % 60;
  const seconds = ((units % (60 * scale)) / scale).toFixed(decimals);
  const secondsWidth = decimals > 0 ? decimals + 3 : 2;
  return `${String(whole).padStart(2, '0')} ${String(minutes).padStart(2, '0')} ${seconds.padStart(secondsWidth, '0')}`;
}

interface Groups {
  readonly negative: boolean;
  readonly values: readonly number[];
  /** In units of the first group. */
  readonly value: number;
  readonly unit: 'h' | 'd' | null;
}

/** Splits `13h29m52.7s`, `+47:11:43`, `47° 11′ 43″`, `202.4696` into groups; null when it is none of these. */
function groups(text: string): Groups | null {
  const match = /^\s*([+\-−–]?)\s*(.*?)\s*$/u.exec(text);
  const body = match?.[2] ?? '';
  const unit = /h/i.test(body) ? 'h' : /[d°]/i.test(body) ? 'd' : null;
  const shape =
    /^(\d+(?:\.\d+)?)\s*[hd°:\s]?\s*(?:(\d+(?:\.\d+)?)\s*[m'′:\s]?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|"|″|'')?)?)?$/iu;
  const found = shape.exec(body);
  if (found === null) return null;
  const written = found.slice(1).filter((part): part is string => part !== undefined);
  const values = written.map(Number);
  // Only the last group may have a fraction, and the later ones are sixtieths.
  if (written.slice(0, -1).some((part) => part.includes('.'))) return null;
  if (values.slice(1).some((part) => part >= 60)) return null;
  const value = (values[0] ?? 0) + (values[1] ?? 0) / 60 + (values[2] ?? 0) / 3600;
  return { negative: /[-−–]/u.test(match?.[1] ?? ''), values, value, unit };
}
