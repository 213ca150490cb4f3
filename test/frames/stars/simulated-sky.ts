/** Frames of the simulated sky together with the stars that are truly in them. */
import type { MeasuredStar } from '../../../src-main/contract/frame-measurement.ts';
import { passbandOf } from '../../../src-main/devices/simulator/filters.ts';
import { magnitudeZeroElectrons, pixelScaleArcsec } from '../../../src-main/devices/simulator/optics.ts';
import { projectToSensor, starsNear } from '../../../src-main/devices/simulator/star-field.ts';
import { createMeasurer, type Measured } from '../../../src-main/frames/stars/measure-pixels.ts';
import { openObservatory } from '../../devices/observatory.ts';

const POINTING = { raDeg: 30, decDeg: 40 };
const PIXEL_UM = 3.76;
const FOCAL_MM = 1000;
const APERTURE_MM = 200;
/** Slot 2 of the simulated wheel holds the luminance filter. */
const SLOT = 2;
const FILTER = 'L';

export const PIXEL_SCALE_ARCSEC = pixelScaleArcsec(PIXEL_UM, FOCAL_MM);

export interface Sky {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint16Array;
  readonly saturationAdu: number;
  readonly eGain: number;
  /** Where the catalogue's stars would be without the guiding error, and their light, ADU. */
  readonly truth: readonly { readonly x: number; readonly y: number; readonly flux: number }[];
}

export async function takeSky(wanted: {
  readonly side: number;
  readonly exposureS: number;
  readonly seeingArcsec?: number;
  readonly starDensity?: number;
  /** What is not the same all over the field, as the simulator's options name it. */
  readonly uneven?: Record<string, number>;
}): Promise<Sky> {
  const { side, exposureS, seeingArcsec = 2.5, starDensity = 1, uneven = {} } = wanted;
  const observatory = await openObservatory({ width: side, height: side, seeingArcsec, starDensity, ...uneven });
  await observatory.move(SLOT);
  const frame = await observatory.take({ frameType: 'light', exposureS, pointing: POINTING });
  const { pixels, saturationAdu, eGain } = frame;
  const zero = (magnitudeZeroElectrons(APERTURE_MM, passbandOf(FILTER)) * exposureS) / eGain;
  const radiusDeg = (side * PIXEL_SCALE_ARCSEC) / 3600;
  const truth = starsNear(POINTING, radiusDeg, starDensity).flatMap((star) => {
    const place = projectToSensor(star, {
      pointing: POINTING,
      scaleArcsec: PIXEL_SCALE_ARCSEC,
      width: side,
      height: side,
    });
    const inside = place !== null && place.x > 2 && place.y > 2 && place.x < side - 3 && place.y < side - 3;
    return inside ? [{ ...place, flux: zero * 10 ** (-0.4 * star.magnitude) }] : [];
  });
  return { width: side, height: side, pixels, saturationAdu, eGain, truth };
}

export function measure({ pixels, ...frame }: Omit<Sky, 'truth'>): Measured {
  const measurer = createMeasurer(frame);
  measurer.pixels.set(pixels);
  return measurer.measure();
}

/** Within so many pixels a found star is a true one; the guiding error is taken off first. */
const MATCH_PX = 3;

export interface Matching {
  /** By star of the truth: found or not. */
  readonly found: readonly boolean[];
  /** Found, but nothing is there. */
  readonly invented: readonly Pick<MeasuredStar, 'x' | 'y'>[];
  /** Root mean square distance between found and true places of those that are there, px. */
  readonly scatterPx: number;
}

export function matchStars(stars: readonly Pick<MeasuredStar, 'x' | 'y'>[], { truth }: Sky): Matching {
  const nearest = (x: number, y: number) => {
    let best = { at: -1, distance: Number.POSITIVE_INFINITY };
    for (const [at, star] of truth.entries()) {
      const distance = Math.hypot(star.x - x, star.y - y);
      if (distance < best.distance) best = { at, distance };
    }
    return best;
  };
  let shift = { x: 0, y: 0 };
  for (let round = 0; round < 2; round++) {
    const offsets = stars.slice(0, 100).flatMap((star) => {
      const { at, distance } = nearest(star.x - shift.x, star.y - shift.y);
      return distance < MATCH_PX ? [{ x: star.x - truth[at]!.x, y: star.y - truth[at]!.y }] : [];
    });
    const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
    shift = { x: middle(offsets.map(({ x }) => x)), y: middle(offsets.map(({ y }) => y)) };
  }
  const found = truth.map(() => false);
  const invented: Pick<MeasuredStar, 'x' | 'y'>[] = [];
  let [squares, hits] = [0, 0];
  for (const star of stars) {
    const { at, distance } = nearest(star.x - shift.x, star.y - shift.y);
    if (distance >= MATCH_PX) invented.push(star);
    else {
      found[at] = true;
      squares += distance ** 2;
      hits++;
    }
  }
  return { found, invented, scatterPx: Math.sqrt(squares / hits) };
}

/** Part of the true stars with a light in a range, ADU, that were found. */
export function completeness(
  { found }: Matching,
  { truth }: Sky,
  least: number,
  most = Number.POSITIVE_INFINITY,
): number {
  const within = truth.flatMap(({ flux }, i) => (flux >= least && flux < most ? [found[i]!] : []));
  return within.filter(Boolean).length / within.length;
}

/**
 * Half-flux radius and FWHM of the simulated stars as pixels see them, px: three round Gaussians (star-images.ts) with 80, 17 and
 * 3 % of the light, 1, 2 and 5 times as wide, each widened by a pixel's own variance of 1/12.
 */
export function trueSizes(seeingArcsec: number): { hfr: number; fwhm: number } {
  const core = seeingArcsec / PIXEL_SCALE_ARCSEC / 2.3548;
  const parts = [
    { share: 0.8, width: 1 },
    { share: 0.17, width: 2 },
    { share: 0.03, width: 5 },
  ].map(({ share, width }) => ({ share, variance: (width * core) ** 2 + 1 / 12 }));
  const within = (r: number) =>
    parts.reduce((sum, p) => sum + p.share * (1 - Math.exp(-(r * r) / (2 * p.variance))), 0);
  const height = (r: number) =>
    parts.reduce((sum, p) => sum + (p.share / p.variance) * Math.exp(-(r * r) / (2 * p.variance)), 0);
  return {
    hfr: solve((r) => within(r) - 0.5),
    fwhm: 2 * solve((r) => height(0) / 2 - height(r)),
  };
}

/** Where a rising function is 0, between 0 and 50. */
function solve(rising: (r: number) => number): number {
  let [low, high] = [0, 50];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return low;
}
