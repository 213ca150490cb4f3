/**
 * The kernels' rules as they are told: plain, slow, one pixel at a time. The kernels must give the same, bit for bit.
 * Integers are combined in exact arithmetic (bigint), doubles in doubles, added in ascending order.
 */
import type { CombineMethod } from '../../../src-main/calibration/masters/combine-method.ts';

export interface CombinedPixel {
  readonly value: number;
  readonly rejected: number;
  /** The values that went into it, ascending. */
  readonly kept: readonly number[];
}

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

export function medianOf(values: readonly number[]): number {
  const sorted = ascending(values);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Whether |value − median| > sigma · σ of the values, told without a single rounding. Whole numbers only. */
function isBeyondExactly(value: number, values: readonly number[], sigma: number): boolean {
  const n = BigInt(values.length);
  const whole = values.map(BigInt);
  const sum = whole.reduce((a, b) => a + b, 0n);
  const squares = whole.reduce((a, b) => a + b * b, 0n);
  // All taken twice (medians have halves) and times n; σ² n² = n Σv² − (Σv)².
  const distance = BigInt(2 * value) - BigInt(2 * medianOf(values));
  return distance * distance * n * n > 4n * BigInt(sigma * sigma) * (n * squares - sum * sum);
}

function isBeyond(value: number, values: readonly number[], sigma: number): boolean {
  const mean = sumOf(values) / values.length;
  const squares = sumOf(values.map((each) => (each - mean) * (each - mean)));
  const distance = value - medianOf(values);
  return distance * distance > (sigma * sigma * squares) / values.length;
}

function plainDeviation(values: readonly number[]): number {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / values.length);
}

/**
 * The deviation of the values pulled in to 1.5 σ about their median, again and again until it settles. Those that stay where
 * they are are added from the middle outwards on either side, then what was pulled in.
 */
function isBeyondWinsorised(value: number, values: readonly number[], sigma: number): boolean {
  const median = medianOf(values);
  const sorted = ascending(values);
  const above = sorted.slice(sorted.length >> 1).map((each) => each - median);
  const below = sorted.slice(0, sorted.length >> 1).map((each) => median - each);
  below.reverse();
  const squaresOf = (list: readonly number[]) => sumOf(list.map((each) => each * each));
  let spread = plainDeviation(values);
  for (let turn = 0; turn < 20; turn++) {
    const reach = 1.5 * spread;
    const [inAbove, inBelow] = [above, below].map((side) => side.filter((each) => each <= reach));
    const [outAbove, outBelow] = [above.length - inAbove!.length, below.length - inBelow!.length];
    const total = sumOf(inAbove!) - sumOf(inBelow!) + reach * (outAbove - outBelow);
    const squares = squaresOf(inAbove!) + squaresOf(inBelow!) + reach * reach * (outAbove + outBelow);
    const mean = total / values.length;
    const before = spread;
    spread = 1.134 * Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    if (Math.abs(spread - before) <= 0.0005 * before) break;
  }
  return (value - median) ** 2 > sigma * sigma * spread * spread;
}

/** @param whole the values are integers, and combined as such */
export function combineOne(values: readonly number[], method: CombineMethod, whole: boolean): CombinedPixel {
  if (method.name === 'median') return { value: Math.fround(medianOf(values)), rejected: 0, kept: ascending(values) };
  let kept = ascending(values);
  if (method.name === 'scatter') {
    kept = kept.slice(method.drop, kept.length - method.drop);
    return { value: Math.fround(plainDeviation(kept)), rejected: 0, kept };
  }
  if (method.name === 'minmax') kept = kept.slice(method.drop, kept.length - method.drop);
  const isOut = method.name === 'winsorized' ? isBeyondWinsorised : whole ? isBeyondExactly : isBeyond;
  if (method.name === 'sigma-clip' || method.name === 'winsorized') {
    for (let round = 0; round < method.rounds; round++) {
      const before = kept;
      kept = before.filter((value) => !isOut(value, before, method.sigma));
    }
  }
  return { value: Math.fround(sumOf(kept) / kept.length), rejected: values.length - kept.length, kept };
}

/** Standard error of the mean of these. */
export function standardErrorOf(values: readonly number[]): number {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1) / values.length);
}
