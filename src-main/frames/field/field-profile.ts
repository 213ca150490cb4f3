/** How a frame's stars change over its field. Pure. */
import type { FieldProfile, FieldZone } from '../../contract/frame-measurement.ts';
import { medianOf } from '../stars/medians.ts';
import { commonElongation, type StarShape } from './common-elongation.ts';
import { CORNERS, cornersAboveMiddle, type Extent, MIDDLE, planeThrough, ZONES, zoneOf } from './zones.ts';

/** A zone's median of fewer stars says more of these stars than of the zone. */
export const LEAST_STARS = 5;

/** A star that is neither saturated nor disturbed. Places and sizes in pixels. */
export interface FieldStar {
  readonly x: number;
  readonly y: number;
  readonly hfr: number;
  /** Not fitted of the fainter ones. */
  readonly profile: (StarShape & { readonly fwhm: number }) | null;
}

interface SizedZone {
  readonly hfr: number;
  /** Standard deviation of that median. */
  readonly deviation: number;
}

/**
 * ASTAP's and the aberration inspectors' idea – sizes by zone, corners against the middle – with a plane through all nine zones for the
 * tilt in place of the worst corner less the best, which noise alone makes larger than nothing.
 */
export function fieldProfile(stars: readonly FieldStar[], extent: Extent): FieldProfile {
  const byZone = Array.from({ length: ZONES }, (): FieldStar[] => []);
  for (const star of stars) byZone[zoneOf(star.x, star.y, extent)]!.push(star);
  const sized = byZone.map(sizeOf);
  const whole = sized.every((zone) => zone !== null) ? sized : null;
  return {
    zones: byZone.map((inside, zone) => zoneView(inside, sized[zone] ?? null)),
    leastStars: LEAST_STARS,
    tilt: whole && tiltOf(whole, extent),
    offAxis: whole && offAxisOf(whole),
  };
}

/** The deviation of a median of normally distributed values, theirs taken from their median absolute deviation. */
function sizeOf(stars: readonly FieldStar[]): SizedZone | null {
  if (stars.length < LEAST_STARS) return null;
  const hfr = medianOf(stars.map((star) => star.hfr));
  const sigma = 1.4826 * medianOf(stars.map((star) => Math.abs(star.hfr - hfr)));
  return { hfr, deviation: (Math.sqrt(Math.PI / 2) * sigma) / Math.sqrt(stars.length) };
}

function zoneView(stars: readonly FieldStar[], size: SizedZone | null): FieldZone {
  const profiles = stars.flatMap(({ profile }) => profile ?? []);
  return {
    stars: stars.length,
    hfr: size?.hfr ?? null,
    fwhm: profiles.length < LEAST_STARS ? null : medianOf(profiles.map(({ fwhm }) => fwhm)),
    elongation: commonElongation(profiles, LEAST_STARS),
  };
}

function tiltOf(zones: readonly SizedZone[], extent: Extent): FieldProfile['tilt'] {
  const sizes = zones.map(({ hfr }) => hfr);
  const plane = planeThrough(
    sizes,
    zones.map(({ deviation }) => deviation),
    extent,
  );
  const perCent = 100 / medianOf(sizes);
  return {
    percent: plane.difference * perCent,
    uncertaintyPercent: plane.uncertainty * perCent,
    angleDeg: plane.angleDeg,
  };
}

function offAxisOf(zones: readonly SizedZone[]): FieldProfile['offAxis'] {
  const perCent = 100 / zones[MIDDLE]!.hfr;
  const corners = Math.hypot(...CORNERS.map((corner) => zones[corner]!.deviation)) / CORNERS.length;
  return {
    percent: cornersAboveMiddle(zones.map(({ hfr }) => hfr)) * perCent,
    uncertaintyPercent: Math.hypot(corners, zones[MIDDLE]!.deviation) * perCent,
  };
}
