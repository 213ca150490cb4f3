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

/** What a viewer marks: the clearest stars of a frame, in the order of their peaks. */
export interface FrameStarsView {
  readonly measurement: FrameMeasurement;
  /** At most 300 of `measurement.stars`. */
  readonly stars: readonly MeasuredStar[];
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
