/** The light of a whole night: its twilights, and where the moon stands. */
import { Body, Illumination, Observer, SearchAltitude, SearchRiseSet } from 'astronomy-engine';
import type { NightSkyView } from '../contract/timeline-view.ts';
import { bodyAltitudeDeg, noonBefore, type SitePosition } from './night.ts';

const DAY_MS = 86_400_000;
const MOON_EVERY_MS = 15 * 60_000;
/** Altitudes of the sun's centre at the ends of the twilights, degrees. */
const CIVIL = -6;
const NAUTICAL = -12;
const ASTRONOMICAL = -18;

/** @param name the night's, '2026-11-22' */
export function nightSky(name: string, site: SitePosition): NightSkyView {
  const observer = new Observer(site.latitudeDeg, site.longitudeDeg, site.elevationM);
  const noon = noonBefore(name, site.longitudeDeg);
  const text = (time: { date: Date } | null) => (time === null ? null : time.date.toISOString());
  const dusk = (altitude: number) => text(SearchAltitude(Body.Sun, observer, -1, new Date(noon), 1, altitude));
  const dawn = (altitude: number) => text(SearchAltitude(Body.Sun, observer, +1, new Date(noon), 1, altitude));
  const moonTimes = Array.from({ length: DAY_MS / MOON_EVERY_MS + 1 }, (_, i) => new Date(noon + i * MOON_EVERY_MS));
  return {
    sunset: text(SearchRiseSet(Body.Sun, observer, -1, new Date(noon), 1)),
    civilDusk: dusk(CIVIL),
    nauticalDusk: dusk(NAUTICAL),
    astronomicalDusk: dusk(ASTRONOMICAL),
    astronomicalDawn: dawn(ASTRONOMICAL),
    nauticalDawn: dawn(NAUTICAL),
    civilDawn: dawn(CIVIL),
    sunrise: text(SearchRiseSet(Body.Sun, observer, +1, new Date(noon), 1)),
    moon: moonTimes.map((at) => ({
      at: at.toISOString(),
      altitudeDeg: Math.round(bodyAltitudeDeg(Body.Moon, at, observer) * 10) / 10,
    })),
    moonIlluminatedFraction: Illumination(Body.Moon, new Date(noon + DAY_MS / 2)).phase_fraction,
  };
}
