/** Where a star's centre is and how far its light spreads. */
import { cutStamp, type Stamp, type StarField } from './star-field.ts';

export interface StarSize {
  readonly x: number;
  readonly y: number;
  /** Radius of the circle about the centre that holds half of the light, px. */
  readonly hfr: number;
  /** ADU above the sky within the aperture. */
  readonly flux: number;
  readonly apertureRadius: number;
}

/** Rounds for the centre, and how little it must move at last, px. */
const MOST_ROUNDS = 10;
const SETTLED_PX = 1e-3;
/** A centre that wanders further than this, px, belongs to something else. */
const WANDERS = 3;
const LEAST_WINDOW_PX = 0.8;
/** Kron's aperture as SExtractor takes it: 2.5 first moments, measured out to 6 times the light's own standard deviation. */
const KRON_REACH = 6;
const KRON_FACTOR = 2.5;
const LEAST_RADIUS_PX = 3.5;
const MOST_RADIUS_PX = 60;
/** Steps of the curve of growth, per px. */
const STEPS = 20;
/**
 * Pixels nearer to the centre than this are cut into parts × parts, 5 × 5 as SExtractor does; further out the many pixels of a
 * ring make up for coarser pieces, and the steps hide what that leaves.
 */
const FINE = { withinPx: 4, parts: 5 } as const;
const COARSE = { withinPx: 8, parts: 3 } as const;
/** What one star after another is measured with: the window's weights along a row, and the light in each ring. */
const windowWeights = new Float64Array(2 * (MOST_RADIUS_PX + 1 + WANDERS) + 1);
const ringRoom = new Float64Array((MOST_RADIUS_PX + 2) * STEPS);

/**
 * Null where there is no star's light, or its aperture leaves the frame.
 * @param sigma about how far the light spreads from `x`, `y`: its standard deviation, px
 *
 * The centre is the windowed one (SExtractor's XWIN_IMAGE), the half-flux radius is that of the curve of growth within Kron's
 * aperture (FLUX_RADIUS with FLUX_AUTO, apertures round). Of a Gaussian star it is half of the FWHM. What other programs call
 * HFR or HFD is sometimes the mean distance of the light instead, which of a Gaussian is 6 % more.
 */
export function measureSize(field: StarField, x: number, y: number, sigma: number): StarSize | null {
  const window = Math.max(LEAST_WINDOW_PX, sigma);
  const reach = Math.min(MOST_RADIUS_PX, Math.max(LEAST_RADIUS_PX, KRON_REACH * window));
  const stamp = cutStamp(field, Math.round(x), Math.round(y), Math.ceil(reach + 1 + WANDERS));
  if (stamp === null) return null;
  const centre = windowedCentre(stamp, x, y, window);
  return centre && growth(stamp, centre.x, centre.y, reach);
}

function windowedCentre(stamp: Stamp, startX: number, startY: number, window: number): { x: number; y: number } | null {
  const { values, side } = stamp;
  const reach = 3 * window;
  const narrow = -1 / (2 * window * window);
  let [x, y] = [startX - stamp.left, startY - stamp.top];
  const [beganX, beganY] = [x, y];
  const weights = windowWeights;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [left, right] = [Math.max(0, Math.ceil(x - reach)), Math.min(side - 1, Math.floor(x + reach))];
    const [top, bottom] = [Math.max(0, Math.ceil(y - reach)), Math.min(side - 1, Math.floor(y + reach))];
    for (let column = left; column <= right; column++) weights[column] = Math.exp(narrow * (column - x) ** 2);
    let light = 0;
    let moveX = 0;
    let moveY = 0;
    for (let row = top; row <= bottom; row++) {
      const weight = Math.exp(narrow * (row - y) ** 2);
      let inRow = 0;
      let moment = 0;
      for (let column = left; column <= right; column++) {
        const value = values[row * side + column]! * weights[column]!;
        inRow += value;
        moment += value * (column - x);
      }
      light += inRow * weight;
      moveX += moment * weight;
      moveY += inRow * weight * (row - y);
    }
    if (!(light > 0)) return null;
    // The window pulls half of the way back.
    const [stepX, stepY] = [(2 * moveX) / light, (2 * moveY) / light];
    x += stepX;
    y += stepY;
    if (Math.hypot(x - beganX, y - beganY) > WANDERS) return null;
    if (Math.hypot(stepX, stepY) < SETTLED_PX) break;
  }
  return { x: x + stamp.left, y: y + stamp.top };
}

/** The curve of growth about a centre: light within each radius. */
function growth(stamp: Stamp, x: number, y: number, reach: number): StarSize | null {
  const { values, left, top, side } = stamp;
  const rings = ringRoom.subarray(0, Math.ceil((reach + 2) * STEPS)).fill(0);
  let light = 0;
  let moment = 0;
  for (let row = 0; row < side; row++) {
    const dy = row + top - y;
    for (let column = 0; column < side; column++) {
      const dx = column + left - x;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance > reach + 1) continue;
      const value = values[row * side + column]!;
      if (distance <= reach) {
        light += value;
        moment += value * distance;
      }
      if (distance < FINE.withinPx) splitPixel(dx, dy, value, FINE.parts, rings);
      else if (distance < COARSE.withinPx) splitPixel(dx, dy, value, COARSE.parts, rings);
      else addTo(rings, distance, value);
    }
  }
  if (!(light > 0 && moment > 0)) return null;
  const apertureRadius = Math.min(reach, Math.max(LEAST_RADIUS_PX, (KRON_FACTOR * moment) / light));
  let flux = 0;
  for (let ring = 0; ring < apertureRadius * STEPS; ring++) flux += rings[ring]!;
  const hfr = radiusHolding(rings, flux / 2);
  return hfr === null ? null : { x, y, hfr, flux, apertureRadius };
}

/** Adds the light of a pixel in `parts` × `parts` pieces. */
function splitPixel(dx: number, dy: number, value: number, parts: number, rings: Float64Array): void {
  const share = value / (parts * parts);
  const first = (1 - parts) / (2 * parts);
  for (let i = 0; i < parts; i++) {
    const partY = dy + first + i / parts;
    for (let j = 0; j < parts; j++) {
      const partX = dx + first + j / parts;
      addTo(rings, Math.sqrt(partX * partX + partY * partY), share);
    }
  }
}

function addTo(rings: Float64Array, distance: number, value: number): void {
  const ring = (distance * STEPS) | 0;
  if (ring < rings.length) rings[ring] = rings[ring]! + value;
}

function radiusHolding(rings: Float64Array, light: number): number | null {
  let within = 0;
  for (let ring = 0; ring < rings.length; ring++) {
    const here = rings[ring]!;
    if (within + here >= light) return (ring + (here > 0 ? (light - within) / here : 0)) / STEPS;
    within += here;
  }
  return null;
}
