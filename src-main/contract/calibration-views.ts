/** What the screen and the command line are shown of calibration: coverage, what was queued, masters. */
import type { CalibrationReason, Objection } from './calibration-reason.ts';
import type { CalibrationSet } from './calibration-set.ts';
import type { UtcText } from './views.ts';
import type { MorningChoice } from './vocabulary.ts';
import type { WhyNot } from './why-not.ts';

/** Something that a light task needs, and how far it is there. */
export interface CalibrationNeedView extends CalibrationSet {
  /** One line for a person, in English: “dark 60 s, −10 °C, bin 1, gain 100”. */
  readonly title: string;
  /** Frames that it should have; that it has, counted and fresh; that queued tasks will take; that are missing then. */
  readonly wanted: number;
  readonly have: number;
  readonly queued: number;
  readonly lacks: number;
  /** The newest frame that serves. */
  readonly newestAt: UtcText | null;
  /** What is in the way, or what is there but too old; empty when there is nothing to say. */
  readonly remark: string;
  /** Null where there is nothing to say. */
  readonly remarkFacts: CalibrationReason | null;
  /** The newest master of these frames where all such are stale, and why; null when one serves, or there is none at all. */
  readonly staleMaster: { readonly path: string; readonly reasons: readonly Objection[] } | null;
}

/** A need of the queued lights, with all that tells an observer whether to trust what is there. */
export interface CoverageRowView extends CalibrationNeedView {
  /** Light tasks that need it: how many, and the first of them. */
  readonly lightCount: number;
  readonly lights: readonly { readonly uid: string; readonly title: string }[];
  /** Of the frames that serve; null where there are none, or their levels were not measured. */
  readonly quality: CalibrationQualityView | null;
  /** Frames that come closest without serving, and every reason why they do not; null when enough serve. */
  readonly nearMiss: { readonly frames: number; readonly reasons: readonly Objection[] } | null;
  /** The newest master that was built from frames that serve, relative to the data folder; null when there is none. */
  readonly masterPath: string | null;
}

export interface CalibrationQualityView {
  /** Lowest and highest median of a frame, ADU, and the level at which pixels are saturated. */
  readonly lowestAdu: number;
  readonly highestAdu: number;
  readonly saturationAdu: number;
  /** Coldest and warmest sensor, °C; null where it is not measured. */
  readonly coldestC: number | null;
  readonly warmestC: number | null;
}

export interface CoverageView {
  /** Each need once: bias, darks, flats. */
  readonly rows: readonly CoverageRowView[];
  /** Light tasks that are queued. */
  readonly lightCount: number;
  /** What queueing all that is missing would add. */
  readonly missing: { readonly tasks: number; readonly frames: number; readonly durationS: number };
  /** What is done by itself when the night is over. */
  readonly morning: MorningChoice;
}

export interface LightCalibrationView {
  readonly uid: string;
  readonly title: string;
  readonly status: string;
  /** Nothing is lacking, not even what queued tasks will take. */
  readonly complete: boolean;
  readonly needs: readonly CalibrationNeedView[];
}

export interface CalibrationStatusView {
  /** The queued light tasks, in queue order. */
  readonly lights: readonly LightCalibrationView[];
}

export interface CalibrationQueuedView {
  readonly queued: readonly { readonly uid: string; readonly title: string; readonly frames: number }[];
  /** What is lacking and cannot be queued, each with the reason. */
  readonly notQueued: readonly (WhyNot & TitledSets)[];
}

/** Sets of frames that are told of together; their title is in English. */
export interface TitledSets {
  readonly title: string;
  readonly sets: readonly CalibrationSet[];
}

/** A master by its file's header. */
export interface MasterView {
  readonly uid: string;
  readonly kind: 'bias' | 'dark' | 'flat';
  /** Relative to the data folder, with `/`. */
  readonly path: string;
  readonly builtAt: UtcText | null;
  /** When its newest input was taken. */
  readonly newestInputAt: UtcText | null;
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  /** File names of the master bias and dark that were taken off. */
  readonly biasName: string | null;
  readonly darkName: string | null;
  /** Darks: has no bias in it, and so scales with the exposure. */
  readonly biasSubtracted: boolean;
  readonly method: string;
  /** Pixel values that were left out, as a fraction of all, 0..1. */
  readonly rejectedFraction: number | null;
  /** Standard error of a pixel, root mean square: ADU, for flats in units of their level. */
  readonly noise: number | null;
  readonly camera: string | null;
  readonly telescope: string | null;
  readonly filterName: string | null;
  readonly exposureS: number | null;
  readonly temperatureC: number | null;
  readonly readoutMode: string | null;
  readonly gain: number | null;
  readonly offset: number | null;
  readonly binning: number | null;
  readonly width: number;
  readonly height: number;
  /** Where on the sensor its first pixel lies, binned pixels; 0 where its header does not say. */
  readonly originX: number;
  readonly originY: number;
  /** Flats: what its frames were divided by, ADU, on average; null for others. */
  readonly levelAdu: number | null;
  /** Why it serves no longer: frames rejected since it was built from them, or a stale master in it. Empty: it is fresh. */
  readonly stale: readonly Objection[];
}

