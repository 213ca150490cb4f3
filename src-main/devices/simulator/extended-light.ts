/** Light of galaxies and nebulae on the sensor, row by row, as smooth profiles that hold the object's total light. */
import type { DeepSkyObject } from './deep-sky-objects.ts';

/** Something that adds electrons to the pixels of an unbinned row, of which `light[0]` is column `firstColumn`. */
export interface LightSource {
  addRow(row: number, firstColumn: number, light: Float32Array): void;
}

/** How many of its profile's scale lengths go into the catalogued radius of an object. */
const SCALES_IN_RADIUS: Readonly<Record<DeepSkyObject['kind'], number>> = {
  disc: 3.5,
  spiral: 3.5,
  cloud: 1.5,
  ring: 2.2,
  globular: 3.5,
};
/** Profiles are cut where so little is left. */
const FARTHEST_SCALES = 7;
const ARM_CONTRAST = 0.55;
/** Tangent of the angle by which spiral arms open. */
const ARM_PITCH = 0.3;

/**
 * Surface brightness at `r` (in scale lengths, in the object's own plane) and angle, normalised so that its integral
 * over the plane, in units of the scale length squared, is 1.
 */
function profile(kind: DeepSkyObject['kind'], r: number, angle: number): number {
  switch (kind) {
    case 'spiral': {
      // The arms' cosine averages out over the angle, so the total stays; none at the very centre.
      const arms = 1 + ARM_CONTRAST * Math.min(1, r) * Math.cos(2 * (angle - Math.log(r + 0.05) / ARM_PITCH));
      return (Math.exp(-r) / (2 * Math.PI)) * arms;
    }
    case 'ring': {
      // 7.517 is ∫ exp(−((r − 1.5)/0.45)²) 2πr dr.
      const off = (r - 1.5) / 0.45;
      return Math.exp(-off * off) / 7.517;
    }
    case 'cloud':
      return Math.exp(-r * r) / Math.PI;
    default:
      return Math.exp(-r) / (2 * Math.PI);
  }
}

/** An object centred on `x`, `y` (unbinned pixels) that leaves `electrons` in all; north up, east left. */
export function createExtendedLight(
  object: DeepSkyObject,
  place: { readonly x: number; readonly y: number; readonly electrons: number; readonly scaleArcsec: number },
): LightSource {
  const radiusPx = (object.majorArcmin * 30) / place.scaleArcsec;
  const scale = radiusPx / SCALES_IN_RADIUS[object.kind];
  const flattening = object.minorArcmin / object.majorArcmin;
  const angle = (object.positionAngleDeg * Math.PI) / 180;
  const [alongX, alongY] = [-Math.sin(angle), -Math.cos(angle)];
  const central = place.electrons / (scale * scale * flattening);
  const reach = FARTHEST_SCALES * scale;
  return {
    addRow(row, firstColumn, light) {
      const dy = row - place.y;
      if (Math.abs(dy) > reach) return;
      const half = Math.sqrt(reach * reach - dy * dy);
      const from = Math.max(0, Math.ceil(place.x - half) - firstColumn);
      const to = Math.min(light.length - 1, Math.floor(place.x + half) - firstColumn);
      for (let x = from; x <= to; x++) {
        const dx = x + firstColumn - place.x;
        const along = (dx * alongX + dy * alongY) / scale;
        const across = (dy * alongX - dx * alongY) / (scale * flattening);
        const r = Math.sqrt(along * along + across * across);
        if (r > FARTHEST_SCALES) continue;
        const at = object.kind === 'spiral' ? Math.atan2(across, along) : 0;
        light[x] = light[x]! + central * profile(object.kind, r, at);
      }
    },
  };
}
