/** What is taken off a light and what it is divided by: paths of masters, all single floats of the light's size. */

export interface Correction {
  /** Absolute paths; null: not taken off. */
  readonly bias: string | null;
  readonly dark: string | null;
  /** What the dark is multiplied by: the light's exposure over the dark's where it is scaled, else 1. */
  readonly darkScale: number;
  /** Its pixels are about 1. */
  readonly flat: string | null;
  /** 16-bit flags, 0 for a sound pixel. Bad ones are replaced by what lies around them. */
  readonly badPixels: string | null;
  /** ADU from which on a pixel of the light is saturated. */
  readonly saturationAdu: number;
  /** A colour sensor's pixel is replaced from pixels of its own colour. */
  readonly hasColourPattern: boolean;
}

/**
 * Where a flat answers with no more than this part of its level, it says nothing that one could divide by (IRAF's ccdproc
 * puts 1 there likewise: `minreplace`).
 */
export const LEAST_RESPONSE = 0.05;
