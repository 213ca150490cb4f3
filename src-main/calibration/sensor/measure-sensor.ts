/** Measures a camera from its bias frames, flats and darks: sorts files into pairs, reads their middles, does the sums. */
import type { SensorFiguresView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { centralSection, readSection } from '../../frames/fits/read-section.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import { mixed, readoutDifference } from '../masters/check-inputs.ts';
import { exposureOf, type MasterInput, readMasterInput, textOf } from '../masters/input-facts.ts';
import {
  darkCurrent,
  flatPoint,
  mean,
  type Pair,
  type PairNoise,
  pairNoise,
  type SensorFigures,
  sensorFigures,
  steadyLevel,
} from './photon-transfer.ts';

/** px; a quarter of a million pixels tell a variance to 0.3 %. The middle is the most evenly lit part. */
const SECTION_SIDE = 512;

/**
 * @param files absolute paths: at least two bias frames and two flats of one exposure, darks besides if there are any
 * @throws ConsoleError `bad-input` when they are not, or not of one camera and readout; FitsError for a damaged file
 */
export async function measureSensor(files: readonly string[]): Promise<MeasuredFiles> {
  const inputs: MasterInput[] = [];
  for (const file of files) inputs.push(await readMasterInput(file, null));
  checkReadout(inputs);
  const ofKind = (kind: MasterInput['kind']) => inputs.filter((input) => input.kind === kind);
  const bias = await measureBias(ofKind('bias'));
  const flatPairs = pairsOf(ofKind('flat')).length;
  if (bias === null || flatPairs === 0) {
    throw new ConsoleError(
      'bad-input',
      'A camera is measured from at least two bias frames and two flats of one filter and exposure; name more files.',
    );
  }
  const figures = await measureTransfer(bias, ofKind('flat'));
  if (figures === null) {
    throw new ConsoleError('bad-input', 'There is no light in the flats: the gain cannot be told from them.');
  }
  const { cards } = inputs[0]!;
  const { eGain, readNoiseE } = readFrameFacts(cards);
  const sensor: SensorFiguresView = {
    camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME'),
    ...figures,
    biasAdu: bias.level,
    darkCurrentE: await measureDarkCurrent(bias, ofKind('dark'), figures.gain),
    flatPairs,
    nominalGain: eGain,
    nominalReadNoiseE: readNoiseE,
  };
  return { sensor, inputs };
}

export interface MeasuredFiles {
  readonly sensor: SensorFiguresView;
  readonly inputs: readonly MasterInput[];
}

export interface BiasNoise extends PairNoise {
  /** Without pixels that stand out in all frames, ADU: what darks measured likewise lie above. */
  readonly steadyLevel: number;
}

/** Of one bias frame, on average over all pairs of them; null with fewer than two. */
export async function measureBias(bias: readonly MasterInput[]): Promise<BiasNoise | null> {
  const measured: BiasNoise[] = [];
  for (const files of pairsOf(bias)) {
    const pair = await middlesOf(files);
    measured.push({ ...pairNoise(pair), steadyLevel: steadyLevel(pair) });
  }
  if (measured.length === 0) return null;
  return {
    level: mean(measured.map(({ level }) => level)),
    variance: mean(measured.map(({ variance }) => variance)),
    steadyLevel: mean(measured.map((pair) => pair.steadyLevel)),
  };
}

/** Null when no two flats are of one filter and exposure, or when there is no light in them. */
export async function measureTransfer(bias: PairNoise, flats: readonly MasterInput[]): Promise<SensorFigures | null> {
  const points = [];
  for (const pair of pairsOf(flats)) {
    const light = { filter: textOf(pair[0].cards, 'FILTER'), exposureS: exposureOf(pair[0]) };
    points.push(flatPoint(light, pairNoise(await middlesOf(pair)), bias));
  }
  return sensorFigures(points, bias);
}

/**
 * e⁻ per second and pixel, hot pixels left out; null when no two darks are of one exposure.
 * @param gain e⁻/ADU
 */
export async function measureDarkCurrent(
  bias: BiasNoise,
  darks: readonly MasterInput[],
  gain: number,
): Promise<number | null> {
  const points = [];
  for (const pair of pairsOf(darks)) {
    points.push({ exposureS: exposureOf(pair[0]), signal: steadyLevel(await middlesOf(pair)) - bias.steadyLevel });
  }
  return darkCurrent(points, gain);
}

function checkReadout(inputs: readonly MasterInput[]): void {
  const [first] = inputs;
  for (const input of inputs) {
    const difference = readoutDifference(first!, input);
    if (difference !== null) throw mixed(difference, 'Measure one camera and readout at a time.');
  }
}

/**
 * Flats of a series follow their light by some thousandths. What that leaves of the pattern in their difference is far below
 * its noise.
 */
const SAME_EXPOSURE = 1.005;

/** Files of one filter and exposure, two by two; bias frames whatever exposure their headers tell. */
function pairsOf(inputs: readonly MasterInput[]): [MasterInput, MasterInput][] {
  const alike = Map.groupBy(inputs, ({ cards }) => textOf(cards, 'FILTER'));
  return [...alike.values()].flatMap((group) => {
    const pairs: [MasterInput, MasterInput][] = [];
    let single: MasterInput | null = null;
    for (const input of [...group].sort((a, b) => exposureOf(a) - exposureOf(b))) {
      if (single !== null && isSameExposure(single, input)) {
        pairs.push([single, input]);
        single = null;
      } else {
        single = input;
      }
    }
    return pairs;
  });
}

function isSameExposure(a: MasterInput, b: MasterInput): boolean {
  return a.kind === 'bias' || exposureOf(b) <= exposureOf(a) * SAME_EXPOSURE;
}

async function middlesOf([first, second]: readonly [MasterInput, MasterInput]): Promise<Pair> {
  return { first: await middleOf(first), second: await middleOf(second) };
}

function middleOf({ file }: MasterInput): Promise<Float64Array> {
  return readSection(file.path, file.layout, centralSection(file.layout, SECTION_SIDE));
}
