/** Where on the screen a frame's pixels lie. Screen lengths are device pixels, frame lengths pixels at level 1. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The frame's point at the middle of the screen area, and screen pixels per frame pixel. */
export interface View {
  readonly centreX: number;
  readonly centreY: number;
  readonly scale: number;
}

const MOST_SCREEN_PIXELS_PER_PIXEL = 32;

export function fitView(frame: Size, screen: Size): View {
  return { centreX: frame.width / 2, centreY: frame.height / 2, scale: fitScale(frame, screen) };
}

function fitScale(frame: Size, screen: Size): number {
  return Math.max(1e-6, Math.min(screen.width / frame.width, screen.height / frame.height));
}

/** Zooms by a factor, keeping the frame's point under the screen point where it is. */
export function zoomAt(view: View, factor: number, at: Point, frame: Size, screen: Size): View {
  const smallest = Math.min(1, fitScale(frame, screen));
  const scale = Math.max(smallest, Math.min(MOST_SCREEN_PIXELS_PER_PIXEL, view.scale * factor));
  const point = toFrame(view, at, screen);
  const moved = {
    centreX: point.x - (at.x - screen.width / 2) / scale,
    centreY: point.y - (at.y - screen.height / 2) / scale,
    scale,
  };
  return keepInside(moved, frame, screen);
}

/** Moves the picture by screen pixels. */
export function pan(view: View, dx: number, dy: number, frame: Size, screen: Size): View {
  const moved = { ...view, centreX: view.centreX - dx / view.scale, centreY: view.centreY - dy / view.scale };
  return keepInside(moved, frame, screen);
}

/** A side smaller than the screen is centred; a larger one always covers it. */
export function keepInside(view: View, frame: Size, screen: Size): View {
  const inside = (centre: number, length: number, screenLength: number) => {
    const half = screenLength / 2 / view.scale;
    return half * 2 >= length ? length / 2 : Math.max(half, Math.min(length - half, centre));
  };
  return {
    centreX: inside(view.centreX, frame.width, screen.width),
    centreY: inside(view.centreY, frame.height, screen.height),
    scale: view.scale,
  };
}

/** The frame's point under a screen point. */
export function toFrame(view: View, at: Point, screen: Size): Point {
  return {
    x: view.centreX + (at.x - screen.width / 2) / view.scale,
    y: view.centreY + (at.y - screen.height / 2) / view.scale,
  };
}

/** The screen point of a frame's point. */
export function toScreen(view: View, point: Point, screen: Size): Point {
  return {
    x: (point.x - view.centreX) * view.scale + screen.width / 2,
    y: (point.y - view.centreY) * view.scale + screen.height / 2,
  };
}
