/** Observing nights and the sun's and moon's part in them. */
import { Body, Equator, Horizon, Illumination, Observer, SearchAltitude, SearchRiseSet } from 'astronomy-engine';
import type { NightView } from '../contract/views.ts';

export interface SitePosition {
  readonly latitudeDeg: number;
  /** East positive. */
  readonly longitudeDeg: number;
  readonly elevationM: number;
}

const DAY_MS = 86_400_000;

/**
 * The observing night that an instant belongs to: from local noon to local noon, named by its first date ('2026-11-22').
 * Local noon is that of the mean sun at the site's longitude, so that a clock change in civil time splits no night.
 */
export function nightOf(utcMs: number, longitudeDeg: number): string {
  const localMs = utcMs + (longitudeDeg / 360) * DAY_MS;
  return new Date(localMs - DAY_MS / 2).toISOString().slice(0, 10);
}

/** The local noon, UTC ms, that a night of this name begins with. */
export function noonBefore(name: string, longitudeDeg: number): number {
  return Date.parse(`${name}T12:00:00Z`) - (longitudeDeg / 360) * DAY_MS;
}

/** Apparent altitude of a body's centre, degrees. */
export function bodyAltitudeDeg(body: Body, at: Date, observer: Observer): number {
  const equator = Equator(body, at, observer, true, true);
  return Horizon(at, observer, equator.ra, equator.dec, 'normal').altitude;
}

/** Twilights, sun and moon for the night that an instant belongs to. Times are null where the sun does not get there. */
export function describeNight(utcMs: number, site: SitePosition): NightView {
  const observer = new Observer(site.latitudeDeg, site.longitudeDeg, site.elevationM);
  const name = nightOf(utcMs, site.longitudeDeg);
  const noon = new Date(noonBefore(name, site.longitudeDeg));
  const text = (time: { date: Date } | null) => (time === null ? null : time.date.toISOString());
  const sunset = SearchRiseSet(Body.Sun, observer, -1, noon, 1);
  const dusk = SearchAltitude(Body.Sun, observer, -1, noon, 1, -18);
  const dawn = SearchAltitude(Body.Sun, observer, +1, noon, 1, -18);
  const sunrise = SearchRiseSet(Body.Sun, observer, +1, noon, 1);
  const now = new Date(utcMs);
  return {
    name,
    sunset: text(sunset),
    astronomicalDusk: text(dusk),
    astronomicalDawn: text(dawn),
    sunrise: text(sunrise),
    sunAltitudeDeg: bodyAltitudeDeg(Body.Sun, now, observer),
    moonAltitudeDeg: bodyAltitudeDeg(Body.Moon, now, observer),
    moonIlluminatedFraction: Illumination(Body.Moon, now).phase_fraction,
  };
}

/** Apparent altitude of the sun's centre, degrees. */
export function sunAltitudeDeg(utcMs: number, site: SitePosition): number {
  const observer = new Observer(site.latitudeDeg, site.longitudeDeg, site.elevationM);
  return bodyAltitudeDeg(Body.Sun, new Date(utcMs), observer);
}

/** Altitude of a J2000 position, degrees, without refraction; good to some arcminutes, which is plenty for an airmass. */
export function altitudeOf(raDeg: number, decDeg: number, utcMs: number, site: SitePosition): number {
  const horizon = Horizon(
    new Date(utcMs),
    new Observer(site.latitudeDeg, site.longitudeDeg, site.elevationM),
    raDeg / 15,
    decDeg,
  );
  return horizon.altitude;
}

/** Relative airmass at an altitude in degrees (Kasten & Young 1989); null below the horizon. */
export function airmassAt(altitude: number): number | null {
  if (altitude <= 0) return null;
  return 1 / (Math.sin((altitude * Math.PI) / 180) + 0.50572 * (altitude + 6.07995) ** -1.6364);
}
