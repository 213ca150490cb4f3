/**
 * What a sensor is like, from the noise in pairs of its frames (the photon transfer method; Janesick, Photon Transfer, 2007).
 * The difference of two frames of one exposure has no pattern left in it, only noise, twice that of one frame. Pure.
 */

/** Pixels of the same section of two frames, ADU. */
export interface Pair {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export interface PairNoise {
  /** Mean of both frames, ADU. */
  readonly level: number;
  /** Of one frame, ADU², without its pattern. */
  readonly variance: number;
}

/** Cosmic rays and flickering pixels lie further out; of normal noise this leaves all but one value in two million. */
const CLIP_SIGMA = 5;
const CLIP_ROUNDS = 5;
/** What rounding to whole numbers adds to a variance, ADU². */
const ROUNDING_VARIANCE = 1 / 12;

/** @throws RangeError for sections of different sizes or without pixels */
export function pairNoise({ first, second }: Pair): PairNoise {
  if (first.length !== second.length || first.length === 0) throw new RangeError('A pair needs two equal sections.');
  let centre = 0;
  let reach = Number.POSITIVE_INFINITY;
  let measured = measureWithin(first, second, centre, reach);
  for (let round = 0; round < CLIP_ROUNDS; round++) {
    centre = measured.difference;
    reach = CLIP_SIGMA * Math.sqrt(measured.varianceOfDifference);
    const before = measured.kept;
    measured = measureWithin(first, second, centre, reach);
    if (measured.kept === before) break;
  }
  const variance = measured.varianceOfDifference / 2;
  return { level: measured.level, variance: Math.max(0, variance - ROUNDING_VARIANCE) };
}

function measureWithin(first: Float64Array, second: Float64Array, centre: number, reach: number) {
  let [kept, sum, differences, squares] = [0, 0, 0, 0];
  for (let i = 0; i < first.length; i++) {
    const apart = first[i]! - second[i]! - centre;
    if (Math.abs(apart) > reach) continue;
    kept++;
    sum += first[i]! + second[i]!;
    differences += apart;
    squares += apart * apart;
  }
  const mean = differences / kept;
  const varianceOfDifference = squares / kept - mean * mean;
  return { kept, level: sum / (2 * kept), difference: centre + mean, varianceOfDifference };
}

/** Hot pixels lie further out; of normal values this leaves all but one in sixteen thousand, as many on either side. */
const STEADY_SIGMA = 4;
/** From a median absolute deviation to the standard deviation of normal noise. */
const SIGMA_OF_MAD = 1.4826;

/**
 * Level of a pair without the pixels that stand out in both of its frames, as hot ones do, which cancel in the difference:
 * the mean of what lies near the median, ADU. The median alone would be a whole or half number of ADU.
 * @throws RangeError for sections of different sizes or without pixels
 */
export function steadyLevel({ first, second }: Pair): number {
  if (first.length !== second.length || first.length === 0) throw new RangeError('A pair needs two equal sections.');
  const levels = first.map((value, i) => (value + second[i]!) / 2).sort();
  let centre = levels[levels.length >> 1]!;
  const deviations = levels.map((level) => Math.abs(level - centre)).sort();
  let sigma = Math.max(SIGMA_OF_MAD * deviations[deviations.length >> 1]!, Math.sqrt(ROUNDING_VARIANCE));
  let before = 0;
  for (let round = 0; round < CLIP_ROUNDS; round++) {
    const reach = STEADY_SIGMA * sigma;
    let [kept, sum, squares] = [0, 0, 0];
    for (const level of levels) {
      const apart = level - centre;
      if (Math.abs(apart) > reach) continue;
      kept++;
      sum += apart;
      squares += apart * apart;
    }
    const mean = sum / kept;
    centre += mean;
    if (kept === before) break;
    before = kept;
    sigma = Math.max(Math.sqrt(squares / kept - mean * mean), Math.sqrt(ROUNDING_VARIANCE));
  }
  return centre;
}

/** A pair of flats above the bias. */
export interface FlatPoint {
  /** What the light came through; null for no filter. Signals of different filters are in no proportion. */
  readonly filter: string | null;
  readonly exposureS: number;
  /** ADU. */
  readonly signal: number;
  /** Of the light alone, ADU². */
  readonly variance: number;
}

export function flatPoint(
  { filter, exposureS }: Pick<FlatPoint, 'filter' | 'exposureS'>,
  flat: PairNoise,
  bias: PairNoise,
): FlatPoint {
  return { filter, exposureS, signal: flat.level - bias.level, variance: flat.variance - bias.variance };
}

export interface SensorFigures {
  /** e⁻/ADU. */
  readonly gain: number;
  /** e⁻. */
  readonly readNoiseE: number;
  /** Signal at which the noise stops growing, e⁻; null when no flat was as bright. */
  readonly fullWellE: number | null;
  /**
   * Greatest deviation of a signal from proportion to its exposure, as a part of the greatest signal of its filter; null
   * where no filter has three exposures, the longest twice the shortest.
   */
  readonly nonLinearity: number | null;
}

/** Part of the full well up to which the response has to be in proportion; and up to which the noise tells the gain. */
const LINEAR_UP_TO = 0.95;
const GAIN_UP_TO = 0.8;

/**
 * Null where there is no light in any of the flats: then the noise tells nothing.
 * @param points one or more, in any order
 */
export function sensorFigures(points: readonly FlatPoint[], bias: PairNoise): SensorFigures | null {
  const lit = points.filter(({ signal, variance }) => signal > 0 && variance > 0).sort((a, b) => a.signal - b.signal);
  const brightest = lit.at(-1);
  if (brightest === undefined) return null;
  const noisiest = lit.reduce((most, point) => (point.variance > most.variance ? point : most));
  const turned = noisiest !== brightest;
  const below = (part: number) => lit.filter(({ signal }) => !turned || signal <= part * noisiest.signal);
  // Each ratio is equally uncertain, whatever the signal, because a variance is known to a fixed part of itself.
  const telling = below(GAIN_UP_TO).length > 0 ? below(GAIN_UP_TO) : [noisiest];
  const gain = mean(telling.map(({ signal, variance }) => signal / variance));
  return {
    gain,
    readNoiseE: gain * Math.sqrt(bias.variance),
    fullWellE: turned ? gain * noisiest.signal : null,
    nonLinearity: nonLinearity(below(LINEAR_UP_TO)),
  };
}

/** Flats of one level say nothing of proportion: their exposures differ by no more than the light does. */
const TELLING_RANGE = 2;

function nonLinearity(points: readonly FlatPoint[]): number | null {
  const timed = points.filter(({ exposureS }) => exposureS > 0);
  const found = [...Map.groupBy(timed, ({ filter }) => filter).values()]
    .map(nonLinearityOf)
    .filter((off) => off !== null);
  return found.length === 0 ? null : Math.max(...found);
}

/** @param points of one filter */
function nonLinearityOf(points: readonly FlatPoint[]): number | null {
  const exposures = [...new Set(points.map(({ exposureS }) => exposureS))];
  if (exposures.length < 3 || Math.max(...exposures) < TELLING_RANGE * Math.min(...exposures)) return null;
  const rate = mean(points.map(({ signal, exposureS }) => signal / exposureS));
  const furthest = Math.max(...points.map(({ signal, exposureS }) => Math.abs(signal - rate * exposureS)));
  return furthest / Math.max(...points.map(({ signal }) => signal));
}

export interface DarkPoint {
  readonly exposureS: number;
  /** Above the bias, ADU. */
  readonly signal: number;
}

/** e⁻ per second and pixel, by least squares through the origin; null without a dark of some length. */
export function darkCurrent(points: readonly DarkPoint[], gain: number): number | null {
  let [products, squares] = [0, 0];
  for (const { exposureS, signal } of points) {
    products += exposureS * signal;
    squares += exposureS * exposureS;
  }
  return squares > 0 ? (gain * products) / squares : null;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
