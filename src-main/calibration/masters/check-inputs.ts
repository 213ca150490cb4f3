/** Whether frames may become one master. Pure. */
import type { CalibrationReason, MatchedProperty } from '../../contract/calibration-reason.ts';
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
    const facts = { code: 'too-few-files' } as const;
    throw new ConsoleError('bad-input', 'A master needs at least two frames; name more files.', { facts });
  }
  if (inputs.length > MOST_INPUTS) {
    const message = `${inputs.length} frames are too many for one master; the most is ${MOST_INPUTS}.`;
    const facts = { code: 'too-many-frames', frames: inputs.length, most: MOST_INPUTS } as const;
    throw new ConsoleError('bad-input', message, { facts });
  }
  const wanted = kind ?? first.kind;
  const named = new Set<string>();
  for (const input of inputs) {
    const { path } = input.file;
    if (named.has(path)) {
      const facts = { code: 'named-twice', path } as const;
      throw new ConsoleError('bad-input', `${path} is named twice; name each file once.`, { facts });
    }
    named.add(path);
    const difference =
      differenceOfKind(input, wanted) ?? differenceOfNumbers(first, input) ?? differenceOfSort(first, input);
    if (difference !== null) throw mixed(difference, 'Build a master from frames of one sort.');
  }
}

/** What sets a file apart from the first one. */
export interface Difference {
  /** In English, without the full stop. */
  readonly says: string;
  readonly facts: CalibrationReason;
}

/** @param remedy in English; what to do instead */
export function mixed({ says, facts }: Difference, remedy: string): ConsoleError {
  return new ConsoleError('bad-input', `${says}. ${remedy}`, { facts });
}

function factsOf(input: MasterInput): CalibrationFrame {
  return matchingFacts(input.kind, input.cards, input.takenAt);
}

function differenceOfKind({ kind: has, file: { path } }: MasterInput, wanted: CalibrationKind): Difference | null {
  if (has === wanted) return null;
  return { says: `${path} is a ${has} frame, not a ${wanted}`, facts: { code: 'mixed-kinds', path, has, wanted } };
}

/** Programs that store floats often scale them, to 0..1 for instance, so that they cannot be mixed with a camera's levels. */
function differenceOfNumbers(first: MasterInput, other: MasterInput): Difference | null {
  const storesFloats = ({ file }: MasterInput) => file.layout.bitpix < 0;
  if (storesFloats(first) === storesFloats(other)) return null;
  const { path } = other.file;
  const what = (input: MasterInput) => (storesFloats(input) ? 'floating-point numbers' : 'integers');
  return {
    says: `${path} stores ${what(other)} where the first file stores ${what(first)}`,
    facts: { code: 'mixed-numbers', path, has: storesFloats(other) ? 'floats' : 'integers' },
  };
}

/** What differs in how two frames were read out; null when nothing does. */
export function readoutDifference(first: MasterInput, other: MasterInput): Difference | null {
  return differenceOfNumbers(first, other) ?? differenceOfReadout(other.file.path, factsOf(first), factsOf(other));
}

function differenceOfReadout(path: string, first: CalibrationFrame, other: CalibrationFrame): Difference | null {
  if (other.width !== first.width || other.height !== first.height) {
    return {
      says: `${path} has ${other.width} × ${other.height} pixels where the first file has ${first.width} × ${first.height}`,
      facts: {
        ...{ code: 'mixed-sizes', path },
        has: [other.width ?? 0, other.height ?? 0],
        first: [first.width ?? 0, first.height ?? 0],
      },
    };
  }
  const same = ['binning', 'camera', 'gain', 'offset', 'readoutMode'] as const;
  const field = same.find((each) => other[each] !== first[each]);
  return field === undefined ? null : differs(path, field, other[field], first[field]);
}

function differenceOfSort(one: MasterInput, another: MasterInput): Difference | null {
  const { path } = another.file;
  const [first, other] = [factsOf(one), factsOf(another)];
  const readout = differenceOfReadout(path, first, other);
  if (readout !== null) return readout;
  if (first.kind === 'flat') {
    const field = (['filter', 'telescope'] as const).find((each) => other[each] !== first[each]);
    return field === undefined ? null : differs(path, field, other[field], first[field]);
  }
  if (first.kind !== 'dark') return null;
  if (first.exposureS !== undefined && !sameExposure(first.exposureS, other.exposureS)) {
    return differs(path, 'exposure', other.exposureS, first.exposureS);
  }
  const apartC = Math.abs((other.temperatureC ?? Number.NaN) - (first.temperatureC ?? Number.NaN));
  const bothUnknown = other.temperatureC === undefined && first.temperatureC === undefined;
  return bothUnknown || apartC <= TEMPERATURE_BAND_C
    ? null
    : differs(path, 'temperature', other.temperatureC, first.temperatureC);
}

const NAMES: Readonly<Partial<Record<MatchedProperty, string>>> = {
  readoutMode: 'readout mode',
  exposure: 'exposure (s)',
  temperature: 'temperature (°C)',
};

type Value = string | number | null | undefined;

function differs(path: string, property: MatchedProperty, has: Value, first: Value): Difference {
  const known = (value: Value) => value ?? ({ unset: 'not-known' } as const);
  return {
    says: `${path} has ${NAMES[property] ?? property} ${has ?? 'unknown'} where the first file has ${first ?? 'unknown'}`,
    facts: { code: 'mixed', path, property, has: known(has), first: known(first) },
  };
}
