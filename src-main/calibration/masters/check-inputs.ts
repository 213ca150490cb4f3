/** Whether frames may become one master. Pure. */
import { ConsoleError } from '../../contract/errors.ts';
import { type CalibrationFrame, type CalibrationKind, sameExposure } from '../../tasks/calibration-matching.ts';
import { type MasterInput, matchingFacts } from './input-facts.ts';

/** Clipping needs at least two; fewer than five leave most of the noise in. */
export const LEAST_INPUTS = 2;
export const ENOUGH_INPUTS = 5;
/** Each input takes two cards of the master's header. */
const MOST_INPUTS = 5000;

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
    if (named.has(input.path))
      throw new ConsoleError('bad-input', `${input.path} is named twice; name each file once.`);
    named.add(input.path);
    const fault =
      input.kind !== wanted
        ? `is a ${input.kind} frame, not a ${wanted}`
        : differenceBetween(facts(first), facts(input));
    if (fault !== null) {
      throw new ConsoleError('bad-input', `${input.path} ${fault}. Build a master from frames of one sort.`);
    }
  }
}

function facts(input: MasterInput): CalibrationFrame {
  return matchingFacts(input.kind, input.cards, input.takenAt);
}

function differenceBetween(first: CalibrationFrame, other: CalibrationFrame): string | null {
  if (other.width !== first.width || other.height !== first.height) {
    return `has ${other.width} × ${other.height} pixels where the first file has ${first.width} × ${first.height}`;
  }
  const same = [
    ['binning', 'binning'],
    ['camera', 'camera'],
    ['gain', 'gain'],
    ['offset', 'offset'],
    ['readoutMode', 'readout mode'],
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
