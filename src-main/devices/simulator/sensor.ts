/**
 * The simulated sensor: modes, gain, bias level and its structure, dark current, and how evenly its pixels respond.
 * Fixed patterns belong to the unbinned pixel and follow from the seed alone, so that a sub-frame shows the same pattern
 * as that part of a full frame, and calibration frames correct what they should.
 */
import type { CameraInfo, ExposureSettings, ReadoutMode } from '../ports.ts';
import type { SimulatorOptions } from './options.ts';
import { createRandomStream, mixKey } from './random.ts';
import type { PixelPatterns } from './sensor-kernel/sensor-row.ts';

export const FULL_WELL_E = 51_000;
/** On-chip binning sums charge in a well that holds this many pixels' worth. */
const SUMMING_WELL_PIXELS = 2;
const BLANK_LEVEL_ADU = 500;
const ADU_PER_OFFSET_STEP = 10;
const DEFAULT_OFFSET = BLANK_LEVEL_ADU / ADU_PER_OFFSET_STEP;
const ADC_MAXIMUM = 65_535;
/** The gain setting counts in steps of 0.1 dB of voltage, as many cameras' do. */
const GAIN_STEPS_PER_DECADE = 200;
/** Read noise that is there before the amplifier, e⁻; the rest shrinks as the gain rises. */
const SENSE_NODE_NOISE_E = 1.5;

/** Typical dark current of a pixel at this temperature, e⁻/s, doubling every so many degrees. */
const DARK_CURRENT_E = 0.05;
const DARK_REFERENCE_C = 0;
const DARK_DOUBLING_C = 6;
const HOT_PIXELS_PER_MILLION = 400;
/** Glow of the readout amplifier in the first corner, e⁻/s, and how far it reaches, px. */
const GLOW_E = 0.15;
const GLOW_REACH_PX = 180;

const RESPONSE_SIGMA = 0.006;
const DARK_SCATTER_SIGMA = 0.25;
const COLUMN_BIAS_SIGMA_ADU = 1.2;
const ROW_BIAS_SIGMA_ADU = 0.5;

/** What the key of a pattern is for. */
const PATTERN = { response: 11, dark: 12, hot: 13, column: 14, row: 15 } as const;

/** The cameras that can be had: the same sensor with and without colour filters on its pixels. */
export const SIMULATED_CAMERAS = [
  { key: 'SIM-CAM-0001', model: 'Simulated camera', bayerPattern: null },
  { key: 'SIM-CAM-0002', model: 'Simulated colour camera', bayerPattern: 'RGGB' },
] as const;
export type SimulatedCamera = (typeof SIMULATED_CAMERAS)[number];

export function simulatedCameraInfo(options: SimulatorOptions, which: SimulatedCamera): CameraInfo {
  const mode = (name: string, readoutS: number, readNoiseE: number): ReadoutMode => ({
    name,
    bitDepth: 16,
    readoutS,
    eGain: 0.8,
    readNoiseE,
    blankLevelAdu: BLANK_LEVEL_ADU,
  });
  return {
    family: 'simulator',
    model: which.model,
    serial: which.key,
    width: options.width,
    height: options.height,
    pixelWidthUm: 3.76,
    pixelHeightUm: 3.76,
    binnings: [1, 2, 4],
    readoutModes: [mode('Low noise', options.readoutS, 3.2), mode('Fast', options.readoutS / 4, 7.5)],
    gainSetting: { min: 0, max: 300, default: 0 },
    offsetSetting: { min: 10, max: 250, default: DEFAULT_OFFSET },
    fullWellE: FULL_WELL_E,
    hasShutter: options.hasShutter,
    hasCooler: true,
    canSubFrame: true,
    bayerPattern: which.bayerPattern,
    minExposureS: 0.001,
  };
}

/** What the settings make of the amplifier and converter. */
export interface Conversion {
  /** e⁻ per ADU. */
  readonly eGain: number;
  /** e⁻ per (binned) pixel. */
  readonly readNoiseE: number;
  /** ADU of a pixel without charge. */
  readonly blankLevelAdu: number;
  /** min(converter's maximum, blank level + full well / gain), ADU. */
  readonly saturationAdu: number;
}

