/** Pointings of a rectangular mosaic. */

export interface MosaicPlan {
  /** Centre of the whole, degrees J2000. */
  readonly raDeg: number;
  readonly decDeg: number;
  readonly rows: number;
  readonly columns: number;
  /** Size of one frame on the sky, degrees. */
  readonly fieldWidthDeg: number;
  readonly fieldHeightDeg: number;
  /** How much neighbours share, 0..0.9. */
  readonly overlap: number;
}

const RADIANS = Math.PI / 180;

/**
 * The tiles' centres, in a snake (each row the other way), so that slews stay short: from the north-east corner. Steps
 * are laid out on the plane that touches the sky at the centre and projected back (inverse gnomonic projection), so the
 * overlap stays even close to the pole.
 */
export function mosaicTiles(plan: MosaicPlan): { raDeg: number; decDeg: number }[] {
  const stepX = Math.tan(plan.fieldWidthDeg * RADIANS) * (1 - plan.overlap);
  const stepY = Math.tan(plan.fieldHeightDeg * RADIANS) * (1 - plan.overlap);
  const tiles: { raDeg: number; decDeg: number }[] = [];
  for (let row = 0; row < plan.rows; row++) {
    for (let i = 0; i < plan.columns; i++) {
      const column = row % 2 === 0 ? i : plan.columns - 1 - i;
      // East is the direction of growing right ascension.
      const x = ((plan.columns - 1) / 2 - column) * stepX;
      const y = ((plan.rows - 1) / 2 - row) * stepY;
      tiles.push(fromPlane(x, y, plan.raDeg, plan.decDeg));
    }
  }
  return tiles;
}

/** Inverse gnomonic projection: standard coordinates (radians, east and north) about a tangent point. */
function fromPlane(x: number, y: number, raDeg: number, decDeg: number): { raDeg: number; decDeg: number } {
  const dec0 = decDeg * RADIANS;
  const across = Math.cos(dec0) - y * Math.sin(dec0);
  const ra = raDeg + Math.atan2(x, across) / RADIANS;
  const dec = Math.atan2(Math.sin(dec0) + y * Math.cos(dec0), Math.hypot(x, across)) / RADIANS;
  return { raDeg: ((ra % 360) + 360) % 360, decDeg: dec };
}
