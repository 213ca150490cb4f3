/** Where an axis begins and ends, and where its ticks stand. Pure. */
import { decimal } from '../../format/numbers.ts';
import { utcDate, utcTime } from '../../format/times.ts';
import type { PlotAxis } from './plot-data.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Empty part at either end, so that no mark stands on the frame. */
const MARGIN = 0.06;
/** Nothing that a telescope measures is as small: it is zero. */
const LEAST_SPAN = 1e-12;

/** The range that shows all values, with a margin; 0 to 1 without any. */
export function rangeOf(values: readonly number[], { includes = [], leastSpan = 0 }: Partial<PlotAxis>): Range {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const all of [values, includes]) {
    for (const value of all) {
      from = Math.min(from, value);
      to = Math.max(to, value);
    }
  }
  if (from > to) return { from: 0, to: 1 };
  // A single value, and values that differ by rounding only, have no span of their own; they stand in the middle.
  const size = Math.max(Math.abs(from), Math.abs(to));
  const own = to - from > size * 1e-9 ? to - from : size * 0.1;
  const span = Math.max(own < LEAST_SPAN ? 1 : own, leastSpan);
  const widened = (span - (to - from)) / 2 + span * MARGIN;
  return { from: from - widened, to: to + widened };
}

/** Place of a value along a range, 0..1 within it. */
export function along({ from, to }: Range, value: number): number {
  return (value - from) / (to - from);
}

/** Round numbers (1, 2 or 5 times a power of ten apart) within a range, `most` at most. */
export function numberTicks({ from, to }: Range, most: number): Tick[] {
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * (1 - 1e-9))!;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks: Tick[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
    const value = i * step;
    const text = value.toFixed(Math.min(decimals, 12));
    ticks.push({ value, text: decimal(/^-[0.]*$/.test(text) ? text.slice(1) : text.replace('-', '−')) });
  }
  return ticks;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TIME_STEPS_MS = [
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 4, 7, 14].map((days) => days * DAY_MS),
];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

/** Round instants (UTC) within a range of ms, `most` at most: times of day, dates or months, whatever tells them apart. */
export function timeTicks({ from, to }: Range, most: number): Tick[] {
  const rough = (to - from) / Math.max(1, most);
  const step = TIME_STEPS_MS.find((each) => each >= rough);
  if (step === undefined) return monthTicks({ from, to }, rough);
  const ticks: Tick[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step) {
    ticks.push({ value, text: step < DAY_MS ? utcTime(value, false) : utcDate(value).slice(5) });
  }
  return ticks;
}

function monthTicks({ from, to }: Range, rough: number): Tick[] {
  const step = MONTH_STEPS.find((months) => months * 30.44 * DAY_MS >= rough) ?? MONTH_STEPS.at(-1)!;
  const first = new Date(from);
  const month = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const ticks: Tick[] = [];
  for (let at = Math.ceil(month / step) * step; ; at += step) {
    const value = Date.UTC(2000, at - 2000 * 12);
    if (value > to) return ticks;
    if (value >= from) ticks.push({ value, text: utcDate(value).slice(0, step < 12 ? 7 : 4) });
  }
}
