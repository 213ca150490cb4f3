/** A frame as three by three zones, and the plane through a number for each. Pure. */

const SIDE = 3;
export const ZONES = SIDE * SIDE;
export const MIDDLE = 4;
export const CORNERS: readonly number[] = [0, 2, 6, 8];

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The zone of a place, row after row from the top left. */
export function zoneOf(x: number, y: number, { width, height }: Extent): number {
  const part = (at: number, length: number) =>
    Math.max(0, Math.min(SIDE - 1, Math.floor(((at + 0.5) / length) * SIDE)));
  return part(y, height) * SIDE + part(x, width);
}

/** -1, 0 or 1: how far to the right, and how far down, a zone lies. */
export function zonePlace(zone: number): { readonly across: number; readonly down: number } {
  return { across: (zone % SIDE) - 1, down: Math.floor(zone / SIDE) - 1 };
}

export interface ZonePlane {
  /** From the lowest zone of the plane to its highest. */
  readonly difference: number;
  /** Its standard deviation, from those of the values. */
  readonly uncertainty: number;
  /** Where it rises, degrees, counter-clockwise from a row's direction with the first row on top, 0 ≤ angle < 360. */
  readonly angleDeg: number;
}

/** The plane of least squares through a value for each of the nine zones. */
export function planeThrough(values: readonly number[], deviations: readonly number[], extent: Extent): ZonePlane {
  // In a grid that is symmetrical about its middle, the slopes do not hang on each other or on the mean.
  const slope = (along: (zone: number) => number) =>
    values.reduce((sum, value, zone) => sum + along(zone) * value, 0) / (2 * SIDE);
  const across = slope((zone) => zonePlace(zone).across);
  const down = slope((zone) => zonePlace(zone).down);
  const variance = deviations.reduce((sum, deviation, zone) => {
    const place = zonePlace(zone);
    const weight = place.across * (across < 0 ? -1 : 1) + place.down * (down < 0 ? -1 : 1);
    return sum + (weight * deviation) ** 2;
  }, 0);
  // Zones of a long frame are long, too: the slope along a pixel is what has a direction.
  const angle = Math.atan2(-down / extent.height, across / extent.width);
  return {
    difference: 2 * (Math.abs(across) + Math.abs(down)),
    uncertainty: Math.sqrt(variance) / SIDE,
    angleDeg: ((angle * 180) / Math.PI + 360) % 360,
  };
}

/** How far the mean of the corners is above the middle. */
export function cornersAboveMiddle(values: readonly number[]): number {
  return CORNERS.reduce((sum, corner) => sum + values[corner]!, 0) / CORNERS.length - values[MIDDLE]!;
}
