/** What is done by itself at the end of the night, and after an unexpected end, as the fields have it. */
import type { CalibrationSettings, SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import type { MorningChoice } from '../../../../src-main/contract/vocabulary.ts';
import { numberField, parseNumber } from '../../../format/numbers.ts';
import { texts } from '../../../language/texts.ts';
import type { ReadStep } from './step.ts';

export type MorningKind = CalibrationSettings['morning_kinds'][number];
export const MORNING_KINDS = ['bias', 'dark', 'flat'] as const satisfies readonly MorningKind[];

export interface MorningForm {
  readonly choice: MorningChoice;
  /** degrees */
  readonly sunAltitude: string;
  readonly kinds: readonly MorningKind[];
  readonly resumeAfterCrash: boolean;
}

/** What the record allows, degrees. */
const LOWEST = -18;
const HIGHEST = 20;

export function morningForm({ calibration, run }: SetupRecord): MorningForm {
  return {
    choice: calibration.in_the_morning,
    sunAltitude: numberField(calibration.morning_sun_altitude),
    kinds: calibration.morning_kinds,
    resumeAfterCrash: run.resume_after_crash,
  };
}

export function readMorning(form: MorningForm, setup: SetupRecord): ReadStep<'sunAltitude' | 'kinds'> {
  const problems: Partial<Record<'sunAltitude' | 'kinds', string>> = {};
  const altitude = parseNumber(form.sunAltitude);
  if (altitude == null || altitude < LOWEST || altitude > HIGHEST)
    problems.sunAltitude = `${texts().parts.range(numberField(LOWEST), numberField(HIGHEST))}°`;
  if (form.kinds.length === 0) problems.kinds = texts().setUp.kindNeeded;
  if (Object.keys(problems).length > 0 || altitude == null) return { setup: null, problems };
  const calibration = {
    in_the_morning: form.choice,
    morning_sun_altitude: altitude,
    morning_kinds: MORNING_KINDS.filter((kind) => form.kinds.includes(kind)),
  };
  return { setup: { ...setup, calibration, run: { resume_after_crash: form.resumeAfterCrash } }, problems };
}
