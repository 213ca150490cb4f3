/** Lines through a frame, and the pixels that they pass. Pure. */

/** Pixels of the frame at full size, counted from 0 at its top left. Both ends belong to the line. */
export interface Line {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** How many pixels a line has: one for each step along its longer side. */
export function lengthOf({ from, to }: Line): number {
  return Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) + 1;
}

/** The pixel nearest to the line at a step, 0 being its beginning. */
export function pixelAt({ from, to }: Line, step: number): { x: number; y: number } {
  const part = step / Math.max(1, lengthOf({ from, to }) - 1);
  return { x: Math.round(from.x + (to.x - from.x) * part), y: Math.round(from.y + (to.y - from.y) * part) };
}
