/** What the command line prints: tables for people, JSON for scripts, one line on standard error for what went wrong. */
import { ConsoleError, toFailure } from '../../contract/errors.ts';

/** Prints one JSON value on a line of its own. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Columns padded to their widest cell; numbers to the right. */
export function printTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => String(row[i]).length)));
  const cell = (value: string | number, i: number) =>
    typeof value === 'number' ? String(value).padStart(widths[i]!) : value.padEnd(widths[i]!);
  printLine(header.map(cell).join('  ').trimEnd());
  for (const row of rows) printLine(row.map(cell).join('  ').trimEnd());
}

/** The names that scripts see are those of the wire: snake_case, all the way down. */
export function wireNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wireNames);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      wireNames(inner),
    ]),
  );
}

/** One line on standard error; the exit code is 2 for bad input, 1 for a failed operation. */
export function printFailure(thrown: unknown): 1 | 2 {
  const { reason, message, problems = [] } = toFailure(thrown);
  process.stderr.write(`warmroom: ${message}\n`);
  for (const problem of problems.slice(1, 20)) {
    const row = problem.row === undefined ? '' : `row ${problem.row}, `;
    process.stderr.write(`warmroom:   ${row}${problem.field}: ${problem.message}\n`);
  }
  if (!(thrown instanceof ConsoleError) && process.env.WARMROOM_DEBUG) console.error(thrown);
  return reason === 'bad-input' || reason === 'not-found' ? 2 : 1;
}
