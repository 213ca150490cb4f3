/** Which part of a frame is wanted, at which level, and how big that is. */

/** Sensor-side pixels of the file that make one pixel of a level, in each direction. */
export const LEVELS = [1, 2, 4, 8] as const;
export type Level = (typeof LEVELS)[number];

/** What a binned pixel shows of those that it stands for; `colour`: the mean of each colour's, where they have colours. */
export const BINNINGS = ['mean', 'brightest', 'colour'] as const;
export type Binning = (typeof BINNINGS)[number];

/** In pixels of the level. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame's extent at a level: the last pixel of a row or column may stand for fewer pixels of the file. */
export function extentAt(level: Level, full: { readonly width: number; readonly height: number }) {
  return { width: Math.ceil(full.width / level), height: Math.ceil(full.height / level) };
}

/** The part of `region` that lies within the extent (the whole extent for null); null when nothing of it does. */
export function clipRegion(
  region: Region | null,
  extent: { readonly width: number; readonly height: number },
): Region | null {
  if (region === null) return { x: 0, y: 0, ...extent };
  const width = Math.min(region.width, extent.width - region.x);
  const height = Math.min(region.height, extent.height - region.y);
  return width > 0 && height > 0 ? { x: region.x, y: region.y, width, height } : null;
}
