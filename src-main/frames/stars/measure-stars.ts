/** Which of the objects found are stars, what the best of them are like, and what that says of the frame. Pure. */
import type { FieldProfile, FrameMeasurement, MeasuredStar } from '../../contract/frame-measurement.ts';
import { commonElongation } from '../field/common-elongation.ts';
import { fieldProfile } from '../field/field-profile.ts';
import { findObjects, type SkyObject, type Sources } from './find-objects.ts';
import { fitMoffat, type StarProfile } from './fit-moffat.ts';
import { medianOf } from './medians.ts';
import { cutStamp, type StarField } from './star-field.ts';
import { measureSize, type StarSize } from './star-size.ts';

/** Sizes are measured of so many objects, the clearest ones; profiles fitted of so many stars. */
const MOST_SIZES = 1000;
const MOST_PROFILES = 200;
/** The exponent of the profile is fitted on so many. */
const PROFILES_FOR_BETA = 25;
/** Stars that are listed. */
export const MOST_LISTED = 300;
/** Fainter stars say little of the frame's sharpness. */
const CLEAR_SIGNAL_TO_NOISE = 30;
/** So many clear stars are enough to leave the fainter ones out. */
const ENOUGH_CLEAR = 10;
/** Near saturation sensors are not linear: profiles above this part of it are flattened. */
const LINEAR_PART = 0.8;
/** Sharper than the frame's stars by this: a particle's track. */
const TRACK_SHARPNESS = { factor: 1.6, plus: 0.1 } as const;
/** Smaller or larger than the frame's stars by these factors: a particle or a pair of hot pixels; a galaxy or a nebula. */
const STAR_SIZES = { least: 0.65, most: 1.8 } as const;
/** Noise makes the sizes of fainter ones too uncertain to judge them by, as another star's light does those of one beside it. */
const SIZED_SIGNAL_TO_NOISE = 15;
/** An aperture is spoilt by another object in it that has more than this part of the height. */
const SPOILT_BY = 0.05;
/** The profile is fitted within so many half-flux radii. */
const PROFILE_REACH = 2.5;
const LEAST_PROFILE_REACH_PX = 4;
/** A saturated star's middle is looked for within this many pixels, so many times. */
const SATURATED_REACH_PX = 12;
const SATURATED_ROUNDS = 3;

export type StarMeasurement = Pick<
  FrameMeasurement,
  'stars' | 'saturatedStars' | 'hfr' | 'fwhm' | 'eccentricity' | 'elongation'
>;

interface Candidate {
  readonly object: SkyObject;
  readonly size: StarSize | null;
  readonly profile: StarProfile | null;
  readonly saturated: boolean;
}

export interface MeasuredStars {
  readonly summary: StarMeasurement;
  /** Falling in the order of their peaks. */
  readonly stars: MeasuredStar[];
  readonly profile: FieldProfile;
}

/** @param pause called between one object and the next */
export function measureStars(field: StarField, sources: Sources, pause: () => void): MeasuredStars {
  const objects = findObjects(field, sources, pause).sort((a, b) => b.height - a.height);
  const sized = objects.map((object, i): Candidate => {
    pause();
    const saturated = isSaturated(field, object);
    const size = saturated || i >= MOST_SIZES ? null : measureSize(field, object.x, object.y, roughSigma(object));
    return { object, size, profile: null, saturated };
  });
  const usable = usableFor(field, sized);
  const stars = sized.filter(starTest(usable));
  const areStars = new Set(stars);
  const sharp = usable.filter((candidate) => areStars.has(candidate));
  const best = sharp.slice(0, MOST_PROFILES);
  const profiles = fitProfiles(field, best, pause);
  const withProfiles = stars.map((star) => ({ ...star, profile: profiles.get(star) ?? null }));
  return {
    summary: summaryOf(withProfiles, best),
    stars: withProfiles.slice(0, MOST_LISTED).map((star) => listed(field, star)),
    profile: fieldProfile(
      sharp.flatMap((star) => (star.size === null ? [] : [{ ...star.size, profile: profiles.get(star) ?? null }])),
      field,
    ),
  };
}

function isSaturated({ pixels, width, height, saturationAdu }: StarField, { x, y }: SkyObject): boolean {
  for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row++) {
    for (let column = Math.max(0, x - 2); column <= Math.min(width - 1, x + 2); column++) {
      if (pixels[row * width + column]! >= saturationAdu) return true;
    }
  }
  return false;
}

/** The middle of the saturated pixels about a peak, which may lie anywhere in them. */
function saturatedCentre(
  { pixels, width, height, saturationAdu }: StarField,
  object: SkyObject,
): { x: number; y: number } {
  let { x, y } = object;
  for (let round = 0; round < SATURATED_ROUNDS; round++) {
    let [count, sumX, sumY] = [0, 0, 0];
    const [middleX, middleY] = [Math.round(x), Math.round(y)];
    for (
      let row = Math.max(0, middleY - SATURATED_REACH_PX);
      row <= Math.min(height - 1, middleY + SATURATED_REACH_PX);
      row++
    ) {
      for (
        let column = Math.max(0, middleX - SATURATED_REACH_PX);
        column <= Math.min(width - 1, middleX + SATURATED_REACH_PX);
        column++
      ) {
        if (pixels[row * width + column]! < saturationAdu) continue;
        count++;
        sumX += column;
        sumY += row;
      }
    }
    if (count === 0) return object;
    [x, y] = [sumX / count, sumY / count];
  }
  return { x, y };
}

/** About how far an object's light spreads, px: what is above the threshold tells of one that is alone. */
function roughSigma({ alone, component }: SkyObject): number {
  if (!alone) return 1.5;
  const { xx, yy } = component();
  return Math.sqrt((xx + yy) / 2);
}

