/**
 * The light that flats are taken in, and how it changes. Pure.
 *
 * A panel is constant; the twilight sky grows or fades exponentially, at a rate that is nearly the same in every filter
 * (Tyson & Gal, Astronomical Journal 105, 1206, 1993). So a frame's signal is ∫ rate · e^(k·t) dt over its exposure, which
 * can be solved for the exposure that gives a wanted signal. k is first guessed from the sun, then measured from frame to frame.
 */

/** How fast light grows. */
export interface LightChange {
  /** d ln(brightness) / dt, 1/s: 0 of a panel, below 0 at dusk, above 0 at dawn. */
  readonly perS: number;
  /** Standard deviation of that, 1/s; 0 where it is known for certain. */
  readonly sigmaPerS: number;
}

export interface FlatLight {
  /** The instant that it was measured for, s since 1970. */
  readonly atS: number;
  /** Brightness at that instant, ADU/s above the bias level. */
  readonly aduPerS: number;
  readonly change: LightChange;
}

/** A frame that measured the light. */
export interface LightMeasurement {
  /** Beginning of the exposure, s since 1970. */
  readonly startS: number;
  readonly exposureS: number;
  /** Level above that of a bias frame, ADU, > 0. */
  readonly signalAdu: number;
}

/** A panel does not change by itself. */
export const CONSTANT: LightChange = { perS: 0, sigmaPerS: 0 };

/** Relative scatter of the light from frame to frame: thin cirrus, a panel's flicker, a shutter's timing. */
const LEVEL_SIGMA = 0.005;
/** Twilight is not quite exponential, so that its rate is never known better than this, 1/s. */
const LEAST_SIGMA_PER_S = 2e-4;
/** A level that leaps by more than this factor (as a natural logarithm) tells of a cloud or a switch, not of the rate. */
const LEAP = 0.3;

/** What a frame measures, where nothing was measured before. */
export function lightFrom(measured: LightMeasurement, change: LightChange): FlatLight {
  const { startS, exposureS, signalAdu } = measured;
  const half = (change.perS * exposureS) / 2;
  // The mean over the exposure lies above the brightness in the middle of it, as the curve is convex.
  const aduPerS = signalAdu / exposureS / perArgument(Math.sinh, half);
  return { atS: startS + exposureS / 2, aduPerS, change };
}

/** The light after one more frame of the same pixels: its brightness is the frame's, its rate of change learns from it. */
export function followLight(light: FlatLight, measured: LightMeasurement): FlatLight {
  const { change } = light;
  const leap = Math.log(measured.signalAdu / signalOf(light, measured.startS, measured.exposureS));
  const passedS = measured.startS + measured.exposureS / 2 - light.atS;
  if (change.sigmaPerS === 0 || passedS <= 0 || Math.abs(leap) > LEAP) return lightFrom(measured, change);
  const measuredSigma = (Math.SQRT2 * LEVEL_SIGMA) / passedS;
  const gain = change.sigmaPerS ** 2 / (change.sigmaPerS ** 2 + measuredSigma ** 2);
  return lightFrom(measured, {
    perS: change.perS + (gain * leap) / passedS,
    sigmaPerS: Math.max(LEAST_SIGMA_PER_S, Math.sqrt(1 - gain) * change.sigmaPerS),
  });
}

/** Level above the bias that an exposure would give, ADU. */
export function signalOf(light: FlatLight, startS: number, exposureS: number): number {
  const { perS } = light.change;
  const atStart = light.aduPerS * Math.exp(perS * (startS - light.atS));
  return atStart * exposureS * perArgument(Math.expm1, perS * exposureS);
}

/** Exposure that gives a level above the bias, s; infinite where the light fades before it is reached. */
export function exposureFor(light: FlatLight, startS: number, signalAdu: number): number {
  const { perS } = light.change;
  const steadyS = signalAdu / (light.aduPerS * Math.exp(perS * (startS - light.atS)));
  return perS * steadyS <= -1 ? Number.POSITIVE_INFINITY : steadyS * perArgument(Math.log1p, perS * steadyS);
}

/** By what fraction the light may be other than predicted for an instant (one standard deviation). */
export function uncertaintyAt(light: FlatLight, atS: number): number {
  return LEVEL_SIGMA + light.change.sigmaPerS * Math.abs(atS - light.atS);
}

/** f(x) / x, for functions with f(x) ≈ x near 0. */
function perArgument(f: (x: number) => number, x: number): number {
  return Math.abs(x) < 1e-8 ? 1 : f(x) / x;
}
