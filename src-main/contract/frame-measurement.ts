/** What is measured of a light: its sky and its stars. */
import type { FrameState } from './vocabulary.ts';

/**
 * What a light's stars and sky say of it. Sizes in the file's pixels; medians over the clearest stars that are neither saturated
 * nor at the edge. Null where there are no such stars.
 */
export interface FrameMeasurement {
  /** The sky's level and a pixel's standard deviation, ADU. */
  readonly background: number;
  readonly noise: number;
  readonly stars: number;
  readonly saturatedStars: number;
  /** Radius of the circle that holds half of a star's light. */
  readonly hfr: number | null;
  readonly fwhm: number | null;
  /** √(1 − (short axis / long axis)²): 0 is round, 0.6 an axis of 0.8 of the other. */
  readonly eccentricity: number | null;
  /**
   * What all stars have in common: long over short axis, and the long axis's direction, 0 ≤ angle < 180 degrees, counter-clockwise
   * from a row's direction with the first row on top. Null where nothing stands out.
   */
  readonly elongation: { readonly axisRatio: number; readonly angleDeg: number } | null;
  /** Of a colour sensor's frame each 2 × 2 pixels were taken together first, which makes small stars a little larger. */
  readonly superpixels: boolean;
}

/** A star of a frame. Positions in the file's pixels, the first pixel's middle at 0, 0; null what was not measured of it. */
export interface MeasuredStar {
  readonly x: number;
  readonly y: number;
  /** ADU above the sky. */
  readonly flux: number | null;
  /** Its highest pixel, ADU; of a colour sensor's frame, its highest 2 × 2. */
  readonly peak: number;
  /** Of its peak. */
  readonly signalToNoise: number;
  readonly hfr: number | null;
  readonly fwhm: number | null;
  readonly eccentricity: number | null;
  /** As in `FrameMeasurement.elongation`. */
  readonly angleDeg: number | null;
  readonly saturated: boolean;
}

/** A difference over the frame with its uncertainty (1 σ), both in per cent. */
export interface FieldDifference {
  readonly percent: number;
  readonly uncertaintyPercent: number;
}

/** One of the nine zones that a frame is divided into. */
export interface FieldZone {
  /** Those that say how large the zone's stars are. */
  readonly stars: number;
  /** Medians, px; null of too few stars. */
  readonly hfr: number | null;
  readonly fwhm: number | null;
  /** What the zone's stars have in common; as in `FrameMeasurement.elongation`. */
  readonly elongation: FrameMeasurement['elongation'];
}

/** How the stars of a frame change over its field: what tilt, collimation and the spacing of a corrector show in. */
export interface FieldProfile {
  /** Three rows of three, from the top left. */
  readonly zones: readonly FieldZone[];
  /** A zone with fewer stars than this has no sizes, and without all nine there is neither tilt nor off-axis difference. */
  readonly leastStars: number;
  /**
   * Of a plane through the zones' HFR: from its lowest zone to its highest, of their median; and the direction in which the stars get
   * larger, degrees, counter-clockwise from a row's direction with the first row on top.
   */
  readonly tilt: (FieldDifference & { readonly angleDeg: number }) | null;
  /** By how much the HFR of the corners' zones, on average, is larger than the middle zone's, of the middle's. */
  readonly offAxis: FieldDifference | null;
}

/** How the sky changes over a frame. Per cent are of the sky's own light, and null while nobody knows what the camera gives without light. */
export interface SkyProfile {
  /** ADU, three rows of three, from the top left. */
  readonly zones: readonly number[];
  /** What the camera gives without light, from the masters that fit the frame, ADU. */
  readonly pedestalAdu: number | null;
  /** Of a plane through the zones: from the lowest to the highest, and where it gets brighter; angle as for the tilt. */
  readonly gradient: { readonly adu: number; readonly percent: number | null; readonly angleDeg: number };
  /** By how much the corners' zones, on average, are darker than the middle one, which a gradient does not change. */
  readonly vignetting: { readonly adu: number; readonly percent: number | null };
}

/** What a viewer marks and tells of: the clearest stars of a frame, in the order of their peaks, and its field. */
export interface FrameStarsView {
  readonly measurement: FrameMeasurement;
  /** At most 300 of `measurement.stars`. */
  readonly stars: readonly MeasuredStar[];
  readonly field: FieldProfile;
  readonly sky: SkyProfile;
}

/** One of a night's measured lights, for a plot of them all. */
export interface NightLight {
  readonly uid: string;
  /** UTC ms */
  readonly startedAt: number;
  readonly state: FrameState;
  readonly filterName: string | null;
  readonly hfr: number | null;
  readonly fwhm: number | null;
  readonly eccentricity: number | null;
  readonly stars: number;
  readonly background: number;
}
