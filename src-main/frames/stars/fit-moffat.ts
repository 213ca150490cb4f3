/**
 * Fits a star's image with Moffat's profile (Moffat 1969) on an ellipse: I = B + A / (1 + q)^β, q = a dx² + 2 b dx dy + c dy². By
 * Levenberg and Marquardt's method, all pixels of the same weight.
 */
import type { Stamp } from './star-field.ts';

export interface StarProfile {
  /** Geometric mean of the widths at half height along the ellipse's axes, px. */
  readonly fwhm: number;
  /** √(1 − (short axis / long axis)²). */
  readonly eccentricity: number;
  /** Direction of the long axis, 0 ≤ angle < 180 degrees, counter-clockwise from a row's direction with the first row on top. */
  readonly angleDeg: number;
  /** The exponent: 2.5 to 5 in usual seeing, large for a Gaussian. */
  readonly beta: number;
}

const MOST_ROUNDS = 40;
/** The fit is done when the sum of squares falls by less than this part of it. */
const SETTLED = 1e-6;
const MOST_DAMPING = 1e6;
const BETA_START = 3;
const LEAST_BETA = 1.2;
const MOST_BETA = 20;
/** Places in the list of parameters. */
const [HEIGHT, FLOOR, X, Y, XX, XY, YY, BETA] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * Null where the fit comes to nothing that could be a star.
 * @param x centre, the frame's pixels
 * @param halfWidth about half of the FWHM, px
 * @param reach radius about the centre within which pixels are looked at, px
 * @param beta the exponent where it is known; null to fit it too
 */
export function fitMoffat(
  stamp: Stamp,
  { x, y, halfWidth, reach, beta }: { x: number; y: number; halfWidth: number; reach: number; beta: number | null },
): StarProfile | null {
  const around = pixelsAround(stamp, x - stamp.left, y - stamp.top, reach);
  const free = beta === null ? 8 : 7;
  const exponent = beta ?? BETA_START;
  const curvature = (2 ** (1 / exponent) - 1) / halfWidth ** 2;
  let highest = 0;
  for (let i = 0; i < around.count; i++) highest = Math.max(highest, around.values[i]!);
  let best = Float64Array.of(highest, 0, x - stamp.left, y - stamp.top, curvature, 0, curvature, exponent);
  const system = createSystem(free);
  let squares = system.fill(around, best);
  let damping = 1e-3;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = system.solve(damping);
    const next = best.slice();
    for (let i = 0; i < free; i++) next[i] = next[i]! + (step?.[i] ?? Number.NaN);
    // A Gaussian would lead β ever on.
    next[BETA] = Math.max(LEAST_BETA, Math.min(MOST_BETA, next[BETA]!));
    const after = isProfile(next) ? sumOfSquares(around, next) : Number.POSITIVE_INFINITY;
    if (after < squares) {
      const settled = squares - after < SETTLED * squares;
      best = next;
      squares = system.fill(around, best);
      damping = Math.max(1e-9, damping / 10);
      if (settled) break;
    } else {
      damping *= 10;
      // No step in any direction makes it better.
      if (damping > MOST_DAMPING) break;
    }
  }
  return profileOf(best, x - stamp.left, y - stamp.top, reach);
}

/** The first `count` of each: places in the stamp, and the light there. */
interface Around {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly values: Float64Array;
  readonly count: number;
}

let aroundRoom = new Float64Array(0);

/** In memory that the next call uses again. */
function pixelsAround({ values, side }: Stamp, x: number, y: number, reach: number): Around {
  const most = side * side;
  if (aroundRoom.length < 3 * most) aroundRoom = new Float64Array(3 * most);
  const [xs, ys, kept] = [0, 1, 2].map((part) => aroundRoom.subarray(part * most, (part + 1) * most)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let count = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if ((column - x) ** 2 + (row - y) ** 2 > reach * reach) continue;
      xs[count] = column;
      ys[count] = row;
      kept[count++] = values[row * side + column]!;
    }
  }
  return { xs, ys, values: kept, count };
}

function isProfile(p: Float64Array): boolean {
  const definite = p[XX]! > 0 && p[YY]! > 0 && p[XX]! * p[YY]! > p[XY]! ** 2;
  return p[HEIGHT]! > 0 && definite;
}

