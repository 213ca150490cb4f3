/** Light of galaxies and nebulae on the sensor, row by row, as smooth profiles that hold the object's total light. */
import type { DeepSkyObject } from './deep-sky-objects.ts';
import { WIDEST_ROW } from './sensor-kernel/sensor-row.ts';

/** Something that adds electrons to the pixels of an unbinned row: the light of `sensorRow()`, of which `light[0]` is column `firstColumn`. */
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
  // A little farther than anything shines, for the last cubic.
  const byRadius = (value: (r: number) => number) =>
    Float64Array.from({ length: (FARTHEST_SCALES + 1) * STEPS_PER_SCALE }, (_, step) => value(step / STEPS_PER_SCALE));
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

/**
 * A profile is worked out only in every so many columns, with a cubic through four of them for the pixels between: an object may
 * cover millions of pixels, and is smooth. So many steps to a scale length across the object keep that within a thousandth of
 * the exact brightness, the more the finer its detail: far below the shot noise.
 */
const STEPS_ACROSS: Readonly<Record<DeepSkyObject['kind'], number>> = {
  disc: 8,
  spiral: 12,
  cloud: 12,
  ring: 25,
  globular: 8,
};
/** Each pixel is worked out where arms wind faster than that, and around the point in a disc's centre; scale lengths. */
const EACH_PIXEL_WITHIN = { arms: 1.25, point: 0.4 } as const;
/** What was worked out last. A cubic begins one step before its first pixel and ends two after its last. */
const worked = new Float64Array(WIDEST_ROW + 4);

/** An object centred on `x`, `y` (unbinned pixels) that leaves `electrons` in all; north up, east left. */
export function createExtendedLight(
  object: DeepSkyObject,
  place: { readonly x: number; readonly y: number; readonly electrons: number; readonly scaleArcsec: number },
): LightSource {
  const radiusPx = (object.majorArcmin * 30) / place.scaleArcsec;
  const scale = radiusPx / SCALES_IN_RADIUS[object.kind];
  const scaleAcross = scale * (object.minorArcmin / object.majorArcmin);
  const angle = (object.positionAngleDeg * Math.PI) / 180;
  const [alongX, alongY] = [-Math.sin(angle) / scale, -Math.cos(angle) / scale];
  const [acrossX, acrossY] = [Math.cos(angle) / scaleAcross, -Math.sin(angle) / scaleAcross];
  const central = place.electrons / (scale * scaleAcross);
  const { even, arms } = profileOf(object.kind);
  const every = Math.max(1, Math.floor(scaleAcross / STEPS_ACROSS[object.kind]));
  const eachWithin = EACH_PIXEL_WITHIN[arms === null ? 'point' : 'arms'];

  /** Puts e⁻ of a row's pixels into `worked`: of `count` that begin at `dx` from the centre, `step` apart. */
  const workOut = (dx: number, dy: number, step: number, count: number): void => {
    for (let i = 0; i < count; i++) {
      const along = (dx + i * step) * alongX + dy * alongY;
      const across = (dx + i * step) * acrossX + dy * acrossY;
      const square = along * along + across * across;
      const at = Math.sqrt(square) * STEPS_PER_SCALE;
      const below = Math.min(at | 0, even.length - 2);
      const past = at - below;
      let value = between(even, below, past);
      if (arms !== null && square > 0) {
        const cosine = (along * along - across * across) * between(arms.cosine, below, past);
        const sine = 2 * along * across * between(arms.sine, below, past);
        value += (cosine + sine) / square;
      }
      worked[i] = central * value;
    }
  };

  // The square of the distance from the centre, in scale lengths, is a dx² + 2 b dx dy + c dy².
  const a = alongX ** 2 + acrossX ** 2;
  const b = alongX * alongY + acrossX * acrossY;
  const c = alongY ** 2 + acrossY ** 2;
  /** Which of a row's columns are within `radius` scale lengths: the first of them, and that after the last. */
  const columnsWithin = (radius: number, dy: number): readonly [number, number] => {
    const aside = (b * dy) / a;
    const square = (radius ** 2 - c * dy ** 2) / a + aside ** 2;
    const half = Math.sqrt(Math.max(0, square));
    const first = Math.ceil(place.x - aside - half);
    return [first, square < 0 ? first : Math.floor(place.x - aside + half) + 1];
  };

  const addColumns = (light: Float32Array, firstColumn: number, dy: number, from: number, to: number, step: number) => {
    if (from >= to) return;
    // Steps are counted from the sensor's edge, so that a part of it shows what all of it does.
    const start = from - (from % step);
    workOut(start - step - place.x, dy, step, Math.ceil((to - start) / step) + 3);
    addCubics(light, start - firstColumn, step, from - firstColumn, to - firstColumn);
  };

  return {
    addRow(row, firstColumn, light) {
      const dy = row - place.y;
      const end = firstColumn + light.length;
      const [left, right] = columnsWithin(FARTHEST_SCALES, dy);
      const from = Math.max(firstColumn, left);
      const to = Math.min(end, right);
      const [eachLeft, eachRight] = columnsWithin(eachWithin, dy);
      const eachFrom = Math.min(to, Math.max(from, eachLeft));
      const eachTo = Math.min(to, Math.max(from, eachRight));
      addColumns(light, firstColumn, dy, from, eachFrom, every);
      addColumns(light, firstColumn, dy, eachFrom, eachTo, 1);
      addColumns(light, firstColumn, dy, eachTo, to, every);
    },
  };
}

/** On the line from one value to the next. */
function between(values: Float64Array, step: number, past: number): number {
  const value = values[step]!;
  return value + past * (values[step + 1]! - value);
}

/** Adds to `light`, from `first` until before `end`, what Lagrange's cubics through `worked` are, whose second value is at `start`. */
function addCubics(light: Float32Array, start: number, step: number, first: number, end: number): void {
  const share = 1 / step;
  for (let i = 0, column = start; column < end; i++, column += step) {
    const before = worked[i]!;
    const here = worked[i + 1]!;
    const next = worked[i + 2]!;
    const after = worked[i + 3]!;
    const slope = next - here / 2 - before / 3 - after / 6;
    const bend = (before + next) / 2 - here;
    const twist = (after - before) / 6 + (here - next) / 2;
    const last = Math.min(column + step, end);
    for (let x = Math.max(column, first); x < last; x++) {
      const part = (x - column) * share;
      light[x] = light[x]! + here + part * (slope + part * (bend + part * twist));
    }
  }
}
