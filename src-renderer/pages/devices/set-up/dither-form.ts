/** Dithering as its fields have it, and the set-up it means. */
import type { DitherSettings, SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { numberField, parseNumber } from '../../../format/numbers.ts';
import { texts } from '../../../language/texts.ts';
import type { ReadStep } from './step.ts';

export interface DitherForm {
  readonly how: DitherSettings['how'];
  /** After so many lights; 0 is never. */
  readonly every: string;
  readonly betweenSkyFlats: boolean;
  /** s */
  readonly timeout: string;
  readonly onFailure: DitherSettings['on_failure'];
}

/** What the record allows. */
const MOST_LIGHTS = 1000;
const LONGEST_S = 300;

export function ditherForm({ dither }: SetupRecord): DitherForm {
  return {
    how: dither.how,
    every: numberField(dither.lights_every),
    betweenSkyFlats: dither.between_sky_flats,
    timeout: numberField(dither.timeout_sec),
    onFailure: dither.on_failure,
  };
}

export function readDither(form: DitherForm, setup: SetupRecord): ReadStep<'every' | 'timeout'> {
  const problems: Partial<Record<'every' | 'timeout', string>> = {};
  const every = parseNumber(form.every);
  if (every == null || !Number.isInteger(every) || every < 0 || every > MOST_LIGHTS)
    problems.every = texts().parts.range('0', String(MOST_LIGHTS));
  const timeout = parseNumber(form.timeout);
  if (timeout == null || timeout < 1 || timeout > LONGEST_S)
    problems.timeout = `${texts().parts.range('1', String(LONGEST_S))} s`;
  if (Object.keys(problems).length > 0 || every == null || timeout == null) return { setup: null, problems };
  const dither = {
    ...setup.dither,
    how: form.how,
    lights_every: every,
    between_sky_flats: form.betweenSkyFlats,
    timeout_sec: timeout,
    on_failure: form.onFailure,
  };
  return { setup: { ...setup, dither }, problems };
}
