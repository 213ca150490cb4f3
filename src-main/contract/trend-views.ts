/** What screen and command line are shown of how the sensors change over the nights. */
import type { Objection } from './calibration-reason.ts';
import type { UtcText } from './views.ts';
import type { FlatLightSource, SensorQuantity } from './vocabulary.ts';
import type { WhyNot } from './why-not.ts';

/**
 * One quantity. Units of its values: bias_level and master_noise ADU, read_noise and full_well e⁻, gain e⁻/ADU,
 * dark_current e⁻/s per pixel, flat_level a fraction of saturation, non_linearity a fraction of the greatest signal,
 * master_flat_noise a fraction of the level.
 */
export interface TrendView {
  readonly quantity: SensorQuantity;
  /** Those of the newest points first. */
  readonly series: readonly TrendSeriesView[];
}

/** Points that may be compared: of one camera and readout, and of one filter and light where it matters. */
export interface TrendSeriesView {
  readonly camera: string | null;
  readonly readoutMode: string | null;
  readonly gain: number | null;
  readonly offset: number | null;
  readonly binning: number | null;
  readonly filterName: string | null;
  readonly light: FlatLightSource | null;
  /** What else it is of, such as `dark 60 s`; empty when the settings tell all. */
  readonly of: string;
  /** Oldest first. */
  readonly points: readonly TrendPointView[];
}

export interface TrendPointView {
  /** When the newest of the frames was begun. */
  readonly takenAt: UtcText;
  /** Name of the observing night; null for files that a person named. */
  readonly night: string | null;
  readonly source: 'ledger' | 'files' | 'master';
  readonly value: number;
  /** What camera or set-up say of the same; null where they say nothing. */
  readonly nominal: number | null;
  /** Of the sensor, °C. */
  readonly temperatureC: number | null;
  readonly frames: number;
  /** How the value differs from what it should be, and what to look at; null when it does not. */
  readonly warning: string | null;
  /** Why it holds no longer: frames rejected since it was measured from them; empty while it holds. */
  readonly stale: readonly Objection[];
}

export interface TrendsView {
  /** Those of which there is anything, in the order of the vocabulary. */
  readonly trends: readonly TrendView[];
}

export interface MeasuredView {
  /** Sets of frames that were measured now; those measured before are left. */
  readonly measured: number;
  readonly warnings: readonly string[];
  /** Sets that could not be measured, each with the reason. */
  readonly skipped: readonly (WhyNot & {
    /** In English. */
    readonly title: string;
    readonly set: MeasuredSet;
  })[];
}

/** Frames of one night that are measured together. */
export interface MeasuredSet {
  /** `bias`: level and read noise; `transfer`: gain; `dark`: dark current; `flat`: level of one filter and light. */
  readonly kind: 'bias' | 'transfer' | 'dark' | 'flat';
  readonly night: string;
  /** Darks only, °C; null where none was set. */
  readonly setPointC: number | null;
  /** Flats only; null without a filter. */
  readonly filterName: string | null;
  readonly light: FlatLightSource | null;
}
