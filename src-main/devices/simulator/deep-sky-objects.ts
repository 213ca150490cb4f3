/** Well-known galaxies, nebulae and clusters, so that an observer recognises what a simulated frame shows. */
import type { SkyPosition } from './star-field.ts';

export interface DeepSkyObject extends SkyPosition {
  readonly name: string;
  /**
   * `disc` and `spiral` fade exponentially from the centre, `cloud` and `ring` shine in emission lines, a `globular` is
   * made of stars.
   */
  readonly kind: 'disc' | 'spiral' | 'cloud' | 'ring' | 'globular';
  /** V magnitude of all its light. */
  readonly magnitude: number;
  /** Apparent size, arcminutes, and the major axis's direction, degrees from north through east. */
  readonly majorArcmin: number;
  readonly minorArcmin: number;
  readonly positionAngleDeg: number;
}

type Row = [
  name: string,
  DeepSkyObject['kind'],
  ra: number,
  dec: number,
  mag: number,
  major: number,
  minor: number,
  pa: number,
];

const ROWS: readonly Row[] = [
  ['47 Tuc', 'globular', 6.0236, -72.0813, 4.1, 31, 31, 0],
  ['M 31', 'disc', 10.6847, 41.269, 3.4, 190, 60, 35],
  ['M 33', 'spiral', 23.4621, 30.6599, 5.7, 70, 42, 23],
  ['NGC 891', 'disc', 35.6392, 42.3491, 9.9, 13.5, 2.5, 22],
  ['M 1', 'cloud', 83.6331, 22.0145, 8.4, 6, 4, 125],
  ['M 42', 'cloud', 83.8221, -5.3911, 4, 65, 60, 0],
  ['M 81', 'spiral', 148.8882, 69.0653, 6.9, 26.9, 14.1, 157],
  ['M 82', 'disc', 148.9685, 69.6797, 8.4, 11.2, 4.3, 65],
  ['M 104', 'disc', 189.9976, -11.6231, 8, 8.7, 3.5, 90],
  ['M 64', 'disc', 194.1824, 21.683, 8.5, 10, 5.4, 115],
  ['M 63', 'spiral', 198.9555, 42.0293, 8.6, 12.6, 7.2, 105],
  ['Omega Centauri', 'globular', 201.697, -47.4795, 3.9, 36, 36, 0],
  ['M 51', 'spiral', 202.4696, 47.1952, 8.4, 11.2, 6.9, 163],
  ['NGC 5195', 'disc', 202.4983, 47.2661, 9.6, 5.8, 4.6, 79],
  ['M 3', 'globular', 205.5484, 28.3773, 6.2, 18, 18, 0],
  ['M 101', 'spiral', 210.8023, 54.3489, 7.9, 28.8, 26.9, 0],
  ['M 5', 'globular', 229.6384, 2.081, 5.7, 23, 23, 0],
  ['M 13', 'globular', 250.4235, 36.4613, 5.8, 20, 20, 0],
  ['M 92', 'globular', 259.2808, 43.1359, 6.4, 14, 14, 0],
  ['M 57', 'ring', 283.3962, 33.0292, 8.8, 1.4, 1, 60],
  ['M 27', 'cloud', 299.9015, 22.7211, 7.5, 8, 5.7, 125],
  ['M 15', 'globular', 322.493, 12.167, 6.2, 18, 18, 0],
];

export const DEEP_SKY_OBJECTS: readonly DeepSkyObject[] = ROWS.map(
  ([name, kind, raDeg, decDeg, magnitude, majorArcmin, minorArcmin, positionAngleDeg]) => ({
    name,
    kind,
    raDeg,
    decDeg,
    magnitude,
    majorArcmin,
    minorArcmin,
    positionAngleDeg,
  }),
);
