/** What a field's numbers look like: directions, zones' marks, and whether a difference is one. Pure. */
import type { FieldDifference, FieldZone } from '../../src-main/contract/frame-measurement.ts';

/** Counter-clockwise from the right, in steps of 45°. */
const SIDES = [
  { arrow: '→', side: 'right' },
  { arrow: '↗', side: 'upperRight' },
  { arrow: '↑', side: 'top' },
  { arrow: '↖', side: 'upperLeft' },
  { arrow: '←', side: 'left' },
  { arrow: '↙', side: 'lowerLeft' },
  { arrow: '↓', side: 'bottom' },
  { arrow: '↘', side: 'lowerRight' },
] as const;

export type Side = (typeof SIDES)[number]['side'];

/** The side of the frame that an angle points to, which is counter-clockwise from a row's direction, first row on top. */
export function direction(angleDeg: number): (typeof SIDES)[number] {
  return SIDES[((Math.round(angleDeg / 45) % 8) + 8) % 8]!;
}

/** A difference of less than three times its uncertainty may be none, and one of less than 1 % nobody can turn a screw for. */
export function differenceStandsOut({ percent, uncertaintyPercent }: FieldDifference): boolean {
  return Math.abs(percent) > Math.max(1, 3 * uncertaintyPercent);
}

/** A zone as large as the middle one has a circle of this radius, and a change of its stars' size is shown four times as large. */
const USUAL_RADIUS = 7;
const EXAGGERATED = 4;
const RADII = { least: 2.5, most: 12 } as const;
const HALF_LINE = 12;

export interface ZoneMark {
  /** Null: the zone has no size. */
  readonly radius: number | null;
  /** Half of a line along the way in which the zone's stars are drawn out, x to the right and y down. */
  readonly line: { readonly x: number; readonly y: number } | null;
}

export function zoneMark({ hfr, elongation }: FieldZone, middleHfr: number | null): ZoneMark {
  const larger = hfr === null || middleHfr === null ? null : EXAGGERATED * (hfr / middleHfr - 1);
  const angle = ((elongation?.angleDeg ?? 0) * Math.PI) / 180;
  return {
    radius: larger === null ? null : Math.max(RADII.least, Math.min(RADII.most, USUAL_RADIUS * (1 + larger))),
    line: elongation && { x: HALF_LINE * Math.cos(angle), y: -HALF_LINE * Math.sin(angle) },
  };
}
