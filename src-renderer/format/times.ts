/** Instants as text and back. UTC is the rule; site time is shown beside it. */
import { texts } from '../language/texts.ts';

const DAY_MS = 86_400_000;

/** `23:05:09` (UTC), or `23:05` without seconds; an en dash for no time. */
export function utcTime(iso: string | number | null, seconds = true): string {
  if (iso === null) return '–';
  const text = new Date(iso).toISOString();
  return text.slice(11, seconds ? 19 : 16);
}

/** `2026-11-22` (UTC). */
export function utcDate(iso: string | number | null): string {
  return iso === null ? '–' : new Date(iso).toISOString().slice(0, 10);
}

/** `2026-11-22 23:05` (UTC), as the forms take it. */
export function utcDateTime(iso: string | number | null): string {
  return iso === null ? '–' : `${utcDate(iso)} ${utcTime(iso, false)}`;
}

/** Time at the site, `20:05` or `20:05:09`. An unknown zone falls back to UTC, so that a clock is always there. */
export function siteTime(iso: string | number | null, timeZone: string, seconds = false): string {
  if (iso === null) return '–';
  return clockFormat(timeZone, seconds).format(new Date(iso));
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

function clockFormat(timeZone: string, seconds: boolean): Intl.DateTimeFormat {
  const key = `${timeZone}/${seconds}`;
  let format = clockFormats.get(key);
  if (format === undefined) {
    const shape: Intl.DateTimeFormatOptions = {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(seconds ? { second: '2-digit' } : {}),
    };
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...shape, timeZone });
    } catch {
      format = new Intl.DateTimeFormat('en-GB', { ...shape, timeZone: 'UTC' });
    }
    clockFormats.set(key, format);
  }
  return format;
}

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
