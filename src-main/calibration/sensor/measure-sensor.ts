/** Measures a camera from its bias frames, flats and darks: sorts files into pairs, reads their middles, does the sums. */
import type { SensorView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { centralSection, readSection } from '../../frames/fits/read-section.ts';
import { readFrameFacts } from '../../frames/frame-facts.ts';
import { readoutDifference } from '../masters/check-inputs.ts';
import { exposureOf, type MasterInput, readMasterInput, textOf } from '../masters/input-facts.ts';
import { darkCurrent, flatPoint, type PairNoise, pairNoise, sensorFigures } from './photon-transfer.ts';

/** px; a quarter of a million pixels tell a variance to 0.3 %. The middle is the most evenly lit part. */
const SECTION_SIDE = 512;

/**
 * @param files absolute paths: at least two bias frames and two flats of one exposure, darks besides if there are any
 * @throws ConsoleError `bad-input` when they are not, or not of one camera and readout; FitsError for a damaged file
 */
export async function measureSensor(files: readonly string[]): Promise<SensorView> {
  const inputs: MasterInput[] = [];
  for (const file of files) inputs.push(await readMasterInput(file, null));
  checkReadout(inputs);
  const [biasPair] = pairsOf(inputs, 'bias');
  const flatPairs = pairsOf(inputs, 'flat');
  if (biasPair === undefined || flatPairs.length === 0) {
    throw new ConsoleError(
      'bad-input',
      'A camera is measured from at least two bias frames and two flats of one filter and exposure; name more files.',
    );
  }
  const bias = await noiseOf(biasPair);
  const flats = [];
  for (const pair of flatPairs) flats.push(flatPoint(exposureOf(pair[0]), await noiseOf(pair), bias));
  const figures = sensorFigures(flats, bias);
  if (figures === null) {
    throw new ConsoleError('bad-input', 'There is no light in the flats: the gain cannot be told from them.');
  }
  const darks = [];
  for (const pair of pairsOf(inputs, 'dark')) {
    darks.push({ exposureS: exposureOf(pair[0]), signal: (await noiseOf(pair)).level - bias.level });
  }
  const { cards } = inputs[0]!;
  const { eGain, readNoiseE } = readFrameFacts(cards);
  return {
    camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME'),
    ...figures,
    biasAdu: bias.level,
    darkCurrentE: darkCurrent(darks, figures.gain),
    flatPairs: flatPairs.length,
    nominalGain: eGain,
    nominalReadNoiseE: readNoiseE,
  };
}

function checkReadout(inputs: readonly MasterInput[]): void {
  const [first] = inputs;
  for (const input of inputs) {
    const fault = readoutDifference(first!, input);
    if (fault !== null)
      throw new ConsoleError('bad-input', `${input.file.path} ${fault}. Measure one camera and readout at a time.`);
  }
}

/** Neighbouring files of one kind, filter and exposure, two by two. */
function pairsOf(inputs: readonly MasterInput[], kind: MasterInput['kind']): [MasterInput, MasterInput][] {
  const alike = Map.groupBy(
    inputs.filter((input) => input.kind === kind),
    (input) =>
      JSON.stringify([textOf(input.cards, 'FILTER'), kind === 'bias' ? 0 : Math.round(1000 * exposureOf(input))]),
  );
  return [...alike.values()].flatMap((group) =>
    Array.from({ length: group.length >> 1 }, (_, i): [MasterInput, MasterInput] => [group[2 * i]!, group[2 * i + 1]!]),
  );
}

async function noiseOf([first, second]: readonly [MasterInput, MasterInput]): Promise<PairNoise> {
  return pairNoise({ first: await middleOf(first), second: await middleOf(second) });
}

function middleOf({ file }: MasterInput): Promise<Float64Array> {
  return readSection(file.path, file.layout, centralSection(file.layout, SECTION_SIDE));
}