export function conversionFor(
  mode: ReadoutMode,
  settings: Pick<ExposureSettings, 'gain' | 'offset' | 'binning'>,
): Conversion {
  const amplification = 10 ** ((settings.gain ?? 0) / GAIN_STEPS_PER_DECADE);
  const eGain = mode.eGain / amplification;
  const afterAmplifier = Math.sqrt(mode.readNoiseE ** 2 - SENSE_NODE_NOISE_E ** 2) / amplification;
  const blankLevelAdu = (settings.offset ?? DEFAULT_OFFSET) * ADU_PER_OFFSET_STEP;
  const wellE = FULL_WELL_E * Math.min(settings.binning ** 2, SUMMING_WELL_PIXELS);
  return {
    eGain,
    readNoiseE: Math.hypot(SENSE_NODE_NOISE_E, afterAmplifier),
    blankLevelAdu,
    saturationAdu: Math.min(ADC_MAXIMUM, Math.floor(blankLevelAdu + wellE / eGain)),
  };
}

/** ADU that each column's amplifier adds to the blank level; one value per unbinned column. */
export function columnBias(seed: number, width: number): Float32Array {
  const random = createRandomStream(mixKey(seed, PATTERN.column));
  return Float32Array.from({ length: width }, () => COLUMN_BIAS_SIGMA_ADU * random.gaussian());
}

/** ADU that an unbinned row stands above the blank level: fixed row pattern and a slope that settles after the top. */
export function rowBias(seed: number, row: number): number {
  const pattern = ROW_BIAS_SIGMA_ADU * createRandomStream(mixKey(seed, PATTERN.row, row)).gaussian();
  return pattern + 6 * Math.exp(-row / 40) + row * 0.0005;
}

/** How much faster dark current flows than at the reference temperature. */
export function darkCurrentFactor(sensorC: number): number {
  return 2 ** ((sensorC - DARK_REFERENCE_C) / DARK_DOUBLING_C);
}

/** 256 equally likely values of a quantity that scatters, by quantile: a random byte picks one. */
function quantiles(valueAt: (gaussian: number) => number): Float32Array {
  const random = createRandomStream(7);
  const sorted = Float64Array.from({ length: 256 * 64 }, () => random.gaussian()).sort();
  return Float32Array.from({ length: 256 }, (_, index) => valueAt(sorted[index * 64 + 32]!));
}
const responses = quantiles((gaussian) => 1 + RESPONSE_SIGMA * gaussian);
const darks = quantiles((gaussian) => DARK_CURRENT_E * Math.exp(DARK_SCATTER_SIGMA * gaussian));

/**
 * How sensitive the pixels of an unbinned row are, and how much dark current they have: a log-normal scatter.
 * @param darkS seconds of the dark current at the reference temperature
 */
export function pixelPatterns(seed: number, row: number, darkS: number): PixelPatterns {
  const [responseKey, darkKey] = [mixKey(seed, PATTERN.response, row), mixKey(seed, PATTERN.dark, row)];
  return { responseKey, responses, darkKey, darks, darkS };
}

/**
 * Adds the dark current that an unbinned row's hot pixels have beyond the others', with a long tail, to `charge`, which begins at
 * the sensor's column `firstColumn`.
 * @param darkS as above
 */
export function addHotPixels(
  seed: number,
  row: number,
  sensorWidth: number,
  firstColumn: number,
  darkS: number,
  charge: Float32Array,
): void {
  const random = createRandomStream(mixKey(seed, PATTERN.hot, row));
  for (let left = random.poisson((sensorWidth * HOT_PIXELS_PER_MILLION) / 1e6); left > 0; left--) {
    const x = Math.floor(random.uniform() * sensorWidth) - firstColumn;
    const current = 5 * Math.exp(1.3 * random.gaussian());
    if (x >= 0 && x < charge.length) charge[x] = charge[x]! + current * darkS;
  }
}

/**
 * Electrons a second that the amplifier's glow puts into the pixels of an unbinned row from column `x` on; it does not
 * depend on temperature. Adds `exposureS` of it to `out`.
 */
export function addGlow(row: number, firstColumn: number, exposureS: number, out: Float32Array): void {
  const end = Math.min(out.length, 6 * GLOW_REACH_PX - firstColumn);
  if (row > 6 * GLOW_REACH_PX || end <= 0) return;
  const atLeft = GLOW_E * exposureS * Math.exp(-(row + firstColumn) / GLOW_REACH_PX);
  const step = Math.exp(-1 / GLOW_REACH_PX);
  for (let x = 0, glow = atLeft; x < end; x++, glow *= step) out[x] = out[x]! + glow;
}
