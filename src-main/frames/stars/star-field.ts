/** A frame's pixels with what is known about them: what every step of measuring stars looks at. */
import { medianOf } from './medians.ts';
import type { SkyMesh } from './sky-mesh.ts';

export interface StarField {
  /** Row after row from the top; `width * height` of them. Hot pixels get mended in them. */
  readonly pixels: Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly sky: SkyMesh;
  /** ADU from which on a pixel is saturated. */
  readonly saturationAdu: number;
  /** e⁻/ADU; null where it is not known: then the noise of a star's own light is left out. */
  readonly eGain: number | null;
}

/** ADU above the sky; 0 outside the frame. */
export function aboveSky(field: StarField, x: number, y: number): number {
  const { pixels, width, height, sky } = field;
  if (x < 0 || y < 0 || x >= width || y >= height) return 0;
  return pixels[y * width + x]! - sky.levelAt(x, y);
}

/** Weights of the kernel that sources are found with, across and down (see the kernel `findSources`). */
const BINOMIAL = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16] as const;
/** Standard deviation of smoothed noise, as a part of that of a pixel: the root of the sum of the squared weights. */
export const SMOOTHED_NOISE = 70 / 256;
/** Part of a single bright pixel's height that is left of it by smoothing. */
export const SMOOTHED_PEAK = (6 / 16) ** 2;

/** The field smoothed as for finding, at one pixel; ADU. */
export function smoothedAt(field: StarField, x: number, y: number): number {
  let sum = 0;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) sum += BINOMIAL[dx + 2]! * BINOMIAL[dy + 2]! * aboveSky(field, x + dx, y + dy);
  }
  return sum;
}

const REACH = 2;
/** Pixels across that 5 × 5 smoothed ones are made of. */
const ACROSS = 9;
const above = new Float64Array(ACROSS * ACROSS);
const smoothedRows = new Float64Array(ACROSS * BINOMIAL.length);

/**
 * The highest `smoothedAt` up to two pixels from one, and where it is: each of the pixels that it takes is looked at once. Where
 * several are as high, the first one.
 */
export function highestAround(field: StarField, x: number, y: number): { x: number; y: number; height: number } {
  lookAround(field, x - 2 * REACH, y - 2 * REACH);
  for (let row = 0; row < ACROSS; row++) {
    for (let column = 0; column < BINOMIAL.length; column++) {
      smoothedRows[row * BINOMIAL.length + column] = weighted(above, row * ACROSS + column, 1);
    }
  }
  let best = { x, y, height: 0 };
  for (let row = 0; row < BINOMIAL.length; row++) {
    for (let column = 0; column < BINOMIAL.length; column++) {
      const height = weighted(smoothedRows, row * BINOMIAL.length + column, BINOMIAL.length);
      if (height > best.height) best = { x: x + column - REACH, y: y + row - REACH, height };
    }
  }
  return best;
}

/** Fills `above` from this pixel on. */
function lookAround(field: StarField, left: number, top: number): void {
  const { pixels, width, height, sky } = field;
  const inside = left >= 0 && top >= 0 && left + ACROSS <= width && top + ACROSS <= height;
  // Over so little the sky is straight.
  const last = ACROSS - 1;
  const corner = inside ? sky.levelAt(left, top) : 0;
  const across = inside ? (sky.levelAt(left + last, top) - corner) / last : 0;
  const down = inside ? (sky.levelAt(left, top + last) - corner) / last : 0;
  for (let row = 0; row < ACROSS; row++) {
    for (let column = 0; column < ACROSS; column++) {
      above[row * ACROSS + column] = inside
        ? pixels[(top + row) * width + left + column]! - (corner + across * column + down * row)
        : aboveSky(field, left + column, top + row);
    }
  }
}

/** The kernel's mean of five values, `step` apart. */
function weighted(values: Float64Array, first: number, step: number): number {
  const sides = values[first]! + values[first + 4 * step]!;
  const nearer = values[first + step]! + values[first + 3 * step]!;
  return (sides + 4 * nearer + 6 * values[first + 2 * step]!) / 16;
}

/** Standard deviation of a smoothed pixel that is so high above the sky: sky, readout, and the light's own; ADU. */
export function smoothedNoise(field: StarField, x: number, y: number, height: number): number {
  const own = field.eGain === null ? 0 : Math.max(0, height) / field.eGain;
  return SMOOTHED_NOISE * Math.sqrt(field.sky.sigmaAt(x, y) ** 2 + own);
}

/** Replaces a pixel by the median of its neighbours. */
export function mendPixel({ pixels, width, height }: StarField, x: number, y: number): void {
  const around: number[] = [];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (row !== y || column !== x) around.push(pixels[row * width + column]!);
    }
  }
  pixels[y * width + x] = medianOf(around);
}

/** A square of the field, sky taken off. */
export interface Stamp {
  /** ADU, row after row; it may be longer than that. The next stamp that is cut overwrites it. */
  readonly values: Float64Array;
  /** The field's pixel that comes first. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** Where stamps come to lie: a thousand of them a frame, one at a time, need not be a thousand pieces of memory. */
let stampRoom = new Float64Array(0);

/** The square of pixels up to `reach` from a pixel in each direction; null where it leaves the frame. */
export function cutStamp(field: StarField, x: number, y: number, reach: number): Stamp | null {
  const { pixels, width, height, sky } = field;
  const [left, top, side] = [x - reach, y - reach, 2 * reach + 1];
  if (left < 0 || top < 0 || left + side > width || top + side > height) return null;
  if (stampRoom.length < side * side) stampRoom = new Float64Array(side * side);
  const values = stampRoom;
  for (let row = 0; row < side; row++) {
    // Over so little the sky is straight.
    const from = sky.levelAt(left, top + row);
    const step = (sky.levelAt(left + side - 1, top + row) - from) / (side - 1);
    const first = (top + row) * width + left;
    for (let column = 0; column < side; column++) {
      values[row * side + column] = pixels[first + column]! - (from + step * column);
    }
  }
  return { values, left, top, side };
}
