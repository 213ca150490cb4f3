/** Instants as text. UTC is the rule; site time is shown beside it. */

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
