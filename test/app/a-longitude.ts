import { sunAltitudeDeg } from '../../src-main/tasks/night.ts';

/** Longitude on the equator at which the sun has an altitude, degrees. */
export function longitudeOf(sunDeg: number, way: 'dusk' | 'dawn', utcMs: number): number {
  const altitude = (longitudeDeg: number) => sunAltitudeDeg(utcMs, { latitudeDeg: 0, longitudeDeg, elevationM: 0 });
  let best = -180;
  for (let longitude = -180; longitude < 180; longitude += 0.02) {
    // East of here the sun is ahead on its way.
    const falls = altitude(longitude + 1) < altitude(longitude);
    if (falls !== (way === 'dusk')) continue;
    if (Math.abs(altitude(longitude) - sunDeg) < Math.abs(altitude(best) - sunDeg)) best = longitude;
  }
  return best;
}
