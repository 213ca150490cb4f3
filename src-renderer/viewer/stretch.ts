/** How pixel values become brightness. The shader computes the same as `brightness` here. */
import type { FrameStatistics } from '../../src-main/contract/views.ts';

/** ADU shown black, ADU shown half bright, ADU shown white; black < mid < white. */
export interface Stretch {
  readonly black: number;
  readonly mid: number;
  readonly white: number;
}

/** What a pixel stands for: zero + step × pixel, ADU. */
export interface PixelScale {
  readonly zero: number;
  readonly step: number;
}

export function inAdu({ black, mid, white }: Stretch, { zero, step }: PixelScale): Stretch {
  return { black: zero + step * black, mid: zero + step * mid, white: zero + step * white };
}

/** The inverse of `inAdu`. */
export function inPixels({ black, mid, white }: Stretch, { zero, step }: PixelScale): Stretch {
  return { black: (black - zero) / step, mid: (mid - zero) / step, white: (white - zero) / step };
}

/** Counts per ADU value, and what follows from them. */
export interface PixelSummary {
  /** 65536 counts. */
  readonly counts: Uint32Array;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** Median absolute deviation from the median, ADU, not scaled to sigma. */
  readonly mad: number;
}

/** σ of a normal distribution from its median absolute deviation. */
const SIGMA_PER_MAD = 1.4826;
/** The usual automatic screen stretch: black 2.8 σ under the sky … */
const BLACK_SIGMAS = 2.8;
/** … and the sky at this brightness; a little darker than customary, for eyes adapted to the dark. */
const SKY_BRIGHTNESS = 0.2;

/** One pass over the pixels; the median and MAD are exact for 16-bit values. */
export function summarise(pixels: Uint16Array): PixelSummary {
  const counts = new Uint32Array(65536);
  for (let i = 0; i < pixels.length; i++) counts[pixels[i]!]!++;
  let min = 0;
  while (min < 65535 && counts[min] === 0) min++;
  let max = 65535;
  while (max > 0 && counts[max] === 0) max--;
  const half = pixels.length / 2;
  let seen = 0;
  let median = min;
  for (; median < max; median++) {
    seen += counts[median]!;
    if (seen >= half) break;
  }
  // Widen a window around the median until it holds half of the pixels.
  let mad = 0;
  let inside = counts[median]!;
  while (inside < half && mad < 65535) {
    mad++;
    inside += (counts[median - mad] ?? 0) + (counts[median + mad] ?? 0);
  }
  return { counts, min, max, median, mad };
}

/**
 * Automatic stretch from the sky's level and noise. `statistics` are those of the full frame where known: binned pixels
 * are less noisy, and a stretch from them would clip the sky when one zooms in.
 */
export function autoStretch(
  summary: Pick<PixelSummary, 'median' | 'mad'>,
  saturationAdu: number,
  statistics: Pick<FrameStatistics, 'median' | 'mad'> | null,
): Stretch {
  const { median, mad } = statistics ?? summary;
  const white = Math.max(saturationAdu, median + 1);
  const sigma = Math.max(mad * SIGMA_PER_MAD, 0.5);
  const black = Math.max(0, Math.min(median - BLACK_SIGMAS * sigma, white - 1));
  const sky = (median - black) / (white - black);
  // A median of 0 (a dead frame) gives no level to set the midtone by.
  const balance = sky <= 0 ? 0.5 : midtones(SKY_BRIGHTNESS, Math.min(sky, 0.999));
  return ordered({ black, mid: black + balance * (white - black), white });
}

/**
 * Midtones transfer function: 0 → 0, m → ½, 1 → 1. The m that brings x to brightness b is midtones(b, x).
 */
export function midtones(m: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return ((m - 1) * x) / ((2 * m - 1) * x - m);
}

/** The brightness of a value, taken apart for whoever draws: with x = (value − black) × perPixel in 0..1, it is above x / (belowX x + below). */
export function midtoneTerms({ black, mid, white }: Stretch) {
  const span = white - black;
  const m = (mid - black) / span;
  return { black, perPixel: 1 / span, above: m - 1, belowX: 2 * m - 1, below: -m };
}

/** Moves one handle; the others make room, so that black < mid < white holds. */
export function withHandle(stretch: Stretch, handle: keyof Stretch, adu: number): Stretch {
  const value = Math.max(0, Math.min(65535, adu));
  if (handle === 'mid') {
    const span = stretch.white - stretch.black;
    const inside = Math.max(stretch.black + span * 1e-4, Math.min(stretch.white - span * 1e-4, value));
    return { ...stretch, mid: inside };
  }
  // Black and white carry the midtone along in proportion.
  const balance = (stretch.mid - stretch.black) / (stretch.white - stretch.black);
  const black = handle === 'black' ? Math.min(value, stretch.white - 1) : stretch.black;
  const white = handle === 'white' ? Math.max(value, stretch.black + 1) : stretch.white;
  return ordered({ black, mid: black + balance * (white - black), white });
}

/** The stretch with black < mid < white, whatever it was made of. */
export function withOrder({ black, mid, white }: Stretch): Stretch {
  return ordered({ black, mid, white: Math.max(white, black + 1) });
}

function ordered({ black, mid, white }: Stretch): Stretch {
  const span = white - black;
  return { black, mid: Math.max(black + span * 1e-4, Math.min(white - span * 1e-4, mid)), white };
}
