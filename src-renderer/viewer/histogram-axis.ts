/**
 * The histogram's axis. Sky and stars lie in the same frame three decades apart, so the axis is asinh: even around the
 * sky, logarithmic towards saturation.
 */
import type { PixelSummary } from './stretch.ts';

export interface Axis {
  readonly centre: number;
  /** ADU around the centre over which the axis is about even. */
  readonly softness: number;
  readonly from: number;
  readonly to: number;
}

export function axisFor(summary: Pick<PixelSummary, 'median' | 'mad' | 'min'>, saturationAdu: number): Axis {
  const softness = Math.max(4, 6 * summary.mad);
  const from = Math.max(0, Math.min(summary.min, summary.median - 3 * softness));
  return { centre: summary.median, softness, from, to: Math.max(saturationAdu, summary.median + softness) };
}

/** Place of a pixel value along the axis, 0..1, clamped to it. */
export function placeOf(axis: Axis, adu: number): number {
  const at = (value: number) => Math.asinh((value - axis.centre) / axis.softness);
  return Math.max(0, Math.min(1, (at(adu) - at(axis.from)) / (at(axis.to) - at(axis.from))));
}

/** The pixel value at a place 0..1: the inverse of `placeOf`. */
export function aduAt(axis: Axis, place: number): number {
  const at = (value: number) => Math.asinh((value - axis.centre) / axis.softness);
  const along = at(axis.from) + Math.max(0, Math.min(1, place)) * (at(axis.to) - at(axis.from));
  return axis.centre + axis.softness * Math.sinh(along);
}

/**
 * Heights 0..1 of `bars` bars along the axis, on a logarithmic scale, from 65536 counts. Counts are divided by the bar's
 * width in ADU, so that bars that gather more values do not stand out for that alone.
 */
export function barHeights(counts: Uint32Array, axis: Axis, bars: number): number[] {
  const heights = Array.from({ length: bars }, (_, bar) => {
    const from = Math.max(0, Math.round(aduAt(axis, bar / bars)));
    const to = Math.min(65536, Math.max(from + 1, Math.round(aduAt(axis, (bar + 1) / bars))));
    let sum = 0;
    for (let adu = from; adu < to; adu++) sum += counts[adu]!;
    return Math.log1p(sum / (to - from));
  });
  const tallest = Math.max(...heights);
  return tallest === 0 ? heights : heights.map((height) => height / tallest);
}
