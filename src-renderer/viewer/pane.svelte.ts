/** One frame on the screen: its pixels, and where and how bright they appear for the way the observer looks. */
import type { PictureName, PixelLine } from '../client/pixels.ts';
import type { CalibrationSource } from './calibration-source.svelte.ts';
import { FramePixels, type PixelValue } from './frame-pixels.svelte.ts';
import type { Looking } from './looking.svelte.ts';
import type { Picture, PlacedBlock } from './painter.ts';
import { autoStretch, inAdu, inPixels, type PixelScale, type Stretch } from './stretch.ts';
import { levelFor, type TileRequest, tilesInView } from './tiles.ts';
import { fitView, keepInside, type Point, pan, type Size, toFrame, type View, zoomAt } from './view-transform.ts';
import type { ViewedFrame } from './viewed-frame.ts';

/** The value of a pixel of the frame, or the mean of the `level` × `level` ones around it where no more is known. */
export interface PixelReading extends PixelValue {
  /** Counted from 0 at the frame's top left. */
  readonly x: number;
  readonly y: number;
}

/** How far a step of the point must at least go to be seen, device pixels. */
const VISIBLE_STEP = 4;

export class Pane {
  readonly looking: Looking;
  readonly calibration: CalibrationSource;
  readonly pixels = new FramePixels();
  /** Size of the canvas, device pixels. */
  screen = $state.raw<Size>({ width: 1, height: 1 });
  /** The frame whose pixels are shown, which may be the one before the wanted one while that is on its way. */
  frame = $state.raw<ViewedFrame | null>(null);

  readonly size = $derived.by((): Size | null => {
    const base = this.pixels.frame?.base;
    return base === undefined ? null : { width: base.fullWidth, height: base.fullHeight };
  });
  readonly view = $derived.by((): View | null => (this.size === null ? null : this.#viewOf(this.size)));
  /** What the pixels that are shown stand for: zero + step × pixel. */
  readonly scale = $derived.by((): PixelScale => this.pixels.frame?.base ?? { zero: 0, step: 1 });
  /** The pixel from which on it is saturated. */
  readonly saturation = $derived.by(() => {
    const { zero, step } = this.scale;
    return Math.min(65_535, ((this.frame?.saturationAdu ?? 65_535) - zero) / step);
  });
  /** In pixels, as they are drawn; the observer's own one is kept in ADU, which are the same for every scale. */
  readonly stretch = $derived.by((): Stretch => {
    const shown = this.pixels.frame;
    if (this.looking.stretch !== null) return inPixels(this.looking.stretch, this.scale);
    if (shown === null) return { black: 0, mid: 32768, white: 65535 };
    // Those of the ledger are of the frame as it was taken.
    const isRaw = shown.picture.calibration === null;
    return autoStretch(shown.summary, this.saturation, isRaw ? (this.frame?.statistics ?? null) : null);
  });
  readonly reading = $derived.by((): PixelReading | null => {
    const { point } = this.looking;
    if (point === null || this.size === null) return null;
    const x = Math.floor(point.x);
    const y = Math.floor(point.y);
    if (x < 0 || y < 0 || x >= this.size.width || y >= this.size.height) return null;
    const value = this.pixels.valueAt(x, y);
    return value === null ? null : { x, y, ...value };
  });

  constructor(looking: Looking, calibration: CalibrationSource) {
    this.looking = looking;
    this.calibration = calibration;
  }

  /** Keeps a stretch, given in pixels; null for the automatic one. */
  setStretch(stretch: Stretch | null): void {
    this.looking.stretch = stretch === null ? null : inAdu(stretch, this.scale);
  }

  /** The name of a frame's pixels as the observer wants them; null while it is not known how they are calibrated. */
  pictureOf({ uid, frameType }: ViewedFrame): PictureName | null {
    if (!this.looking.calibrated || frameType !== 'light') return { uid, calibration: null };
    const key = this.calibration.keyFor(uid);
    return key === undefined ? null : { uid, calibration: key };
  }

  /** What is to be drawn, coarse ones first. */
  get blocks(): readonly PlacedBlock[] {
    const base = this.pixels.frame?.base;
    if (base === undefined) return [];
    const tiles = [...this.pixels.tiles.values()].sort((a, b) => b.block.level - a.block.level);
    return [{ block: base, x: 0, y: 0 }, ...tiles];
  }

  get saturated(): Picture['saturated'] {
    if (!this.looking.marksSaturated) return null;
    return { adu: this.saturation, brightest: this.pixels.frame?.brightest ?? null };
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

  /** Points at what lies under a point of the canvas. */
  pointAt(at: Point): void {
    if (this.view === null) return;
    this.looking.point = toFrame(this.view, at, this.screen);
    this.looking.pointedByKeys = false;
  }

  /** The pixel of the frame that is under a point of the canvas, or nearest to it. */
  pixelAt(at: Point): Point | null {
    if (this.view === null || this.size === null) return null;
    const { x, y } = toFrame(this.view, at, this.screen);
    const inside = (value: number, length: number) => Math.max(0, Math.min(length - 1, Math.floor(value)));
    return { x: inside(x, this.size.width), y: inside(y, this.size.height) };
  }

  /** A line across all that is seen, through its middle: what a cut begins with. */
  get lineAcross(): PixelLine | null {
    const middle = this.screen.height / 2;
    const from = this.pixelAt({ x: 0, y: middle });
    const to = this.pixelAt({ x: this.screen.width, y: middle });
    return from === null || to === null ? null : { from, to };
  }

  /** Takes the point some steps on, from the middle of the view at first: a pixel each, more where they are too small to see. */
  stepPoint(columns: number, rows: number): void {
    if (this.view === null || this.size === null) return;
    const { point, pointedByKeys } = this.looking;
    const from = point !== null && pointedByKeys ? point : { x: this.view.centreX, y: this.view.centreY };
    const step = Math.max(1, Math.round(VISIBLE_STEP / this.view.scale));
    const inside = (at: number, length: number) => Math.max(0, Math.min(length - 1, Math.floor(at))) + 0.5;
    const to = {
      x: inside(from.x + columns * step, this.size.width),
      y: inside(from.y + rows * step, this.size.height),
    };
    this.looking.point = to;
    this.looking.pointedByKeys = true;
    this.#bringIntoView(to);
  }

  #bringIntoView(point: Point): void {
    if (this.view === null) return;
    const { scale, centreX, centreY } = this.view;
    const halfWidth = this.screen.width / 2 / scale;
    const halfHeight = this.screen.height / 2 / scale;
    const beyond = (at: number, centre: number, half: number) =>
      Math.max(0, at - centre - half) + Math.min(0, at - centre + half);
    const dx = beyond(point.x, centreX, halfWidth);
    const dy = beyond(point.y, centreY, halfHeight);
    if (dx !== 0 || dy !== 0) this.move(-dx * scale, -dy * scale);
  }

  #viewOf(size: Size): View {
    const { view } = this.looking;
    return view === null ? fitView(size, this.screen) : keepInside(view, size, this.screen);
  }
}
