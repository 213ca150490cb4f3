/** Which exposure a flat wants: what a test frame tells, and what follows for the frames that count. Pure. */
import { exposureFor, type FlatLight, signalOf } from './flat-light.ts';

/** What a flat is to be where its task does not say. */
export const FLAT_DEFAULTS = {
  /** Level, as a fraction of the saturation level. */
  targetFraction: 0.5,
  minExposureS: 0.1,
  maxExposureS: 60,
} as const;

export interface FlatTarget {
  /** Level to reach, ADU above the bias level. */
  readonly signalAdu: number;
  /** Exposures that a flat may have, s. */
  readonly minExposureS: number;
  readonly maxExposureS: number;
  /** Shortest that a test frame may be, s: the camera's own limit, as its timing need not be exact. */
  readonly shortestTestS: number;
}

/** Most test frames before an exposure is decided on. */
export const MOST_TESTS = 3;
/** By how much an exposure at its limit may miss the target and still be taken, as a fraction of it. */
const LIMIT_TOLERANCE = 0.025;
/** A counted flat may be this far off its target level, as a fraction of it. Tests aim at a twentieth. */
const LEVEL_TOLERANCE = 0.1;
/** A test frame of at least this share of the target measures the light well enough to be the last. */
const TELLING_SHARE = 0.1;
/** As far as the level of a frame without light may be off the bias level, ADU. */
const BLANK_WANDERS_ADU = 5;
/** From here on a median is of the sensor's end rather than of the light. */
const CLIPPED_SHARE = 0.95;

export interface FlatTest {
  readonly exposureS: number;
  /** Above the bias level, ADU; may be below 0 by noise. */
  readonly signalAdu: number;
  readonly clipped: boolean;
  /** Of this search, from 1. */
  readonly number: number;
}

export type FlatTestVerdict =
  /** The light is known from this frame. */
  | { readonly kind: 'measured' }
  | { readonly kind: 'test-again'; readonly exposureS: number }
  /** Saturated at the shortest test exposure. */
  | { readonly kind: 'too-bright' }
  /** As good as nothing at the longest exposure. */
  | { readonly kind: 'too-dark' };

/** True when a frame's median says only that it is at least so bright. */
export function isClipped(medianAdu: number, saturationAdu: number): boolean {
  return medianAdu >= saturationAdu * CLIPPED_SHARE;
}

/**
 * What a test frame tells. A saturated one is followed by the shortest there is, as only that is sure not to saturate once
 * more; a faint one by the exposure that reaches the target if the light is as bright as the frame allows, so that the next
 * one measures it and does not saturate.
 */
export function judgeFlatTest(target: FlatTarget, test: FlatTest): FlatTestVerdict {
  const { exposureS, signalAdu, number } = test;
  if (test.clipped) {
    return exposureS > target.shortestTestS
      ? { kind: 'test-again', exposureS: target.shortestTestS }
      : { kind: 'too-bright' };
  }
  const brightest = Math.max(0, signalAdu) + BLANK_WANDERS_ADU;
  const likelyS = (exposureS * target.signalAdu) / brightest;
  // The shutter's timing of a test shorter than a flat may be is not relied on, unless no flat is possible anyway.
  const wellTimed = exposureS >= target.minExposureS || likelyS < target.minExposureS;
  if (signalAdu >= target.signalAdu * TELLING_SHARE && wellTimed) return { kind: 'measured' };
  const nextS = Math.min(target.maxExposureS, Math.max(target.shortestTestS, likelyS));
  if (number < MOST_TESTS && nextS !== exposureS) return { kind: 'test-again', exposureS: nextS };
  return signalAdu > 2 * BLANK_WANDERS_ADU ? { kind: 'measured' } : { kind: 'too-dark' };
}

export type FlatPlan =
  | { readonly kind: 'expose'; readonly exposureS: number }
  /** The light will be right in so many s. */
  | { readonly kind: 'wait'; readonly why: 'too-bright' | 'too-dark'; readonly seconds: number }
  | { readonly kind: 'too-bright' | 'too-dark' };

/** The exposure of a flat that begins at an instant (s since 1970) in this light. */
export function planFlat(target: FlatTarget, light: FlatLight, startS: number): FlatPlan {
  const wantedS = exposureFor(light, startS, target.signalAdu);
  const exposureS = Math.min(target.maxExposureS, Math.max(target.minExposureS, wantedS));
  const reached = signalOf(light, startS, exposureS) / target.signalAdu;
  if (Math.abs(reached - 1) <= LIMIT_TOLERANCE) return { kind: 'expose', exposureS };
  const { perS } = light.change;
  if (reached > 1) {
    if (perS >= 0) return { kind: 'too-bright' };
    return { kind: 'wait', why: 'too-bright', seconds: Math.log(reached) / -perS };
  }
  if (perS <= 0) return { kind: 'too-dark' };
  return { kind: 'wait', why: 'too-dark', seconds: -Math.log(reached) / perS };
}

/** True when a flat of this level may count. Both levels with the bias, ADU. */
export function isFlatLevel(medianAdu: number, targetAdu: number): boolean {
  return Math.abs(medianAdu / targetAdu - 1) <= LEVEL_TOLERANCE;
}
