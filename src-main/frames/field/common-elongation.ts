/** What stars' shapes have in common. Pure. */
import type { FrameMeasurement } from '../../contract/frame-measurement.ts';

/** Elongation that all stars share must be so many times its uncertainty. */
const ELONGATION_SIGMAS = 4;

export interface StarShape {
  readonly eccentricity: number;
  readonly angleDeg: number;
}

/**
 * The mean of the stars' ellipticities as vectors of twice their angle: noise, and what differs from star to star, cancels; what was
 * done to all alike remains. Null where it does not stand out, or of fewer than `least` stars.
 */
export function commonElongation(shapes: readonly StarShape[], least: number): FrameMeasurement['elongation'] {
  const n = shapes.length;
  if (n < least) return null;
  const vectors = shapes.map(({ eccentricity, angleDeg }) => {
    const axes = 1 - eccentricity ** 2;
    const size = (1 - axes) / (1 + axes);
    const angle = (angleDeg * Math.PI) / 90;
    return { x: size * Math.cos(angle), y: size * Math.sin(angle) };
  });
  const mean = { x: vectors.reduce((sum, v) => sum + v.x, 0) / n, y: vectors.reduce((sum, v) => sum + v.y, 0) / n };
  const spread = vectors.reduce((sum, v) => sum + (v.x - mean.x) ** 2 + (v.y - mean.y) ** 2, 0) / n;
  const size = Math.hypot(mean.x, mean.y);
  if (size === 0 || size < ELONGATION_SIGMAS * Math.sqrt(spread / n)) return null;
  const angleDeg = ((Math.atan2(mean.y, mean.x) * 90) / Math.PI + 180) % 180;
  return { axisRatio: Math.sqrt((1 + size) / (1 - size)), angleDeg };
}
