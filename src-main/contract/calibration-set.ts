/** What sets of calibration frames, and what is being built from them, are named by. */
import type { FrameType } from './vocabulary.ts';

/** Frames that can stand in for each other. */
export interface CalibrationSet {
  readonly kind: Exclude<FrameType, 'light'>;
  /** Flats only; null also for flats without a filter. */
  readonly filterName: string | null;
  /** Darks only, s. */
  readonly exposureS: number | null;
  /** Darks only, °C. */
  readonly temperatureC: number | null;
  readonly binning: number;
  /** The camera's gain setting; null where it has none or its default is not known yet. */
  readonly gain: number | null;
}

/** A master, or a bad-pixel map, that is being built. */
export interface BeingBuilt {
  readonly kind: CalibrationSet['kind'] | 'bad-pixels';
  /** How many go into it. */
  readonly frames: number;
}
