/** The stars of a globular cluster: as many as a frame can tell apart, with the cluster's light between them. */
import type { DeepSkyObject } from './deep-sky-objects.ts';
import { createRandomStream, mixKey } from './random.ts';
import type { Star } from './star-field.ts';

const STARS = 4000;
/** Half of the light lies within this share of the catalogued radius. */
const HALF_LIGHT_SHARE = 0.17;
/** From the brightest giants down, and how their number grows with the magnitude. */
const MAGNITUDES = 5;
const COUNT_SLOPE = 0.3;

/** Spread as in Plummer's model: half the stars within its radius, thinning out without an edge. */
export function clusterStars(cluster: DeepSkyObject): readonly Star[] {
  const random = createRandomStream(mixKey(51, cluster.raDeg * 1e4, cluster.decDeg * 1e4));
  const radiusDeg = (cluster.majorArcmin / 120) * HALF_LIGHT_SHARE;
  const steps = 10 ** (COUNT_SLOPE * MAGNITUDES);
  const stars = Array.from({ length: STARS }, () => {
    const share = random.uniform() * 0.98;
    const distance = radiusDeg * Math.sqrt(share / (1 - share));
    const direction = 2 * Math.PI * random.uniform();
    return {
      raDeg: cluster.raDeg + (distance * Math.sin(direction)) / Math.cos((cluster.decDeg * Math.PI) / 180),
      decDeg: cluster.decDeg + distance * Math.cos(direction),
      belowBrightest: Math.log10(1 + random.uniform() * (steps - 1)) / COUNT_SLOPE,
    };
  });
  const light = stars.reduce((sum, star) => sum + 10 ** (-0.4 * star.belowBrightest), 0);
  const brightest = cluster.magnitude + 2.5 * Math.log10(light);
  return stars.map(({ raDeg, decDeg, belowBrightest }) => ({ raDeg, decDeg, magnitude: brightest + belowBrightest }));
}
