/** How the observer looks at frames: place, zoom and stretch. Several panes may share it, so that they move together. */
import type { PixelLine } from '../client/pixels.ts';
import type { Stretch } from './stretch.ts';
import type { Point, View } from './view-transform.ts';

export class Looking {
  /** Null = the whole frame, whatever its size. */
  view = $state.raw<View | null>(null);
  /** Set by hand, ADU; null = automatic. */
  stretch = $state.raw<Stretch | null>(null);
  /** Whether lights are shown calibrated, as far as there are masters for them. */
  calibrated = $state(false);
  /** Whether frames of colour sensors are shown in colour. */
  inColour = $state(false);
  /** What is pointed at, in the frame's pixels; its fraction is the place within the pixel. */
  point = $state.raw<Point | null>(null);
  /** Whether keys took the point to where it is: then it is marked, because no pointer shows it. */
  pointedByKeys = $state(false);
  /** Whether saturated pixels are hatched. */
  marksSaturated = $state(false);
  /** Whether stars are marked. */
  marksStars = $state(false);
  /** Whether it is told how stars and sky change over the frame. */
  showsField = $state(false);
  /** The line along which pixels are plotted; null for none. */
  cut = $state.raw<PixelLine | null>(null);
}
