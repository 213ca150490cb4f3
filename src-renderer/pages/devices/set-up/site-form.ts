/** The site as its fields have it, and the set-up they mean. */
import type { SetupRecord } from '../../../../src-main/contract/setup-record.ts';
import { parseLatitude, parseLongitude } from '../../../format/coordinates.ts';
import { numberField, parseNumber } from '../../../format/numbers.ts';
import { texts } from '../../../language/texts.ts';
import type { ReadStep } from './step.ts';

export interface SiteForm {
  readonly name: string;
  readonly observer: string;
  /** Decimal degrees or sexagesimal, with a sign or a letter. */
  readonly latitude: string;
  readonly longitude: string;
  /** m */
  readonly elevation: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** What the record allows, m. */
const LOWEST = -500;
const HIGHEST = 9000;

export function siteForm({ site }: SetupRecord): SiteForm {
  return {
    name: site.name,
    observer: site.observer,
    latitude: numberField(site.latitude),
    longitude: numberField(site.longitude),
    elevation: numberField(site.elevation),
    timeZone: site.time_zone,
  };
}

export function readSite(form: SiteForm, setup: SetupRecord): ReadStep<keyof SiteForm> {
  const t = texts().setUp;
  const problems: Partial<Record<keyof SiteForm, string>> = {};
  const name = form.name.trim();
  if (name === '') problems.name = t.nameNeeded;
  const latitude = parseLatitude(form.latitude);
  if (!latitude.ok) problems.latitude = latitude.message;
  const longitude = parseLongitude(form.longitude);
  if (!longitude.ok) problems.longitude = longitude.message;
  const elevation = parseNumber(form.elevation);
  if (elevation == null || elevation < LOWEST || elevation > HIGHEST)
    problems.elevation = `${texts().parts.range(numberField(LOWEST), numberField(HIGHEST))} m`;
  const timeZone = form.timeZone.trim();
  if (!isTimeZone(timeZone)) problems.timeZone = t.noSuchZone;
  if (Object.keys(problems).length > 0 || !latitude.ok || !longitude.ok || elevation == null)
    return { setup: null, problems };
  const site = {
    name,
    observer: form.observer.trim(),
    latitude: latitude.degrees,
    longitude: longitude.degrees,
    elevation,
    time_zone: timeZone,
  };
  return { setup: { ...setup, site }, problems };
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
