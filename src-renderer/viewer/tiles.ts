/** Which parts of a frame, at which binning, the present view needs. */
import type { Level, PixelArea } from '../client/pixels.ts';
import { type Size, toFrame, type View } from './view-transform.ts';

export const TILE_SIZE = 1024;

export interface TileRequest {
  readonly key: string;
  readonly level: Level;
  /** In pixels of the level. */
  readonly area: PixelArea;
}

/**
 * The coarsest level whose pixels are not noticeably larger than the screen's: a picture is as sharp as the screen can
 * show it, and no more is fetched.
 */
export function levelFor(scale: number): Level {
  const wanted = 1.2 / scale;
  return wanted >= 8 ? 8 : wanted >= 4 ? 4 : wanted >= 2 ? 2 : 1;
}

/** The tiles of a level that touch the screen, the ones nearest its middle first. */
export function tilesInView(view: View, level: Level, frame: Size, screen: Size): TileRequest[] {
  const width = Math.floor(frame.width / level);
  const height = Math.floor(frame.height / level);
  const step = TILE_SIZE * level;
  const topLeft = toFrame(view, { x: 0, y: 0 }, screen);
  const bottomRight = toFrame(view, { x: screen.width, y: screen.height }, screen);
  const tiles: (TileRequest & { distance: number })[] = [];
  const firstRow = Math.max(0, Math.floor(topLeft.y / step));
  const firstColumn = Math.max(0, Math.floor(topLeft.x / step));
  for (let row = firstRow; row * TILE_SIZE < height && row * step < bottomRight.y; row++) {
    for (let column = firstColumn; column * TILE_SIZE < width && column * step < bottomRight.x; column++) {
      const x = column * TILE_SIZE;
      const y = row * TILE_SIZE;
      tiles.push({
        key: `${level}/${column}/${row}`,
        level,
        area: { x, y, width: Math.min(TILE_SIZE, width - x), height: Math.min(TILE_SIZE, height - y) },
        distance: Math.hypot((column + 0.5) * step - view.centreX, (row + 0.5) * step - view.centreY),
      });
    }
  }
  return tiles.sort((a, b) => a.distance - b.distance).map(({ key, level, area }) => ({ key, level, area }));
}
