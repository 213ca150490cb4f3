/** Numbers as text, with the field's usual precision. A missing value is an en dash. */

/** Pixel values: `1 043` with a thin space between thousands; one decimal below ten. */
export function adu(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  return grouped(Math.abs(value) < 10 ? value.toFixed(1) : String(Math.round(value)));
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
  if (value < 0.01) return '<0.01 %';
  return `${value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}

/** Progress of work: rounded down, so that 100 % means done. */
export function progress(fraction: number): string {
  return `${Math.floor(fraction * 100 + 1e-9)} %`;
}

/** `33.6 MB` */
export function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${(bytes / 1e6).toFixed(1)} MB`;
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

function signed(text: string): string {
  if (/^-[0.]*$/.test(text)) return text.slice(1);
  return text.replace('-', '−');
}
