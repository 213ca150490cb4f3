/** The search for a flat's exposure: from one test frame to the next, towards a target level. */

export interface FlatTarget {
  /** Level to reach, ADU, bias level included. */
  readonly levelAdu: number;
  /** Fraction of the target (above the bias level) by which a frame may miss it. */
  readonly tolerance: number;
  readonly minExposureS: number;
  readonly maxExposureS: number;
}

export interface FlatMeasurement {
  readonly exposureS: number;
  readonly medianAdu: number;
  readonly saturatedFraction: number;
}

export type FlatDecision =
  | { readonly kind: 'good'; readonly exposureS: number }
  | { readonly kind: 'try'; readonly exposureS: number }
  /** Too bright at the shortest exposure: the sky may fade, the panel may be dimmed. */
  | { readonly kind: 'too-bright' }
  | { readonly kind: 'too-dark' };

/** One step changes the exposure at most by this factor: a near-dark test frame says little about how dark it is. */
const MAX_FACTOR = 20;
/** A saturated frame only says "much shorter". */
const SATURATED_FACTOR = 0.1;
const SATURATED_FRACTION = 0.05;

/**
 * What to do after a test frame. Next exposure = exposure × (target − bias) / (median − bias), clamped.
 * @param biasAdu level of a bias frame with the same settings, ADU
 */
export function decideFlatExposure(target: FlatTarget, biasAdu: number, measured: FlatMeasurement): FlatDecision {
  const wanted = target.levelAdu - biasAdu;
  const got = measured.medianAdu - biasAdu;
  const saturated = measured.saturatedFraction >= SATURATED_FRACTION;
  if (!saturated && Math.abs(got - wanted) <= wanted * target.tolerance)
    return { kind: 'good', exposureS: measured.exposureS };

  const factor = saturated
    ? SATURATED_FACTOR
    : Math.min(MAX_FACTOR, Math.max(1 / MAX_FACTOR, wanted / Math.max(got, wanted / MAX_FACTOR)));
  const next = Math.min(target.maxExposureS, Math.max(target.minExposureS, measured.exposureS * factor));
  if (next === measured.exposureS) return factor < 1 ? { kind: 'too-bright' } : { kind: 'too-dark' };
  return { kind: 'try', exposureS: next };
}