function sumOfSquares({ xs, ys, values, count }: Around, p: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const dx = xs[i]! - p[X]!;
    const dy = ys[i]! - p[Y]!;
    const q = p[XX]! * dx * dx + 2 * p[XY]! * dx * dy + p[YY]! * dy * dy;
    squares += (values[i]! - p[FLOOR]! - p[HEIGHT]! * (1 + q) ** -p[BETA]!) ** 2;
  }
  return squares;
}

/** The normal equations of a step. */
function createSystem(free: number) {
  const matrix = new Float64Array(free * free);
  const right = new Float64Array(free);
  const slope = new Float64Array(8);
  return {
    /** Sets them up at `p`; returns the sum of squares there. */
    fill({ xs, ys, values, count }: Around, p: Float64Array): number {
      matrix.fill(0);
      right.fill(0);
      let squares = 0;
      for (let i = 0; i < count; i++) {
        const dx = xs[i]! - p[X]!;
        const dy = ys[i]! - p[Y]!;
        const base = 1 + p[XX]! * dx * dx + 2 * p[XY]! * dx * dy + p[YY]! * dy * dy;
        const part = base ** -p[BETA]!;
        const steep = (p[HEIGHT]! * p[BETA]! * part) / base;
        slope[HEIGHT] = part;
        slope[FLOOR] = 1;
        slope[X] = 2 * steep * (p[XX]! * dx + p[XY]! * dy);
        slope[Y] = 2 * steep * (p[XY]! * dx + p[YY]! * dy);
        slope[XX] = -steep * dx * dx;
        slope[XY] = -2 * steep * dx * dy;
        slope[YY] = -steep * dy * dy;
        slope[BETA] = -p[HEIGHT]! * part * Math.log(base);
        const left = values[i]! - p[FLOOR]! - p[HEIGHT]! * part;
        squares += left * left;
        for (let row = 0; row < free; row++) {
          right[row] = right[row]! + slope[row]! * left;
          for (let column = 0; column <= row; column++) {
            const at = row * free + column;
            matrix[at] = matrix[at]! + slope[row]! * slope[column]!;
          }
        }
      }
      return squares;
    },
    /** The step with the diagonal strengthened by `damping`; null where the equations do not tell. By Cholesky's method. */
    solve(damping: number): Float64Array | null {
      const lower = matrix.slice();
      for (let row = 0; row < free; row++) {
        lower[row * free + row] = lower[row * free + row]! * (1 + damping);
        for (let column = 0; column <= row; column++) {
          let sum = lower[row * free + column]!;
          for (let k = 0; k < column; k++) sum -= lower[row * free + k]! * lower[column * free + k]!;
          if (row > column) lower[row * free + column] = sum / lower[column * free + column]!;
          else if (sum > 0) lower[row * free + row] = Math.sqrt(sum);
          else return null;
        }
      }
      const step = right.slice();
      for (let row = 0; row < free; row++) {
        for (let k = 0; k < row; k++) step[row] = step[row]! - lower[row * free + k]! * step[k]!;
        step[row] = step[row]! / lower[row * free + row]!;
      }
      for (let row = free - 1; row >= 0; row--) {
        for (let k = row + 1; k < free; k++) step[row] = step[row]! - lower[k * free + row]! * step[k]!;
        step[row] = step[row]! / lower[row * free + row]!;
      }
      return step;
    },
  };
}

function profileOf(p: Float64Array, x: number, y: number, reach: number): StarProfile | null {
  const beta = p[BETA]!;
  const [mean, half] = [(p[XX]! + p[YY]!) / 2, (p[XX]! - p[YY]!) / 2];
  const apart = Math.hypot(half, p[XY]!);
  const [long, short] = [widthAt(mean - apart, beta), widthAt(mean + apart, beta)];
  const fwhm = Math.sqrt(long * short);
  if (Math.hypot(p[X]! - x, p[Y]! - y) > reach / 2 || long > 4 * reach) return null;
  // The steepest direction is the short axis; rows count downwards.
  const steepest = Math.atan2(p[XY]!, half) / 2;
  const angleDeg = (((90 - (steepest * 180) / Math.PI) % 180) + 180) % 180;
  return { fwhm, eccentricity: Math.sqrt(Math.max(0, 1 - (short / long) ** 2)), angleDeg, beta };
}

function widthAt(curvature: number, beta: number): number {
  return 2 * Math.sqrt((2 ** (1 / beta) - 1) / curvature);
}
