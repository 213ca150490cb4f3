/** Which calibration a light needs, and which frames serve it: the matching keys of bias, dark and flat. Pure. */
import {
  type CalibrationReason,
  type MatchedProperty,
  type MatchedValue,
  READOUT_PROPERTIES,
} from '../contract/calibration-reason.ts';

export const CALIBRATION_KINDS = ['bias', 'dark', 'flat'] as const;
export type CalibrationKind = (typeof CALIBRATION_KINDS)[number];

/**
 * A camera, telescope or filter: its id in the set-up, or its serial number or name in a header. Never compared across
 * the two, since an id is a number and a name is text.
 */
export type Identity = number | string;

/** A camera setting that nobody chose, of a camera that has not shown yet what it then takes. */
export const CAMERA_DEFAULT = 'camera-default';

/** Null: the camera has no such setting. */
export type Setting = number | typeof CAMERA_DEFAULT | null;

/** How a frame was or will be read out. Undefined: not known, which matches nothing. */
export interface ReadoutKey {
  readonly camera: Identity | undefined;
  readonly readoutMode: string | null | undefined;
  readonly gain: Setting | undefined;
  readonly offset: Setting | undefined;
  readonly binning: number | undefined;
  /** Image pixels, binned: the region read out, as far as its size tells it. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

export interface BiasNeed extends ReadoutKey {
  readonly kind: 'bias';
}
export interface DarkNeed extends ReadoutKey {
  readonly kind: 'dark';
  readonly exposureS: number;
  /** Set point, °C. Undefined: the light names none, and no dark can be told to match it. */
  readonly temperatureC: number | undefined;
  readonly toleranceC: number;
}
export interface FlatNeed extends ReadoutKey {
  readonly kind: 'flat';
  /** Null: no filter in the light path. */
  readonly filter: Identity | null;
  readonly telescope: Identity | undefined;
}
export type CalibrationNeed = BiasNeed | DarkNeed | FlatNeed;

/** What a light task takes, as far as its calibration depends on it. */
export interface PlannedLight extends ReadoutKey {
  readonly telescope: Identity | undefined;
  /** Exposures of its frames, s. */
  readonly exposuresS: readonly number[];
  readonly temperatureC: number | undefined;
  readonly toleranceC: number;
  readonly filters: readonly (Identity | null)[];
}

/** A bias, dark or flat that was taken, or is to be taken. */
export interface CalibrationFrame extends ReadoutKey {
  readonly kind: CalibrationKind;
  readonly exposureS: number | undefined;
  readonly temperatureC: number | undefined;
  readonly filter: Identity | null | undefined;
  readonly telescope: Identity | undefined;
  /** UTC, ms; null for one that is still to be taken. */
  readonly takenAt: number | null;
}

export interface CalibrationRules {
  /** Older frames no longer serve, days. */
  readonly freshDays: Readonly<Record<CalibrationKind, number>>;
  /** Frames that a need should have. */
  readonly wantedFrames: Readonly<Record<CalibrationKind, number>>;
}

export const DEFAULT_RULES: CalibrationRules = {
  freshDays: { bias: 30, dark: 30, flat: 7 },
  wantedFrames: { bias: 20, dark: 10, flat: 10 },
};

export interface Mismatch {
  readonly field:
    | keyof ReadoutKey
    | ('kind' | 'exposure' | 'temperature' | 'filter' | 'telescope' | 'age' | 'origin')
    /** Of masters: something that they were built from was rejected since. */
    | 'stale';
  /** A sentence: what the light needs and what the frame is. */
  readonly message: string;
  readonly facts: CalibrationReason | null;
}

/** Everything a light task needs: one bias, a dark for each exposure, a flat for each filter. */
export function needsOfLight(light: PlannedLight): CalibrationNeed[] {
  const { camera, readoutMode, gain, offset, binning, width, height } = light;
  const readout: ReadoutKey = { camera, readoutMode, gain, offset, binning, width, height };
  const { temperatureC, toleranceC, telescope } = light;
  return [
    { kind: 'bias', ...readout },
    ...[...new Set(light.exposuresS)].map(
      (exposureS): DarkNeed => ({ kind: 'dark', ...readout, exposureS, temperatureC, toleranceC }),
    ),
    ...[...new Set(light.filters)].map((filter): FlatNeed => ({ kind: 'flat', ...readout, filter, telescope })),
  ];
}

