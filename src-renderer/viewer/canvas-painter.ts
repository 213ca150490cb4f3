/** Draws frames on a 2D canvas, for machines without WebGL2: slower, the same picture. */
import type { PixelBlock } from '../client/pixels.ts';
import type { Painter, Picture } from './painter.ts';
import { brightness, type Stretch } from './stretch.ts';
import { toScreen } from './view-transform.ts';

export function createCanvasPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser has neither WebGL2 nor a 2D canvas.');
  let drawn = new Map<PixelBlock, HTMLCanvasElement>();
  let look = '';

  return {
    kind: 'canvas',
    paint({ blocks, stretch, view, redOnly }: Picture) {
      const newLook = `${stretch.black}/${stretch.mid}/${stretch.white}/${redOnly}`;
      if (newLook !== look) drawn = new Map();
      look = newLook;
      const table = brightnessTable(stretch);
      // Blocks that are no longer shown fall out with the old map.
      const kept = new Map<PixelBlock, HTMLCanvasElement>();
      const screen = { width: canvas.width, height: canvas.height };
      context.fillStyle = '#000000';
      context.fillRect(0, 0, screen.width, screen.height);
      context.imageSmoothingEnabled = view.scale < 1.5;
      for (const { block, x, y } of blocks) {
        const image = drawn.get(block) ?? render(block, table, redOnly);
        kept.set(block, image);
        const from = toScreen(view, { x, y }, screen);
        const scale = view.scale * block.level;
        context.drawImage(image, from.x, from.y, block.width * scale, block.height * scale);
      }
      drawn = kept;
    },
    dispose() {
      drawn.clear();
    },
  };
}

function brightnessTable(stretch: Stretch): Uint8Array {
  const table = new Uint8Array(65536);
  for (let adu = 0; adu < 65536; adu++) table[adu] = Math.round(brightness(adu, stretch) * 255);
  return table;
}

function render(block: PixelBlock, table: Uint8Array, redOnly: boolean): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = block.width;
  image.height = block.height;
  const data = new ImageData(block.width, block.height);
  for (let i = 0; i < block.pixels.length; i++) {
    const value = table[block.pixels[i]!]!;
    data.data[4 * i] = value;
    data.data[4 * i + 1] = redOnly ? 0 : value;
    data.data[4 * i + 2] = redOnly ? 0 : value;
    data.data[4 * i + 3] = 255;
  }
  image.getContext('2d')?.putImageData(data, 0, 0);
  return image;
}
