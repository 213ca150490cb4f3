/** What draws a frame on a canvas: with WebGL2 where there is one, else with the 2D canvas. */
import type { PixelBlock } from '../client/pixels.ts';
import { createCanvasPainter } from './canvas-painter.ts';
import type { ColourStretch } from './colour-stretch.ts';
import type { Stretch } from './stretch.ts';
import type { View } from './view-transform.ts';
import { createWebGlPainter } from './webgl-painter.ts';

/** A block of pixels and where its first pixel lies in the frame, in pixels at level 1. */
export interface PlacedBlock {
  readonly block: PixelBlock;
  readonly x: number;
  readonly y: number;
}

export interface Picture {
  /** Where several lie over each other, the finest is seen. */
  readonly blocks: readonly PlacedBlock[];
  readonly stretch: Stretch;
  /** Of red, green and blue, for a picture in colour; null for a grey one. */
  readonly colours: ColourStretch | null;
  readonly view: View;
  /** Hatches what is at or over `adu`: of the brightest pixels of the whole frame, and of blocks at level 1. */
  readonly saturated: { readonly adu: number; readonly brightest: PixelBlock | null } | null;
  /** Night mode: only the red channel is written. */
  readonly redOnly: boolean;
}

export interface Painter {
  readonly kind: 'webgl2' | 'canvas';
  /** Draws to the canvas at its present width and height. */
  paint(picture: Picture): void;
  /** Leaves the canvas without a picture, and keeps nothing of the one before. */
  clear(): void;
  dispose(): void;
}

/** `onRestored` is called when the GPU came back after a loss and the picture has to be drawn again. */
export function createPainter(canvas: HTMLCanvasElement, onRestored: () => void): Painter {
  return createWebGlPainter(canvas, onRestored) ?? createCanvasPainter(canvas);
}
