/** What camera and set-up say of a sensor, and what is to be said when it is measured to be otherwise. Pure. */
import type { SetupRecord } from '../../contract/setup-record.ts';
import type { SensorQuantity } from '../../contract/vocabulary.ts';

type Camera = SetupRecord['cameras'][number];

export type NominalFigures = Readonly<Partial<Record<SensorQuantity, number>>>;

export interface NominalQuestion {
  readonly readoutMode: string | null;
  readonly binning: number | null;
  /** °C of the sensor; null: not known. */
  readonly temperatureC: number | null;
  /** What the frame's own header says, which knows the gain setting: e⁻/ADU, e⁻. */
  readonly eGain: number | null;
  readonly readNoiseE: number | null;
}

/** The header is believed before the set-up; a quantity of which neither says anything is left out. */
export function nominalFigures(camera: Camera | null, asked: NominalQuestion): NominalFigures {
  const binning = asked.binning ?? 1;
  const mode = camera?.readout_modes.find(
    ({ name, binning: binned }) => binned === binning && (asked.readoutMode === null || name === asked.readoutMode),
  );
  return {
    ...given('gain', asked.eGain ?? mode?.gain),
    ...given('read_noise', asked.readNoiseE ?? mode?.readout_noise),
    ...given('bias_level', mode?.blank_level),
    // The well of a binned pixel depends on where the camera adds up.
    ...given('full_well', binning === 1 ? camera?.full_well_capacity : undefined),
    // The set-up's is that of its own set point: the dark current doubles every few degrees.
    ...given('dark_current', isAtSetPoint(camera, asked.temperatureC) ? mode?.dark_current : undefined),
  };
}

function given(quantity: SensorQuantity, value: number | null | undefined): NominalFigures {
  return value == null || !(value > 0) ? {} : { [quantity]: value };
}

function isAtSetPoint(camera: Camera | null, temperatureC: number | null): boolean {
  const setPointC = camera?.temperature_setpoint;
  if (camera == null || setPointC == null || temperatureC === null) return false;
  return Math.abs(temperatureC - setPointC) <= camera.temperature_setpoint_tolerance;
}

interface Allowance {
  readonly name: string;
  readonly unit: string;
  /** Of the nominal value, as its multiples. */
  readonly least: number;
  readonly most: number;
  /** What may be behind it. */
  readonly hint: string;
}

/**
 * This project's own margins: wider than makers' tolerances and than what photon transfer from a few pairs may be off (some
 * per cent), narrower than a wrong gain setting, a bad cable or a warm sensor make.
 */
const ALLOWED: Readonly<Partial<Record<SensorQuantity, Allowance>>> = {
  gain: {
    ...{ name: 'gain', unit: 'e⁻/ADU', least: 0.9, most: 1.1 },
    hint: 'Look whether the gain setting is the one meant, and whether the flats were evenly lit.',
  },
  read_noise: {
    ...{ name: 'read noise', unit: 'e⁻', least: 0.75, most: 1.25 },
    hint: 'Look for a bad cable, hub or ground, and at the readout mode.',
  },
  bias_level: {
    ...{ name: 'bias level', unit: 'ADU', least: 0.8, most: 1.2 },
    hint: 'Look at the offset setting, and for light on the sensor.',
  },
  full_well: {
    ...{ name: 'full well', unit: 'e⁻', least: 0.8, most: Number.POSITIVE_INFINITY },
    hint: 'Flats should stay well below it.',
  },
  dark_current: {
    ...{ name: 'dark current', unit: 'e⁻/s', least: 0, most: 2 },
    hint: 'Look for light on the sensor, and whether the cooler holds its temperature.',
  },
};

/** Above this the response is no longer in proportion to the light. */
const MOST_NON_LINEARITY = 0.02;

/** A sentence, and what to look at; null when the value is as it should be, or nothing says how it should be. */
export function warningOf(quantity: SensorQuantity, value: number, nominal: number | null): string | null {
  if (quantity === 'non_linearity' && value > MOST_NON_LINEARITY) {
    return `The response is ${(100 * value).toFixed(1)} % off proportion to the light. Look whether the flats’ light was steady.`;
  }
  const allowed = ALLOWED[quantity];
  if (allowed === undefined || nominal === null) return null;
  if (value >= allowed.least * nominal && value <= allowed.most * nominal) return null;
  const { name, unit, hint } = allowed;
  const shown = (figure: number) => String(Number(figure.toPrecision(3)));
  return `The ${name} is ${shown(value)} ${unit}, where the camera should have ${shown(nominal)}. ${hint}`;
}
