/** Instants as they stand on the wire. */
import { z } from 'zod';

/** UTC date-time to ms since 1970. Text without a zone is UTC, as all times of the record are. */
export const utcInstant = z
  .string('must be a UTC date-time such as 2026-11-22T20:30:00Z')
  .transform((text, context) => {
    const shape = /^(\d{4})-(\d\d)-(\d\d)([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
    const zoned =
      shape === null ? text : shape[4] === undefined ? `${text}T00:00:00Z` : shape[7] === undefined ? `${text}Z` : text;
    const ms = shape === null ? Number.NaN : Date.parse(zoned.replace(' ', 'T'));
    const sameDay =
      shape !== null && new Date(Date.UTC(+shape[1]!, +shape[2]! - 1, +shape[3]!)).getUTCDate() === +shape[3]!;
    if (Number.isNaN(ms) || !sameDay) {
      context.addIssue({
        code: 'custom',
        message: `“${text.slice(0, 40)}” is not a UTC date-time such as 2026-11-22T20:30:00Z`,
        params: { facts: { code: 'no-instant' } },
      });
      return z.NEVER;
    }
    return ms;
  });

/** An instant that may be absent. */
export const instant = utcInstant.nullish().default(null);
