/** How bright the simulated sky is, by the sun's altitude. */
import { Body, Equator, Horizon, Observer } from 'astronomy-engine';

/** V magnitudes per square arcsecond: a moonless sky away from towns, and the daylight sky that twilight begins from. */
const DARK_SKY_MAG = 21.3;
const DAYLIGHT_SKY_MAG = 3.5;

/** The sun's altitude where `alwaysNight` holds, degrees. */
export const DEEP_NIGHT_SUN_DEG = -30;

/** Apparent altitude of the sun's centre in degrees. */
export function sunAltitudeDeg(utcMs: number, latitudeDeg: number, longitudeDeg: number): number {
  const observer = new Observer(latitudeDeg, longitudeDeg, 0);
  const at = new Date(utcMs);
  const sun = Equator(Body.Sun, at, observer, true, true);
  return Horizon(at, observer, sun.ra, sun.dec, 'normal').altitude;
}

/**
 * Brightness of the sky near the zenith, V magnitudes per square arcsecond. Twilight between −5° and −15° follows the fit
 * of Patat, Ugolnikov and Postylyakov (Astronomy & Astrophysics 455, 385, 2006); towards day it goes on with the fit's
 * slope at −5°, towards night it adds to the dark sky's light.
 */
export function skyMagnitude(sunDeg: number): number {
  const beyond = -5 - sunDeg;
  const twilight =
    beyond < 0
      ? Math.max(DAYLIGHT_SKY_MAG, 11.84 + 1.518 * beyond)
      : // The fit's parabola has its top at 13.3°; the light goes on fading.
        11.84 + 1.518 * beyond - 0.057 * Math.min(beyond, 13.3) * beyond;
  const light = 10 ** (-0.4 * twilight) + 10 ** (-0.4 * DARK_SKY_MAG);
  return -2.5 * Math.log10(light);
}
