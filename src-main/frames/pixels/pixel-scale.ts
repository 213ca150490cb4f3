/** What a viewer's 16-bit pixel stands for: value = zero + step × pixel (as BZERO and BSCALE in FITS). Pure. */

export interface PixelScale {
  /** Of the value's unit: ADU, or of its level for a master flat. */
  readonly zero: number;
  readonly step: number;
}

/** Pixels that are the values themselves. */
export const PLAIN: PixelScale = { zero: 0, step: 1 };

const MOST = 65_535;
/** What sky without light scatters below zero, as a part of the range; 1024 ADU with 16 bits. */
const BELOW_ZERO = 1 / 64;
/** Corners that get less light than this are rare, and may end at the top of the scale. */
const LEAST_LIT = 0.25;

/**
 * The finest scale in sixty-fourths of an ADU that holds a calibrated light: from a little below zero up to a pixel just
 * saturated where the flat lets through least.
 * @param darkestFlat what the flat's darkest parts let through, about 0..1; 1 without a flat
 */
export function scaleOfCalibrated(saturationAdu: number, darkestFlat: number): PixelScale {
  const zero = -Math.ceil(saturationAdu * BELOW_ZERO);
  const top = saturationAdu / Math.min(1, Math.max(LEAST_LIT, darkestFlat));
  return { zero, step: Math.ceil(((top - zero) / MOST) * 64) / 64 };
}

/**
 * A scale for floats of any range: what lies within has the whole of it, outliers (hot pixels, dust) end at its ends.
 * @param low and `high` the values between which all but a few lie
 */
export function scaleBetween(low: number, high: number): PixelScale {
  // As much room again at either side; a plane all alike still gets a step.
  const spread = Math.max(high - low, Math.abs(high) * 1e-6, Number.MIN_VALUE * MOST);
  return { zero: low - spread, step: (3 * spread) / MOST };
}
