/** Numbers as text, with the field's usual precision and the language's decimal sign. A missing value is an en dash. */
import { type LanguageCode, language } from '../language/language.svelte.ts';

const DECIMAL_SIGN: Readonly<Record<LanguageCode, string>> = { en: '.', de: ',' };

/** Pixel values: `1 043` with a thin space between thousands; one decimal below ten. */
export function adu(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return grouped(Math.abs(value) < 10 ? value.toFixed(1) : String(Math.round(value)));
}

/** A pixel value with the digits that a scale of such steps has: whole ADU for coarse ones, up to five decimals. */
export function aduInSteps(value: number, step: number): string {
  if (step >= 0.5) return adu(value);
  const digits = Math.min(5, Math.ceil(-Math.log10(step)));
  return Math.abs(value) >= 1000 ? adu(value) : signed(decimal(value.toFixed(digits)));
}

/** A number as it was set, with no more digits than it has: `−10`, `0.5`. */
export function asSet(value: number): string {
  return signed(String(value));
}

/** A count of things. */
export function count(value: number): string {
  return grouped(String(value));
}

/** `−10.0 °C`, with a true minus sign. */
export function celsius(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${signed(value.toFixed(1))} °C`;
}

/** An angle to a tenth of a degree: `−18.2°`. */
export function degrees(value: number): string {
  return `${signed(value.toFixed(1))}°`;
}

/** A fraction 0..1 as per cent; small ones keep a digit, and one that is not zero never reads as zero. */
export function percent(fraction: number | null | undefined): string {
  if (fraction === null || fraction === undefined) return '–';
  const value = fraction * 100;
  if (value === 0) return '0 %';
  if (value < 0.01) return `<${decimal('0.01')} %`;
  return `${decimal(value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : String(Math.round(value)))} %`;
}

/** Progress of work: rounded down, so that 100 % means done. */
export function progress(fraction: number): string {
  return `${Math.floor(fraction * 100 + 1e-9)} %`;
}

/** `33.6 MB` */
export function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${decimal((bytes / 1e6).toFixed(1))} MB`;
}

/**
 * Reads a number as typed, with a point or a comma before the decimals. Empty is null; not a number is undefined.
 */
export function parseNumber(text: string): number | null | undefined {
  const trimmed = text.trim().replace('−', '-').replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

function grouped(digits: string): string {
  return signed(digits.replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009'));
}

/** With a true minus sign, and none before zero. */
function signed(text: string): string {
  if (/^-[0.]*$/.test(text)) return decimal(text.slice(1));
  return decimal(text.replace('-', '−'));
}

/** A number written with a point, with the decimal sign of the language: `2.5`, `2,5`. */
export function decimal(text: string): string {
  return text.replace('.', DECIMAL_SIGN[language.current]);
}

/** As a field is filled in, to be read by `parseNumber`; null is empty. */
export function numberField(value: number | null): string {
  return value === null ? '' : decimal(String(value));
}
