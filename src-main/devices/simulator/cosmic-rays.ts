/** Charge that particles leave in the simulated sensor. */
import type { RandomStream } from './random.ts';

/** Muons at sea level and the radioactivity of window and housing together, per cm² and second. */
const EVENTS_PER_CM2_S = 2 / 60;
/** Electrons left per pixel crossed. */
const TYPICAL_CHARGE_E = 900;
const LONGEST_TRACK_PX = 60;

export interface TrackPixel {
  readonly x: number;
  readonly electrons: number;
}

/** Tracks collected in `exposureS`, as pixels by unbinned row: straight lines at random places and angles. */
export function cosmicRays(
  random: RandomStream,
  sensor: { readonly width: number; readonly height: number; readonly pixelUm: number },
  exposureS: number,
): ReadonlyMap<number, readonly TrackPixel[]> {
  const areaCm2 = (sensor.width * sensor.height * sensor.pixelUm ** 2) / 1e8;
  const rows = new Map<number, TrackPixel[]>();
  for (let left = random.poisson(EVENTS_PER_CM2_S * areaCm2 * exposureS); left > 0; left--) {
    const x = random.uniform() * sensor.width;
    const y = random.uniform() * sensor.height;
    const angle = random.uniform() * 2 * Math.PI;
    // Most come steeply and cross few pixels.
    const length = 1 + Math.floor(LONGEST_TRACK_PX * random.uniform() ** 4);
    for (let step = 0; step < length; step++) {
      const column = Math.floor(x + step * Math.cos(angle));
      const row = Math.floor(y + step * Math.sin(angle));
      if (column < 0 || column >= sensor.width) continue;
      const pixel = { x: column, electrons: TYPICAL_CHARGE_E * Math.exp(0.7 * random.gaussian()) };
      const list = rows.get(row);
      if (list) list.push(pixel);
      else rows.set(row, [pixel]);
    }
  }
  return rows;
}
