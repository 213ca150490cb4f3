/** What the benchmark found, as lines of one table. */

export type Unit = 's' | 'ms' | 'MiB' | '%' | '';

export interface Figure {
  /** Groups lines under a heading. */
  readonly section: string;
  readonly what: string;
  /** NaN for what could not be measured here; the note says why. */
  readonly value: number;
  readonly unit: Unit;
  /** Most that the value may be; null for a figure that only explains others. */
  readonly aim: number | null;
  /** How it was measured, as far as the line does not say so itself. */
  readonly note: string;
}

export function met({ value, aim }: Figure): boolean | null {
  return aim === null ? null : value <= aim;
}

export interface Spread {
  readonly best: number;
  readonly median: number;
  readonly max: number;
  readonly count: number;
}

/** Throws RangeError when there is nothing to sum up: a figure from no measurement would be an invention. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  return { best: sorted[0]!, median: middle, max: sorted.at(-1)!, count: sorted.length };
}

/**
 * Median and maximum of repeated measurements as two lines, both held against the same aim. The best one is noted: on a
 * machine that is busy with other work it is the nearest to what the console itself needs.
 */
export function spreadFigures(
  about: Pick<Figure, 'section' | 'what' | 'unit' | 'aim' | 'note'>,
  values: readonly number[],
): Figure[] {
  const { best, median, max, count } = spreadOf(values);
  const note = [`of ${count}, best ${withUnit(best, about.unit)}`, about.note].filter((part) => part !== '').join('; ');
  return [
    { ...about, what: `${about.what}, median`, value: median, note },
    { ...about, what: `${about.what}, max`, value: max, note: '' },
  ];
}

const HEADER = ['what', 'figure', 'aim', 'met', 'how'] as const;

/** The table as text, sections in the order of their first line. */
export function tableOf(figures: readonly Figure[]): string {
  const sections = Map.groupBy(figures, ({ section }) => section);
  const rows = new Map([...sections].map(([section, lines]) => [section, lines.map(rowOf)]));
  const all = [HEADER, ...[...rows.values()].flat()];
  const widths = HEADER.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const text = [line(HEADER)];
  for (const [section, lines] of rows) text.push('', section, ...lines.map(line));
  return text.join('\n');
}

function rowOf(figure: Figure): string[] {
  const { what, value, unit, aim, note } = figure;
  const verdict = met(figure);
  return [
    `  ${what}`,
    withUnit(value, unit),
    aim === null ? '' : `≤ ${aim}${unit === '' ? '' : ` ${unit}`}`,
    verdict === null ? '' : verdict ? 'yes' : 'NO',
    note,
  ];
}

/** Three digits that matter: a benchmark's further ones are noise. */
function withUnit(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return '–';
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}
