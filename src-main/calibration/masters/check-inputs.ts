/** Whether frames may become one master. Pure. */
import { ConsoleError } from '../../contract/errors.ts';
import { type CalibrationFrame, type CalibrationKind, sameExposure } from '../../tasks/calibration-matching.ts';
import { type MasterInput, matchingFacts } from './input-facts.ts';

/** Clipping needs at least two; fewer than five leave most of the noise in. */
export const LEAST_INPUTS = 2;
export const ENOUGH_INPUTS = 5;
/** Up to 1448 are combined in exact arithmetic; systems let a program open about a thousand files. */
const MOST_INPUTS = 1000;

/** Set points may differ by this much within a master, °C: the band that darks are held to. */
const TEMPERATURE_BAND_C = 0.5;

/**
 * @param kind what was asked for; undefined takes what the first file is
 * @throws ConsoleError `bad-input` naming the first file that does not go with the others, and what differs
 */
export function checkInputs(inputs: readonly MasterInput[], kind: CalibrationKind | undefined): void {
  const [first] = inputs;
  if (first === undefined || inputs.length < LEAST_INPUTS) {
    throw new ConsoleError('bad-input', 'A master needs at least two frames; name more files.');
  }
  if (inputs.length > MOST_INPUTS) {
    throw new ConsoleError(
      'bad-input',
      `${inputs.length} frames are too many for one master; the most is ${MOST_INPUTS}.`,
    );
  }
  const wanted = kind ?? first.kind;
  const named = new Set<string>();
  for (const input of inputs) {
    const { path } = input.file;
    if (named.has(path)) throw new ConsoleError('bad-input', `${path} is named twice; name each file once.`);
    named.add(path);
    const fault =
      input.kind !== wanted
        ? `is a ${input.kind} frame, not a ${wanted}`
        : (differenceOfNumbers(first, input) ?? differenceBetween(facts(first), facts(input)));
    if (fault !== null) {
      throw new ConsoleError('bad-input', `${path} ${fault}. Build a master from frames of one sort.`);
    }
  }
}

function facts(input: MasterInput): CalibrationFrame {
  return matchingFacts(input.kind, input.cards, input.takenAt);
}

/** Programs that store floats often scale them, to 0..1 for instance, so that they cannot be mixed with a camera's levels. */
function differenceOfNumbers(first: MasterInput, other: MasterInput): string | null {
  const storesFloats = ({ file }: MasterInput) => file.layout.bitpix < 0;
  if (storesFloats(first) === storesFloats(other)) return null;
  const what = (input: MasterInput) => (storesFloats(input) ? 'floating-point numbers' : 'integers');
  return `stores ${what(other)} where the first file stores ${what(first)}`;
}

/** What differs in how two frames were read out, as the end of a sentence; null when nothing does. */
export function readoutDifference(first: MasterInput, other: MasterInput): string | null {
  return differenceOfNumbers(first, other) ?? differenceOfReadout(facts(first), facts(other));
}

function differenceOfReadout(first: CalibrationFrame, other: CalibrationFrame): string | null {
  if (other.width !== first.width || other.height !== first.height) {
    return `has ${other.width} × ${other.height} pixels where the first file has ${first.width} × ${first.height}`;
  }
  const same = [
    ['binning', 'binning'],
    ['camera', 'camera'],
    ['gain', 'gain'],
    ['offset', 'offset'],
    ['readoutMode', 'readout mode'],
  ] as const;
  for (const [field, name] of same) {
    if (other[field] !== first[field]) return differs(name, other[field], first[field]);
  }
  return null;
}

function differenceBetween(first: CalibrationFrame, other: CalibrationFrame): string | null {
  const readout = differenceOfReadout(first, other);
  if (readout !== null) return readout;
  const same = [
    ...(first.kind === 'flat' ? ([['filter', 'filter']] as const) : []),
    ...(first.kind === 'flat' ? ([['telescope', 'telescope']] as const) : []),
  ] as const;
  for (const [field, name] of same) {
    if (other[field] !== first[field]) return differs(name, other[field], first[field]);
  }
  if (first.kind !== 'dark') return null;
  if (first.exposureS !== undefined && !sameExposure(first.exposureS, other.exposureS)) {
    return differs('exposure (s)', other.exposureS, first.exposureS);
  }
  const apartC = Math.abs((other.temperatureC ?? Number.NaN) - (first.temperatureC ?? Number.NaN));
  const bothUnknown = other.temperatureC === undefined && first.temperatureC === undefined;
  return bothUnknown || apartC <= TEMPERATURE_BAND_C
    ? null
    : differs('temperature (°C)', other.temperatureC, first.temperatureC);
}

function differs(name: string, has: unknown, first: unknown): string {
  return `has ${name} ${has ?? 'unknown'} where the first file has ${first ?? 'unknown'}`;
}
