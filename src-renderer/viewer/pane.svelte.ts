/** One frame on the screen: its pixels, and where and how bright they appear for the way the observer looks. */
import type { FrameView } from '../../src-main/contract/views.ts';
import type { Level } from '../client/pixels.ts';
import { FramePixels } from './frame-pixels.svelte.ts';
import type { Looking } from './looking.svelte.ts';
import type { PlacedBlock } from './painter.ts';
import { autoStretch, type Stretch } from './stretch.ts';
import { levelFor, type TileRequest, tilesInView } from './tiles.ts';
import { fitView, keepInside, type Point, pan, type Size, toFrame, type View, zoomAt } from './view-transform.ts';

/** The value of a pixel of the frame, or the mean of the `level` × `level` ones around it where no more is known. */
export interface PixelReading {
  /** Counted from 0 at the frame's top left. */
  readonly x: number;
  readonly y: number;
  readonly adu: number;
  readonly level: Level;
}

export class Pane {
  readonly looking: Looking;
  readonly pixels = new FramePixels();
  /** Size of the canvas, device pixels. */
  screen = $state.raw<Size>({ width: 1, height: 1 });
  /** The frame whose pixels are shown, which may be the one before the wanted one while that is on its way. */
  frame = $state.raw<FrameView | null>(null);
  /** Where the pointer is, device pixels from the canvas's top left. */
  pointer = $state.raw<Point | null>(null);

  readonly size = $derived.by((): Size | null => {
    const base = this.pixels.frame?.base;
    return base === undefined ? null : { width: base.fullWidth, height: base.fullHeight };
  });
  readonly view = $derived.by((): View | null => (this.size === null ? null : this.#viewOf(this.size)));
  readonly saturationAdu = $derived.by(() => this.frame?.saturationAdu ?? 65535);
  readonly stretch = $derived.by((): Stretch => {
    const shown = this.pixels.frame;
    if (this.looking.stretch !== null) return this.looking.stretch;
    if (shown === null) return { black: 0, mid: 32768, white: 65535 };
    return autoStretch(shown.summary, this.saturationAdu, this.frame?.statistics ?? null);
  });
  readonly reading = $derived.by((): PixelReading | null => {
    if (this.pointer === null || this.view === null || this.size === null) return null;
    const at = toFrame(this.view, this.pointer, this.screen);
    const x = Math.floor(at.x);
    const y = Math.floor(at.y);
    if (x < 0 || y < 0 || x >= this.size.width || y >= this.size.height) return null;
    const value = this.pixels.valueAt(x, y);
    return value === null ? null : { x, y, ...value };
  });

  constructor(looking: Looking) {
    this.looking = looking;
  }

  /** What is to be drawn, coarse ones first. */
  get blocks(): readonly PlacedBlock[] {
    const base = this.pixels.frame?.base;
    if (base === undefined) return [];
    const tiles = [...this.pixels.tiles.values()].sort((a, b) => b.block.level - a.block.level);
    return [{ block: base, x: 0, y: 0 }, ...tiles];
  }

  /** The tiles that a frame of that size needs in the present view. */
  visibleTiles(size: Size): TileRequest[] {
    const view = this.#viewOf(size);
    const level = levelFor(view.scale);
    return level === 8 ? [] : tilesInView(view, level, size, this.screen);
  }

  /** Zooms around a point of the canvas; without one, around its middle. */
  zoom(factor: number, at: Point = { x: this.screen.width / 2, y: this.screen.height / 2 }): void {
    if (this.view === null || this.size === null) return;
    this.looking.view = zoomAt(this.view, factor, at, this.size, this.screen);
  }

  /** Moves the picture by device pixels. */
  move(dx: number, dy: number): void {
    if (this.view === null || this.size === null) return;
    this.looking.view = pan(this.view, dx, dy, this.size, this.screen);
  }

  fit(): void {
    this.looking.view = null;
  }

  #viewOf(size: Size): View {
    const { view } = this.looking;
    return view === null ? fitView(size, this.screen) : keepInside(view, size, this.screen);
  }
}
