/** What a light's stars and sky must be like: settings of an instrument. */
import { z } from 'zod';

/** `warn` raises an alarm and the frame counts; `reject` keeps it from counting, and another is taken. */
const limited = z
  .object({ limit: z.number().positive(), action: z.enum(['warn', 'reject']).default('warn') })
  .strict()
  .nullable();

/** Null switches a limit off. The night's best is the best median of five frames in a row, in the same filter and binning. */
export const starLimitsRecord = z
  .object({
    /** px */
    max_hfr: limited.default(null),
    /** % above the night's best HFR */
    max_hfr_rise: limited.default({ limit: 50, action: 'warn' }),
    min_stars: limited.default(null),
    /** % fewer stars than the night's best of the same pointing and exposure: clouds */
    max_star_loss: limited.default({ limit: 70, action: 'warn' }),
    /** ADU */
    max_background: limited.default(null),
    /** Long over short axis of what all stars have in common: tracking, wind */
    max_axis_ratio: limited.default({ limit: 1.3, action: 'warn' }),
  })
  .strict()
  .prefault({});
export type StarLimits = z.output<typeof starLimitsRecord>;
export type StarCheck = keyof StarLimits;
export const STAR_CHECKS = [
  'max_hfr',
  'max_hfr_rise',
  'min_stars',
  'max_star_loss',
  'max_background',
  'max_axis_ratio',
] as const satisfies readonly StarCheck[];

/** What a light has of what a limit is on, and what it is held against. */
export interface StarFacts {
  readonly check: StarCheck;
  /** Half-flux radius, px; stars; sky, ADU; length by width. */
  readonly value: number;
  /** Of the night, or of the same field. */
  readonly best: number | null;
  /** Of what draws the stars out, to the rows. */
  readonly angleDeg: number | null;
}
