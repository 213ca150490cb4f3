/** How the observer looks at frames: place, zoom and stretch. Several panes may share it, so that they move together. */
import type { Stretch } from './stretch.ts';
import type { View } from './view-transform.ts';

export class Looking {
  /** Null = the whole frame, whatever its size. */
  view = $state.raw<View | null>(null);
  /** Set by hand; null = automatic. */
  stretch = $state.raw<Stretch | null>(null);
}
