/** Replaces bad pixels by what lies around them. Pure. */
import type { Section } from '../fits/read-section.ts';

/** Rings of neighbours that are looked at, from the nearest. */
const RINGS = 2;

/** px: neighbours of one colour in a pattern of 2 × 2 (Bayer) are two apart. */
export function neighbourStep(hasColourPattern: boolean): 1 | 2 {
  return hasColourPattern ? 2 : 1;
}

/** px around a window that repairing looks at. */
export function repairMargin(hasColourPattern: boolean): number {
  return RINGS * neighbourStep(hasColourPattern);
}

export interface Plate {
  readonly width: number;
  readonly height: number;
  /** Row by row. */
  readonly values: Float32Array;
}

/**
 * Replaces each pixel with a flag by the median of its sound neighbours: of the eight next to it, or, where all of those are
 * bad as well (a cluster), of the sixteen around them. One without a sound neighbour stays as it is.
 * @param flags of the same shape as the plate; 0 is sound
 * @param inside of the plate: what lies around it only lends its pixels
 * @returns how many were replaced
 */
export function repairPixels(plate: Plate, flags: Uint16Array, inside: Section, hasColourPattern: boolean): number {
  const step = neighbourStep(hasColourPattern);
  let replaced = 0;
  for (let y = inside.top; y < inside.top + inside.height; y++) {
    for (let x = inside.left; x < inside.left + inside.width; x++) {
      const at = y * plate.width + x;
      if (flags[at] === 0) continue;
      const value = valueFromAround(plate, flags, x, y, step);
      if (value === null) continue;
      // Sound pixels keep theirs, so that it does not matter which bad one is replaced first.
      plate.values[at] = value;
      replaced++;
    }
  }
  return replaced;
}

function valueFromAround(plate: Plate, flags: Uint16Array, x: number, y: number, step: number): number | null {
  for (let ring = 1; ring <= RINGS; ring++) {
    const sound = soundOnRing(plate, flags, { x, y, ring, step });
    if (sound.length > 0) return medianOf(sound);
  }
  return null;
}

function soundOnRing(
  { width, height, values }: Plate,
  flags: Uint16Array,
  { x, y, ring, step }: { x: number; y: number; ring: number; step: number },
): number[] {
  const found: number[] = [];
  for (let down = -ring; down <= ring; down++) {
    // Between its upper and lower rows a ring has two pixels a row.
    const stride = Math.abs(down) === ring ? 1 : 2 * ring;
    for (let across = -ring; across <= ring; across += stride) {
      const [column, row] = [x + across * step, y + down * step];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const at = row * width + column;
      if (flags[at] === 0) found.push(values[at]!);
    }
  }
  return found;
}

function medianOf(values: number[]): number {
  values.sort((a, b) => a - b);
  return (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
}