/** Those whose sizes say what the frame's stars are like. */
function usableFor(field: StarField, candidates: readonly Candidate[]): Candidate[] {
  const spoilt = spoiltTest(candidates.map(({ object }) => object));
  const measured = candidates.filter(
    ({ object, size }) => size !== null && isLinear(field, object) && !object.component().atEdge,
  );
  const undisturbed = measured.filter(({ object, size }) => !spoilt(object, size?.apertureRadius ?? 0));
  const from = undisturbed.length >= ENOUGH_CLEAR ? undisturbed : measured;
  const clear = from.filter(({ object }) => object.signalToNoise >= CLEAR_SIGNAL_TO_NOISE);
  return clear.length >= ENOUGH_CLEAR ? clear : from;
}

function isLinear({ pixels, width, saturationAdu }: StarField, { x, y }: SkyObject): boolean {
  return pixels[y * width + x]! < LINEAR_PART * saturationAdu;
}

/** Whether another object of some height lies within so many pixels of one. */
function spoiltTest(objects: readonly SkyObject[]): (object: SkyObject, within: number) => boolean {
  const CELL = 32;
  const cells = new Map<number, SkyObject[]>();
  const key = (column: number, row: number) => row * 2 ** 16 + column;
  for (const object of objects) {
    const at = key(Math.floor(object.x / CELL), Math.floor(object.y / CELL));
    const inCell = cells.get(at);
    if (inCell) inCell.push(object);
    else cells.set(at, [object]);
  }
  return (object, within) => {
    const [left, right] = [Math.floor((object.x - within) / CELL), Math.floor((object.x + within) / CELL)];
    const [top, bottom] = [Math.floor((object.y - within) / CELL), Math.floor((object.y + within) / CELL)];
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        for (const other of cells.get(key(column, row)) ?? []) {
          if (other === object || other.height < SPOILT_BY * object.height) continue;
          if (Math.hypot(other.x - object.x, other.y - object.y) <= within) return true;
        }
      }
    }
    return false;
  };
}

/** Whether a candidate is a star like the frame's others. */
function starTest(usable: readonly Candidate[]): (candidate: Candidate) => boolean {
  if (usable.length === 0) return () => true;
  const hfr = medianOf(usable.map(({ size }) => size?.hfr ?? 0));
  const sharpness = medianOf(usable.map(({ object }) => object.sharpness));
  const sharpest = TRACK_SHARPNESS.factor * sharpness + TRACK_SHARPNESS.plus;
  return ({ object, size, saturated }) => {
    if (saturated) return true;
    if (object.sharpness > sharpest) return false;
    if (size === null || !object.alone || object.signalToNoise < SIZED_SIGNAL_TO_NOISE) return true;
    return size.hfr > STAR_SIZES.least * hfr && size.hfr < STAR_SIZES.most * hfr;
  };
}

/** All stars of a frame have the same kind of profile: its exponent is that of the best of them. */
function fitProfiles(field: StarField, best: readonly Candidate[], pause: () => void): Map<Candidate, StarProfile> {
  const profileFor = ({ size }: Candidate, beta: number | null) => {
    if (size === null) return null;
    pause();
    const reach = Math.max(LEAST_PROFILE_REACH_PX, PROFILE_REACH * size.hfr);
    const stamp = cutStamp(field, Math.round(size.x), Math.round(size.y), Math.ceil(reach));
    return stamp && fitMoffat(stamp, { x: size.x, y: size.y, halfWidth: size.hfr, reach, beta });
  };
  const exponents = best.slice(0, PROFILES_FOR_BETA).flatMap((star) => profileFor(star, null)?.beta ?? []);
  const profiles = new Map<Candidate, StarProfile>();
  if (exponents.length === 0) return profiles;
  const beta = medianOf(exponents);
  for (const star of best) {
    const profile = profileFor(star, beta);
    if (profile !== null) profiles.set(star, profile);
  }
  return profiles;
}

function summaryOf(stars: readonly Candidate[], best: readonly Candidate[]): StarMeasurement {
  const profiles = stars.flatMap(({ profile }) => profile ?? []);
  const median = (values: readonly number[]) => (values.length === 0 ? null : medianOf(values));
  return {
    stars: stars.length,
    saturatedStars: stars.filter(({ saturated }) => saturated).length,
    hfr: median(best.flatMap(({ size }) => size?.hfr ?? [])),
    fwhm: median(profiles.map(({ fwhm }) => fwhm)),
    eccentricity: median(profiles.map(({ eccentricity }) => eccentricity)),
    // The optics' own aberrations differ over the field and cancel: what tracking or wind did remains.
    elongation: commonElongation(profiles, ENOUGH_CLEAR),
  };
}

/** The peak was found in the smoothed field: the highest pixel may be the one beside it. */
function highestAround({ pixels, width, height }: StarField, { x, y }: SkyObject): number {
  let highest = 0;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      highest = Math.max(highest, pixels[row * width + column]!);
    }
  }
  return highest;
}

function listed(field: StarField, { object, size, profile, saturated }: Candidate): MeasuredStar {
  const centre = size ?? (saturated ? saturatedCentre(field, object) : object);
  return {
    x: centre.x,
    y: centre.y,
    flux: size?.flux ?? null,
    peak: highestAround(field, object),
    signalToNoise: object.signalToNoise,
    hfr: size?.hfr ?? null,
    fwhm: profile?.fwhm ?? null,
    eccentricity: profile?.eccentricity ?? null,
    angleDeg: profile?.angleDeg ?? null,
    saturated,
  };
}
