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
 * Surface brightness at `r` (in scale lengths, in the object's own plane), normalised so that its integral over the plane,
 * in units of the scale length squared, is 1. Of a spiral without its arms.
 */
function brightness(kind: DeepSkyObject['kind'], r: number): number {
  switch (kind) {
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

/**
 * What a profile is at equal steps of r, for an object may cover millions of pixels. Two arms brighten a spiral at the angle a
 * by cos 2(a − w) of their contrast, where they wind by w(r): cos 2a and sin 2a, which follow from the place without an
 * angle, times cosine and sine of 2w. The cosine averages out over the angle, so the total stays; none at the very centre.
 */
interface Profile {
  readonly even: Float64Array;
  /** Null of what has no arms. */
  readonly arms: { readonly cosine: Float64Array; readonly sine: Float64Array } | null;
}
/** With lines between them the profiles are off by less than a thousandth of their value. */
const STEPS_PER_SCALE = 512;

function tabulate(kind: DeepSkyObject['kind']): Profile {
  const byRadius = (value: (r: number) => number) =>
    Float64Array.from({ length: FARTHEST_SCALES * STEPS_PER_SCALE + 2 }, (_, step) => value(step / STEPS_PER_SCALE));
  const even = byRadius((r) => brightness(kind, r));
  if (kind !== 'spiral') return { even, arms: null };
  const contrast = (r: number) => brightness(kind, r) * ARM_CONTRAST * Math.min(1, r);
  const twiceWound = (r: number) => (2 * Math.log(r + 0.05)) / ARM_PITCH;
  return {
    even,
    arms: {
      cosine: byRadius((r) => contrast(r) * Math.cos(twiceWound(r))),
      sine: byRadius((r) => contrast(r) * Math.sin(twiceWound(r))),
    },
  };
}

const profiles = new Map<DeepSkyObject['kind'], Profile>();
function profileOf(kind: DeepSkyObject['kind']): Profile {
  const known = profiles.get(kind) ?? tabulate(kind);
  profiles.set(kind, known);
  return known;
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
  const { even, arms } = profileOf(object.kind);
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
        const square = along * along + across * across;
        const at = Math.sqrt(square) * STEPS_PER_SCALE;
        const step = at | 0;
        if (step >= FARTHEST_SCALES * STEPS_PER_SCALE) continue;
        const past = at - step;
        let value = between(even, step, past);
        if (arms !== null && square > 0) {
          const cosine = (along * along - across * across) * between(arms.cosine, step, past);
          const sine = 2 * along * across * between(arms.sine, step, past);
          value += (cosine + sine) / square;
        }
        light[x] = light[x]! + central * value;
      }
    },
  };
}

/** On the line from one value to the next. */
function between(values: Float64Array, step: number, past: number): number {
  const value = values[step]!;
  return value + past * (values[step + 1]! - value);
}
