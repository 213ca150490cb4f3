/** The marks around a frame's stars: what they look like, and which star is pointed at. Pure. */
import type { MeasuredStar } from '../../src-main/contract/frame-measurement.ts';
import { type Point, type Size, toScreen, type View } from './view-transform.ts';

/** A ring is so many half-flux radii wide, and never smaller than this on the screen, CSS pixels. */
const RADII = 3;
const LEAST_RADIUS = 8;
/** Saturated stars have no radius: as if they were so much larger than the others. */
const SATURATED_RADII = 4;
/** A pointer this far outside a ring still means its star, CSS pixels. */
const NEAR = 6;
/** From here on elongation is plain to see: a short axis of 0.8 of the long one. */
export const ELONGATED = 0.6;

export type StarShape =
  /** Its size is measured. */
  | 'ring'
  /** It was found, and nothing more. */
  | 'dashed'
  | 'square';

/** Lengths in device pixels of the canvas. */
export interface StarMark {
  readonly star: MeasuredStar;
  readonly shape: StarShape;
  readonly x: number;
  readonly y: number;
  /** Half of the long axis. */
  readonly radius: number;
  /** Short over long axis, as far as it is known. */
  readonly axisRatio: number;
  /** The long axis's direction as a canvas turns, clockwise from a row's direction, radians. */
  readonly turn: number;
  /** Whiskers along the long axis say it beside the ring, which may be too small to show it. */
  readonly elongated: boolean;
}

export interface Canvas extends Size {
  /** Device pixels in a CSS pixel. */
  readonly pixelRatio: number;
}

/** A star's middle in the viewer's frame coordinates, in which a pixel reaches from one whole number to the next. */
export function placeOf({ x, y }: Pick<MeasuredStar, 'x' | 'y'>): Point {
  return { x: x + 0.5, y: y + 0.5 };
}

/** The marks of the stars that can be seen, in the order of the stars. */
export function marksOf(stars: readonly MeasuredStar[], view: View, canvas: Canvas): StarMark[] {
  const usual = usualRadius(stars);
  return stars.flatMap((star) => {
    const { x, y } = toScreen(view, placeOf(star), canvas);
    const radii = star.saturated ? SATURATED_RADII * usual : RADII * (star.hfr ?? usual);
    const radius = Math.max(LEAST_RADIUS * canvas.pixelRatio, radii * view.scale);
    if (x < -radius || y < -radius || x > canvas.width + radius || y > canvas.height + radius) return [];
    const { eccentricity, angleDeg } = star;
    return [
      {
        ...{ star, x, y, radius },
        shape: star.saturated ? 'square' : star.hfr === null ? 'dashed' : 'ring',
        axisRatio: eccentricity === null ? 1 : Math.sqrt(1 - eccentricity ** 2),
        turn: (-(angleDeg ?? 0) * Math.PI) / 180,
        elongated: eccentricity !== null && eccentricity >= ELONGATED,
      } satisfies StarMark,
    ];
  });
}

function usualRadius(stars: readonly MeasuredStar[]): number {
  const radii = stars.flatMap(({ hfr }) => hfr ?? []).sort((a, b) => a - b);
  return radii[radii.length >> 1] ?? 2;
}

/** The star whose mark a point of the canvas lies in or next to, the nearest of them; null for none. */
export function markAt(marks: readonly StarMark[], at: Point, pixelRatio: number): StarMark | null {
  let nearest: StarMark | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - at.x, mark.y - at.y);
    if (distance > mark.radius + NEAR * pixelRatio || distance >= least) continue;
    [nearest, least] = [mark, distance];
  }
  return nearest;
}
