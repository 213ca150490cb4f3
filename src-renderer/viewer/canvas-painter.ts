/** Draws frames on a 2D canvas by the processor, where there is no GPU: the same picture as the shaders make. */
import type { Painter, Picture } from './painter.ts';
import { LEAST_SPOT, saturatedSpots } from './saturated-spots.ts';
import { BLACK, drawPart, hatch, type Inks, inksFor, type Raster } from './software-raster.ts';
import { toScreen } from './view-transform.ts';
import { visibleParts } from './visible-parts.ts';

export function createCanvasPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('This browser has neither WebGL2 nor a 2D canvas.');
  let image = new ImageData(1, 1);
  let inks: Inks | null = null;
  let look = '';

  return {
    kind: 'canvas',
    paint(picture: Picture) {
      const { width, height } = canvas;
      if (image.width !== width || image.height !== height) image = new ImageData(width, height);
      const newLook = JSON.stringify([picture.stretch, picture.colours, picture.redOnly]);
      if (inks === null || newLook !== look) inks = inksFor(picture);
      look = newLook;
      const raster = { width, height, pixels: new Uint32Array(image.data.buffer) };
      raster.pixels.fill(BLACK);
      const parts = visibleParts(picture.blocks, picture.view, raster);
      for (const part of parts) if (part.placed.block.level > 1) drawPart(part, picture, inks, raster);
      drawSpots(picture, raster);
      // At full size every pixel says by itself whether it is saturated.
      for (const part of parts) if (part.placed.block.level === 1) drawPart(part, picture, inks, raster);
      context.putImageData(image, 0, 0);
    },
    clear() {
      image = new ImageData(1, 1);
      context.clearRect(0, 0, canvas.width, canvas.height);
    },
    dispose() {
      image = new ImageData(1, 1);
    },
  };
}

function drawSpots({ saturated, view, redOnly }: Picture, raster: Raster): void {
  if (saturated === null || saturated.brightest === null) return;
  const side = Math.max(LEAST_SPOT, saturated.brightest.level * view.scale);
  const spots = saturatedSpots(saturated.brightest, saturated.adu);
  for (let i = 0; i < spots.length; i += 2) {
    const { x, y } = toScreen(view, { x: spots[i]!, y: spots[i + 1]! }, raster);
    const from = {
      column: Math.max(0, Math.ceil(x - side / 2 - 0.5)),
      row: Math.max(0, Math.ceil(y - side / 2 - 0.5)),
    };
    const to = {
      column: Math.min(raster.width, Math.ceil(x + side / 2 - 0.5)),
      row: Math.min(raster.height, Math.ceil(y + side / 2 - 0.5)),
    };
    for (let row = from.row; row < to.row; row++) {
      for (let column = from.column; column < to.column; column++) {
        raster.pixels[row * raster.width + column] = hatch(column, row, raster, redOnly);
      }
    }
  }
}
