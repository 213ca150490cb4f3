/** Draws frames on a 2D canvas, for machines without WebGL2: slower, the same picture. */
import type { PixelBlock } from '../client/pixels.ts';
import { channelsOf, debayered } from './debayer.ts';
import type { Painter, Picture } from './painter.ts';
import { LEAST_SPOT, saturatedSpots } from './saturated-spots.ts';
import { brightness, type Stretch } from './stretch.ts';
import { toScreen } from './view-transform.ts';

export function createCanvasPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser has neither WebGL2 nor a 2D canvas.');
  let drawn = new Map<PixelBlock, HTMLCanvasElement>();
  let look = '';

  return {
    kind: 'canvas',
    paint({ blocks, stretch, colours, view, saturated, redOnly }: Picture) {
      const newLook = JSON.stringify([stretch, colours, redOnly]);
      if (newLook !== look) drawn = new Map();
      look = newLook;
      const tables = (colours ?? [stretch]).map(brightnessTable);
      // Blocks that are no longer shown fall out with the old map.
      const kept = new Map<PixelBlock, HTMLCanvasElement>();
      const screen = { width: canvas.width, height: canvas.height };
      context.fillStyle = '#000000';
      context.fillRect(0, 0, screen.width, screen.height);
      context.imageSmoothingEnabled = view.scale < 1.5;
      for (const { block, x, y } of blocks) {
        const image = drawn.get(block) ?? render(block, tables, redOnly);
        kept.set(block, image);
        const from = toScreen(view, { x, y }, screen);
        const scale = view.scale * block.level;
        context.drawImage(image, from.x, from.y, block.width * scale, block.height * scale);
      }
      drawn = kept;
      if (saturated !== null && saturated.brightest !== null) {
        context.fillStyle = hatching(context, redOnly);
        const { level } = saturated.brightest;
        const side = Math.max(LEAST_SPOT, level * view.scale);
        const spots = saturatedSpots(saturated.brightest, saturated.adu);
        for (let i = 0; i < spots.length; i += 2) {
          const { x, y } = toScreen(view, { x: spots[i]!, y: spots[i + 1]! }, screen);
          context.fillRect(x - side / 2, y - side / 2, side, side);
        }
      }
    },
    dispose() {
      drawn.clear();
    },
  };
}

/** Stripes as the shaders draw them. */
function hatching(context: CanvasRenderingContext2D, redOnly: boolean): CanvasPattern {
  const stripes = new ImageData(6, 6);
  for (let y = 0; y < 6; y++) {
    for (let x = 0; x < 6; x++) {
      const bright = (x + y) % 6 < 3;
      stripes.data.set(!bright ? [0, 0, 0, 255] : redOnly ? [255, 0, 0, 255] : [255, 64, 179, 255], 4 * (6 * y + x));
    }
  }
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  tile.getContext('2d')?.putImageData(stripes, 0, 0);
  return context.createPattern(tile, 'repeat')!;
}

function brightnessTable(stretch: Stretch): Uint8Array {
  const table = new Uint8Array(65536);
  for (let adu = 0; adu < 65536; adu++) table[adu] = Math.round(brightness(adu, stretch) * 255);
  return table;
}

/** @param tables of red, green and blue, or one for all of them */
function render(block: PixelBlock, tables: readonly Uint8Array[], redOnly: boolean): HTMLCanvasElement {
  const image = document.createElement('canvas');
  image.width = block.width;
  image.height = block.height;
  const data = new ImageData(block.width, block.height);
  const [ofRed, ofGreen, ofBlue] = tables.length === 3 ? tables : [tables[0]!, tables[0]!, tables[0]!];
  const colours = tables.length === 3 ? coloursOf(block) : (at: number, into: number[]) => into.fill(block.pixels[at]!);
  const values = [0, 0, 0];
  for (let i = 0; i < block.width * block.height; i++) {
    colours(i, values);
    const [red, green, blue] = [ofRed![values[0]! | 0]!, ofGreen![values[1]! | 0]!, ofBlue![values[2]! | 0]!];
    data.data[4 * i] = redOnly ? (red + 2 * green + blue) / 4 : red;
    data.data[4 * i + 1] = redOnly ? 0 : green;
    data.data[4 * i + 2] = redOnly ? 0 : blue;
    data.data[4 * i + 3] = 255;
  }
  image.getContext('2d')?.putImageData(data, 0, 0);
  return image;
}

/** How to find the colours of a block's pixel. */
function coloursOf(block: PixelBlock): (at: number, into: number[]) => void {
  const { pixels, channels, bayer, width } = block;
  if (channels === 3) {
    return (at, into) => {
      for (let channel = 0; channel < 3; channel++) into[channel] = pixels[3 * at + channel]!;
    };
  }
  if (bayer === null || block.level > 1) return (at, into) => into.fill(pixels[at]!);
  const mosaic = channelsOf(bayer);
  return (at, into) => debayered(block, mosaic, at % width, Math.floor(at / width), into);
}