/** Text that is the same for needs that the same frames serve. */
export function keyOfNeed(need: CalibrationNeed): string {
  // JSON drops undefined and sorts nothing: fixed order, and null apart from unknown.
  const parts: unknown[] = [need.kind, ...READOUT_PROPERTIES.map((field) => need[field])];
  if (need.kind === 'dark') parts.push(need.exposureS, need.temperatureC, need.toleranceC);
  if (need.kind === 'flat') parts.push(need.filter, need.telescope);
  return JSON.stringify(parts.map((part) => (part === undefined ? { unknown: true } : part)));
}

/**
 * Every reason why the frame does not serve the need; empty when it does. What either side does not know is a mismatch,
 * not a wildcard.
 * @param now UTC, ms: what the frame's age is counted to, or, for a light that was taken, from: what changes with time does
 * so in either direction
 */
export function mismatches(
  need: CalibrationNeed,
  frame: CalibrationFrame,
  now: number,
  rules: CalibrationRules = DEFAULT_RULES,
): Mismatch[] {
  if (frame.kind !== need.kind) {
    const message = `A ${need.kind} is needed; this is a ${frame.kind}.`;
    return [{ field: 'kind', message, facts: { code: 'other-kind', needed: need.kind, has: frame.kind } }];
  }
  const found: Mismatch[] = [];
  for (const field of READOUT_PROPERTIES) unlessSame(found, field, need[field], frame[field]);
  if (need.kind === 'dark') {
    const exposure = sameExposure(need.exposureS, frame.exposureS);
    if (!exposure) note(found, 'exposure', need.exposureS, frame.exposureS);
    if (!sameTemperature(need, frame.temperatureC)) {
      note(found, 'temperature', need.temperatureC, frame.temperatureC, need.toleranceC);
    }
  }
  if (need.kind === 'flat') {
    unlessSame(found, 'filter', need.filter, frame.filter);
    unlessSame(found, 'telescope', need.telescope, frame.telescope);
  }
  const ageDays = frame.takenAt === null ? 0 : (now - frame.takenAt) / DAY_MS;
  const freshDays = rules.freshDays[need.kind];
  if (Math.abs(ageDays) > freshDays) {
    const [days, younger] = [Math.floor(Math.abs(ageDays)), ageDays < 0];
    found.push({
      field: 'age',
      message: `It is ${days} days ${younger ? 'younger than the light' : 'old'}; a ${need.kind} serves for ${freshDays} days.`,
      facts: { code: 'age', kind: need.kind, days, younger, servesDays: freshDays },
    });
  }
  return found;
}

/** Darks and lights have the same exposure when they differ by no more than a shutter's and a clock's jitter. */
export function sameExposure(wantedS: number, foundS: number | undefined): boolean {
  return foundS !== undefined && Math.abs(wantedS - foundS) <= Math.max(0.001, 0.001 * wantedS);
}

function sameTemperature(need: DarkNeed, foundC: number | undefined): boolean {
  if (need.temperatureC === undefined || foundC === undefined) return false;
  // Sensors report tenths; −10.0 against −10.5 at ± 0.5 must not fall to a rounding of binary fractions.
  return Math.abs(need.temperatureC - foundC) <= need.toleranceC + 1e-9;
}

const DAY_MS = 86_400_000;

const NAMES: Readonly<Record<MatchedProperty, string>> = {
  camera: 'camera',
  readoutMode: 'readout mode',
  gain: 'gain',
  offset: 'offset',
  binning: 'binning',
  width: 'width (px)',
  height: 'height (px)',
  exposure: 'exposure (s)',
  temperature: 'temperature (°C)',
  filter: 'filter',
  telescope: 'telescope',
};

type Known = string | number | null | undefined;

function unlessSame(found: Mismatch[], property: MatchedProperty, needed: Known, has: Known): void {
  if (needed === undefined || has === undefined || needed !== has) note(found, property, needed, has);
}

/** @param tolerance of a temperature, °C */
function note(found: Mismatch[], property: MatchedProperty, needed: Known, has: Known, tolerance?: number): void {
  const name = tolerance === undefined ? NAMES[property] : `temperature (°C, ± ${tolerance})`;
  const values = { needed: matchedValue(needed), has: matchedValue(has) };
  found.push({
    field: property,
    message: `The ${name} needed is ${shown(values.needed)}; this has ${shown(values.has)}.`,
    facts: { code: 'differs', property, ...values, tolerance: tolerance ?? null },
  });
}

function matchedValue(value: Known): MatchedValue {
  if (value === undefined) return { unset: 'not-known' };
  if (value === null) return { unset: 'none' };
  return value === CAMERA_DEFAULT ? { unset: CAMERA_DEFAULT } : value;
}

const UNSET = { 'not-known': 'not known', none: 'none', 'camera-default': 'the camera’s default' } as const;

function shown(value: MatchedValue): string {
  return typeof value === 'object' ? UNSET[value.unset] : String(value);
}
