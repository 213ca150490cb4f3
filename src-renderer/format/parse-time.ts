/** Instants as a person types them. */
import { texts } from '../language/texts.ts';
import { utcDate } from './times.ts';

const DAY_MS = 86_400_000;

export type ParsedTime = { readonly ok: true; readonly iso: string | null } | { readonly ok: false; message: string };

/**
 * Reads a UTC time as a person types it: `2026-11-22 23:05`, `2026-11-22T23:05:00Z`, or only `23:05`, which is the next
 * such time after `now` (ms). Empty text is no time.
 */
export function parseUtc(text: string, now: number): ParsedTime {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '–') return { ok: true, iso: null };
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(trimmed);
  if (clock !== null) return fromParts(utcDate(now), clock[1]!, clock[2]!, clock[3] ?? '00', now);
  const full = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|UTC)?$/i.exec(trimmed);
  if (full !== null) return fromParts(full[1]!, full[2]!, full[3]!, full[4] ?? '00', null);
  return { ok: false, message: texts().parts.timeHint };
}

function fromParts(date: string, h: string, m: string, s: string, after: number | null): ParsedTime {
  const text = `${date}T${h.padStart(2, '0')}:${m}:${s}.000Z`;
  const time = Date.parse(text);
  // Date.parse rolls 30 February over to March; such a day is a slip of the hand, not a wish.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) {
    return { ok: false, message: texts().parts.noSuchTime };
  }
  const shifted = after !== null && time < after ? time + DAY_MS : time;
  return { ok: true, iso: new Date(shifted).toISOString() };
}
