/** How the sky behind the stars changes over a frame. Pure. */
import type { SkyProfile } from '../../contract/frame-measurement.ts';
import { medianOf } from '../stars/medians.ts';
import { cornersAboveMiddle, type Extent, MIDDLE, planeThrough, ZONES, zonePlace } from './zones.ts';

/** Places along a zone's side at which the sky is looked at. */
const LOOKS = 8;

/** The sky's level in each of the nine zones: the median of a grid of looks at it. */
export function skyZones(levelAt: (x: number, y: number) => number, { width, height }: Extent): number[] {
  return Array.from({ length: ZONES }, (_, zone) => {
    const { across, down } = zonePlace(zone);
    const [left, top] = [((across + 1) * width) / 3, ((down + 1) * height) / 3];
    const looks = Array.from({ length: LOOKS * LOOKS }, (_, look) => {
      const x = left + (((look % LOOKS) + 0.5) * width) / 3 / LOOKS;
      const y = top + ((Math.floor(look / LOOKS) + 0.5) * height) / 3 / LOOKS;
      return levelAt(x - 0.5, y - 0.5);
    });
    return medianOf(looks);
  });
}

/** @param pedestalAdu what the camera gives without light; null where that is not known */
export function skyProfile(zones: readonly number[], pedestalAdu: number | null, extent: Extent): SkyProfile {
  const plane = planeThrough(
    zones,
    zones.map(() => 0),
    extent,
  );
  const darker = -cornersAboveMiddle(zones);
  const partOf = (adu: number, level: number) =>
    pedestalAdu === null || level <= pedestalAdu ? null : (100 * adu) / (level - pedestalAdu);
  return {
    zones,
    pedestalAdu,
    gradient: { adu: plane.difference, percent: partOf(plane.difference, medianOf(zones)), angleDeg: plane.angleDeg },
    vignetting: { adu: darker, percent: partOf(darker, zones[MIDDLE]!) },
  };
}
