/** What a light's stars and sky must be like, as the fields have it, and the set-up it means. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { STAR_CHECKS, type StarCheck, type StarLimits } from '../../../../src-main/contract/star-limits.ts';
import { numberField, parseNumber } from '../../../format/numbers.ts';
import { texts } from '../../../language/texts.ts';
import { activeOf, type ReadStep, replaced } from './step.ts';

export const LIMIT_ACTIONS = ['off', 'warn', 'reject'] as const;
export type LimitAction = (typeof LIMIT_ACTIONS)[number];

export interface LimitForm {
  readonly action: LimitAction;
  readonly limit: string;
}
export type StarLimitsForm = Readonly<Record<StarCheck, LimitForm>>;

/** What is offered when a check that had no limit is switched on, in the check's own unit. */
const SUGGESTED: Readonly<Record<StarCheck, number>> = {
  max_hfr: 4,
  max_hfr_rise: 50,
  min_stars: 20,
  max_star_loss: 70,
  max_background: 20_000,
  max_axis_ratio: 1.3,
};

export function starLimitsForm(setup: SetupRecord): StarLimitsForm {
  const limits = activeOf(setup).instrument?.star_limits;
  const entries = STAR_CHECKS.map((check): [StarCheck, LimitForm] => {
    const limited = limits?.[check] ?? null;
    return [
      check,
      limited === null
        ? { action: 'off', limit: numberField(SUGGESTED[check]) }
        : { action: limited.action, limit: numberField(limited.limit) },
    ];
  });
  return Object.fromEntries(entries) as Record<StarCheck, LimitForm>;
}

export function readStarLimits(form: StarLimitsForm, setup: SetupRecord): ReadStep<StarCheck> {
  const problems: Partial<Record<StarCheck, string>> = {};
  const entries = STAR_CHECKS.map((check) => {
    const { action, limit } = form[check];
    if (action === 'off') return [check, null] as const;
    const value = parseNumber(limit);
    if (value == null || value <= 0) problems[check] = texts().setUp.aboveZero;
    return [check, { limit: value ?? 0, action }] as const;
  });
  const { instrument } = activeOf(setup);
  if (Object.keys(problems).length > 0 || instrument === undefined) return { setup: null, problems };
  const star_limits = Object.fromEntries(entries) as StarLimits;
  return { setup: { ...setup, instruments: replaced(setup.instruments, instrument.id, { star_limits }) }, problems };
}
