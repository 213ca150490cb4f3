/** One frame on the screen: its pixels, and where and how bright they appear for the way the observer looks. */
import type { FrameStarsView } from '../../src-main/contract/frame-measurement.ts';
import type { PictureName, PixelLine } from '../client/pixels.ts';
import type { Console } from '../state/console.svelte.ts';
import { CalibrationSource } from './calibration-source.svelte.ts';
import { type ColourStretch, colourStretch, colourStretchBy } from './colour-stretch.ts';
import { FramePixels, type LoadedFrame, type PixelValue } from './frame-pixels.svelte.ts';
import type { Looking } from './looking.svelte.ts';
import type { Picture, PlacedBlock } from './painter.ts';
import { markAt, marksOf, placeOf, type StarMark } from './star-marks.ts';
import { StarSource } from './star-source.svelte.ts';
import { autoStretch, inAdu, inPixels, type PixelScale, type Stretch } from './stretch.ts';
import { levelFor, type TileRequest, tilesInView } from './tiles.ts';
import {
  fitView,
  keepInside,
  type Point,
  pan,
  type Size,
  toFrame,
  toScreen,
  type View,
  zoomAt,
} from './view-transform.ts';
import type { ViewedFrame } from './viewed-frame.ts';

/** The value of a pixel of the frame, or the mean of the `level` × `level` ones around it where no more is known. */
export interface PixelReading extends PixelValue {
  /** Counted from 0 at the frame's top left. */
  readonly x: number;
  readonly y: number;
}

/** What is known of the stars of the frame that is shown. */
export type ShownStars =
  | { readonly kind: 'known'; readonly view: FrameStarsView }
  | { readonly kind: 'measuring' }
  | { readonly kind: 'failed'; readonly problem: string }
  /** It is no light, or there is no frame. */
  | { readonly kind: 'none' };

/** How far a step of the point must at least go to be seen, device pixels. */
const VISIBLE_STEP = 4;

export class Pane {
  readonly looking: Looking;
  readonly calibration: CalibrationSource;
  readonly starSource: StarSource;
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
    return shown === null ? { black: 0, mid: 32768, white: 65535 } : this.#automatic(shown);
  });
  /** Of each colour, in pixels; null for a picture without colours. */
  readonly colours = $derived.by((): ColourStretch | null => {
    const shown = this.pixels.frame;
    if (shown === null || shown.colours === null) return null;
    const colours = colourStretch(shown.colours, shown.base.level, this.saturation);
    return this.looking.stretch === null ? colours : colourStretchBy(colours, this.#automatic(shown), this.stretch);
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

  /** Those of another frame are never shown over this one. */
  readonly stars = $derived.by((): ShownStars => {
    if (this.frame?.frameType !== 'light') return { kind: 'none' };
    const answer = this.starSource.current;
    if (answer?.uid !== this.frame.uid) return { kind: 'measuring' };
    return 'found' in answer ? { kind: 'known', view: answer.found } : { kind: 'failed', problem: answer.problem };
  });
  readonly starMarks = $derived.by((): readonly StarMark[] => {
    if (!this.looking.marksStars || this.stars.kind !== 'known' || this.view === null) return [];
    return marksOf(this.stars.view.stars, this.view, { ...this.screen, pixelRatio: devicePixelRatio });
  });
  /** The mark of the star that is pointed at. */
  readonly starMark = $derived.by((): StarMark | null => {
    const { point } = this.looking;
    if (point === null || this.view === null) return null;
    return markAt(this.starMarks, toScreen(this.view, point, this.screen), devicePixelRatio);
  });

  constructor(looking: Looking, console: Console) {
    this.looking = looking;
    this.calibration = new CalibrationSource(console);
    this.starSource = new StarSource(console);
  }

  /** There is no frame to show any more: what was shown goes, where one looks and how stays for the next one. */
  empty(): void {
    this.pixels.dispose();
    this.calibration.forget();
    this.frame = null;
  }

  /** Keeps a stretch, given in pixels; null for the automatic one. */
  setStretch(stretch: Stretch | null): void {
    this.looking.stretch = stretch === null ? null : inAdu(stretch, this.scale);
  }

  /** The name of a frame's pixels as the observer wants them; null while it is not known how they are calibrated. */
  pictureOf({ uid, frameType }: ViewedFrame): PictureName | null {
    const { calibrated, inColour } = this.looking;
    if (!calibrated || frameType !== 'light') return { uid, calibration: null, inColour };
    const key = this.calibration.keyFor(uid);
    return key === undefined ? null : { uid, calibration: key, inColour };
  }

  /** What is to be drawn; none that is finer than the screen, which would sparkle with what it leaves out. */
  get blocks(): readonly PlacedBlock[] {
    const base = this.pixels.frame?.base;
    if (base === undefined || this.view === null) return [];
    const finest = levelFor(this.view.scale);
    const tiles = [...this.pixels.tiles.values()].filter(({ block }) => block.level >= finest);
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

  /** Zooms around a point of the canvas; without one, around what keys point at, or the middle. */
  zoom(factor: number, at: Point | null = null): void {
    if (this.view === null || this.size === null) return;
    const { point, pointedByKeys } = this.looking;
    const middle = { x: this.screen.width / 2, y: this.screen.height / 2 };
    const around = at ?? (point !== null && pointedByKeys ? toScreen(this.view, point, this.screen) : middle);
    this.looking.view = zoomAt(this.view, factor, around, this.size, this.screen);
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
    this.#pointByKeys(to);
  }

  /** Points at the next fainter (1) or brighter (−1) of the marked stars, at the brightest one first. */
  stepStar(by: 1 | -1): void {
    if (!this.looking.marksStars || this.stars.kind !== 'known') return;
    const { stars } = this.stars.view;
    const at = this.starMark === null ? -1 : stars.indexOf(this.starMark.star);
    const to = stars[at === -1 ? 0 : Math.max(0, Math.min(stars.length - 1, at + by))];
    if (to !== undefined) this.#pointByKeys(placeOf(to));
  }

  #pointByKeys(point: Point): void {
    this.looking.point = point;
    this.looking.pointedByKeys = true;
    this.#bringIntoView(point);
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

  #automatic({ picture, summary }: LoadedFrame): Stretch {
    // The ledger's numbers are of the frame as it was taken.
    const isRaw = picture.calibration === null;
    return autoStretch(summary, this.saturation, isRaw ? (this.frame?.statistics ?? null) : null);
  }

  #viewOf(size: Size): View {
    const { view } = this.looking;
    return view === null ? fitView(size, this.screen) : keepInside(view, size, this.screen);
  }
}