/** What a camera is like, measured from its frames. */
export interface SensorFiguresView {
  readonly camera: string | null;
  /** e⁻/ADU; e⁻. */
  readonly gain: number;
  readonly readNoiseE: number;
  /** What the headers say of the same; null where they say nothing. */
  readonly nominalGain: number | null;
  readonly nominalReadNoiseE: number | null;
  /** Signal at which the noise stops growing, e⁻; null when no flat was as bright. */
  readonly fullWellE: number | null;
  /** Greatest deviation from proportion to the exposure, as a part of the greatest signal; null below 3 exposures. */
  readonly nonLinearity: number | null;
  /** ADU. */
  readonly biasAdu: number;
  /** e⁻ per second and pixel at the temperature of the darks; null without darks. */
  readonly darkCurrentE: number | null;
  /** Pairs of flats that it was measured from. */
  readonly flatPairs: number;
}

export interface SensorView extends SensorFiguresView {
  /** It is kept for the trends; not beside a running console. */
  readonly kept: boolean;
  /** What is not as camera or set-up say, a sentence each. */
  readonly warnings: readonly string[];
}

/** A bad-pixel map by its file's header. */
export interface BadPixelMapView {
  readonly uid: string;
  /** Relative to the data folder, with `/`. */
  readonly path: string;
  readonly builtAt: UtcText | null;
  /** Darks and flats that it was made from. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  /** Pixels of the sensor, and those with any fault. */
  readonly pixels: number;
  readonly bad: number;
  readonly hot: number;
  /** Null without flats. */
  readonly cold: number | null;
  readonly noisy: number;
  readonly camera: string | null;
  readonly binning: number | null;
  readonly width: number;
  readonly height: number;
  readonly originX: number;
  readonly originY: number;
  /** As of masters. */
  readonly stale: readonly Objection[];
}

export interface MastersBuiltView {
  readonly built: readonly MasterView[];
  /** Sets of frames that no master was built from, each with the reason. */
  readonly skipped: readonly (WhyNot & TitledSets)[];
  readonly warnings: readonly string[];
}

/** What became of stale masters and maps that were to be built anew. Paths are relative to the data folder, with `/`. */
export interface MastersRebuiltView {
  readonly rebuilt: readonly {
    /** The new file; the one it stands for; and where that was moved. */
    readonly path: string;
    readonly old: string;
    readonly movedTo: string;
    /** Frames in the new one. */
    readonly frames: number;
  }[];
  /** Those that stay as they are, each with the reason. */
  readonly skipped: readonly (WhyNot & { readonly path: string })[];
}

export interface MasterListView {
  readonly masters: readonly MasterView[];
  readonly maps: readonly BadPixelMapView[];
  /** Files in the masters folder that are not masters, or are damaged. */
  readonly problems: readonly (WhyNot & { readonly path: string })[];
}

/** How a light is calibrated on its way to the screen or into another file; the light's own file stays as it is. */
export interface FrameCalibrationView {
  /** Names this calibration where pixels are asked for; null when nothing at all can be applied. */
  readonly key: string | null;
  readonly steps: readonly CalibrationStepView[];
}

export interface CalibrationStepView {
  readonly kind: 'bias' | 'dark' | 'flat' | 'bad-pixels';
  /** `in-dark`: the dark still has its bias, so none is taken off by itself. */
  readonly state: 'applied' | 'in-dark' | 'missing';
  /** Darks: “60 s, −10 °C”. Flats: the filter’s name, empty without one. Empty for others. */
  readonly need: string;
  /** Of what is applied: relative to the data folder, with `/`. */
  readonly path: string | null;
  /** Darks that are scaled: what it is multiplied by; else 1. */
  readonly scale: number;
  /** Every reason why nothing is applied: why the master that comes closest does not serve, or that there is none. */
  readonly reasons: readonly Objection[];
}

/** What the values of a master are like. ADU; for flats in units of their level. */
export interface MasterNumbersView {
  readonly median: number;
  /** Scatter from pixel to pixel, robust against outliers. */
  readonly sigma: number;
  /** All but one in a thousand pixels lie above, and below. */
  readonly low: number;
  readonly high: number;
}

/** What became of the lights that were to be exported. */
export interface LightsExportedView {
  /** Absolute paths of the calibrated files. */
  readonly written: readonly { readonly uid: string; readonly path: string }[];
  /** Likewise, of files that an earlier export made of the same light with the same masters. */
  readonly alreadyThere: readonly { readonly uid: string; readonly path: string }[];
  /** Lights without a file, each with the reason. */
  readonly skipped: readonly (WhyNot & { readonly uid: string; readonly name: string })[];
  /** Lights whose turn did not come, because the export was stopped. */
  readonly notReached: number;
}
