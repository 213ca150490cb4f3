/** Draws parts of a frame by the processor, as the shaders do on a GPU. Pure. Colours are 32 bits as in an ImageData: 0xAABBGGRR. */
import type { PixelBlock } from '../client/pixels.ts';
import { channelsOf, debayered } from './debayer.ts';
import type { Picture } from './painter.ts';
import { brightness, type Stretch } from './stretch.ts';
import { type Size, toFrame, toScreen } from './view-transform.ts';
import { isSmooth, type VisiblePart } from './visible-parts.ts';

export const BLACK = 0xff000000;

/** Pixels of the screen, row after row from the top. */
export interface Raster extends Size {
  readonly pixels: Uint32Array;
}

/** Brightness, 0..255, of each of the 65536 values: of red, green and blue, three times the same for a picture without colours. */
export type BrightnessTables = readonly [Uint8Array, Uint8Array, Uint8Array];

/** What is to be seen of a pixel of the frame, from its values in red, green and blue. */
type Inker = (red: number, green: number, blue: number) => number;

export function brightnessTables({ stretch, colours }: Pick<Picture, 'stretch' | 'colours'>): BrightnessTables {
  if (colours !== null) return [tableOf(colours[0]), tableOf(colours[1]), tableOf(colours[2])];
  const table = tableOf(stretch);
  return [table, table, table];
}

function tableOf(stretch: Stretch): Uint8Array {
  const table = new Uint8Array(65_536);
  for (let value = 0; value < table.length; value++) table[value] = Math.round(brightness(value, stretch) * 255);
  return table;
}

/** Stripes, not a colour alone: bright ones are seen on dark ground, dark ones on a star. */
export function hatch(column: number, row: number, { height }: Size, redOnly: boolean): number {
  if ((column + height - row) % 6 >= 3) return BLACK;
  return redOnly ? 0xff0000ff : 0xffb340ff;
}

export function drawPart(part: VisiblePart, picture: Picture, tables: BrightnessTables, onto: Raster): void {
  const { block } = part.placed;
  const grid = gridOf(part, picture, onto);
  const ink = inkerOf(tables, picture.redOnly);
  const isMosaic = picture.colours !== null && block.channels === 1 && block.bayer !== null && block.level === 1;
  if (isMosaic) drawMosaic(block, grid, ink, onto);
  else if (block.channels === 3) drawColours(block, grid, ink, onto);
  else drawGrey(block, grid, greyInks(tables[0], picture.redOnly), onto);
  if (picture.saturated !== null && block.level === 1) {
    hatchSaturated(block, grid, picture.saturated.adu, picture.redOnly, onto);
  }
}

/**
 * For each column and row of the screen that the part covers: the two pixels of the block whose mean is seen there, and how much of
 * it the second one has, in 256ths; the nearest one.
 */
interface Axis {
  /** On the screen; those of the arrays follow from here on. */
  readonly from: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Int32Array;
  readonly nearest: Int32Array;
}

interface Grid {
  readonly columns: Axis;
  readonly rows: Axis;
}

function gridOf({ placed: { block, x, y }, area }: VisiblePart, { view }: Picture, screen: Size): Grid {
  const from = toScreen(view, { x: area.left, y: area.top }, screen);
  const to = toScreen(view, { x: area.right, y: area.bottom }, screen);
  const smooth = isSmooth(view);
  const column = (at: number) => (toFrame(view, { x: at, y: 0 }, screen).x - x) / block.level;
  const row = (at: number) => (toFrame(view, { x: 0, y: at }, screen).y - y) / block.level;
  return {
    columns: axisOf(from.x, to.x, screen.width, block.width, column, smooth),
    rows: axisOf(from.y, to.y, screen.height, block.height, row, smooth),
  };
}

function axisOf(
  from: number,
  to: number,
  most: number,
  length: number,
  placeOf: (at: number) => number,
  smooth: boolean,
): Axis {
  // A pixel of the screen belongs to the part that its middle is in.
  const begin = Math.max(0, Math.ceil(from - 0.5));
  const count = Math.max(0, Math.min(most, Math.ceil(to - 0.5)) - begin);
  const inside = (at: number) => Math.max(0, Math.min(length - 1, at));
  const axis = {
    from: begin,
    first: new Int32Array(count),
    second: new Int32Array(count),
    share: new Int32Array(count),
    nearest: new Int32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const place = placeOf(begin + i + 0.5);
    axis.nearest[i] = inside(Math.floor(place));
    const before = Math.floor(place - 0.5);
    axis.first[i] = smooth ? inside(before) : axis.nearest[i]!;
    axis.second[i] = smooth ? inside(before + 1) : axis.nearest[i]!;
    axis.share[i] = smooth ? Math.round((place - 0.5 - before) * 256) : 0;
  }
  return axis;
}

/** What is to be seen for each of the 65536 values. */
function greyInks(table: Uint8Array, redOnly: boolean): Uint32Array {
  const inks = new Uint32Array(table.length);
  const step = redOnly ? 1 : 0x010101;
  for (let value = 0; value < inks.length; value++) inks[value] = BLACK + table[value]! * step;
  return inks;
}

function inkerOf([ofRed, ofGreen, ofBlue]: BrightnessTables, redOnly: boolean): Inker {
  if (redOnly) {
    return (red, green, blue) => BLACK + Math.round((ofRed[red]! + 2 * ofGreen[green]! + ofBlue[blue]!) / 4);
  }
  return (red, green, blue) => BLACK + ofRed[red]! + ofGreen[green]! * 0x100 + ofBlue[blue]! * 0x10000;
}

function drawGrey({ pixels, width }: PixelBlock, { columns, rows }: Grid, inks: Uint32Array, onto: Raster): void {
  const { first, second, share } = columns;
  for (let j = 0; j < rows.first.length; j++) {
    const upper = rows.first[j]! * width;
    const lower = rows.second[j]! * width;
    const below = rows.share[j]!;
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < first.length; i++, at++) {
      const left = first[i]!;
      const right = second[i]!;
      const beside = share[i]!;
      const above = (256 - beside) * pixels[upper + left]! + beside * pixels[upper + right]!;
      const under = (256 - beside) * pixels[lower + left]! + beside * pixels[lower + right]!;
      onto.pixels[at] = inks[(((256 - below) * above + below * under + 0x8000) / 0x10000) | 0]!;
    }
  }
}

function drawColours({ pixels, width }: PixelBlock, { columns, rows }: Grid, ink: Inker, onto: Raster): void {
  const { first, second, share } = columns;
  for (let j = 0; j < rows.first.length; j++) {
    const upper = rows.first[j]! * width;
    const lower = rows.second[j]! * width;
    const below = rows.share[j]!;
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < first.length; i++, at++) {
      const beside = share[i]!;
      const a = 3 * (upper + first[i]!);
      const b = 3 * (upper + second[i]!);
      const c = 3 * (lower + first[i]!);
      const d = 3 * (lower + second[i]!);
      const mean = (channel: number) => {
        const above = (256 - beside) * pixels[a + channel]! + beside * pixels[b + channel]!;
        const under = (256 - beside) * pixels[c + channel]! + beside * pixels[d + channel]!;
        return (((256 - below) * above + below * under + 0x8000) / 0x10000) | 0;
      };
      onto.pixels[at] = ink(mean(0), mean(1), mean(2));
    }
  }
}

function drawMosaic(block: PixelBlock, { columns, rows }: Grid, ink: Inker, onto: Raster): void {
  const channels = channelsOf(block.bayer!);
  const found = [0, 0, 0];
  for (let j = 0; j < rows.nearest.length; j++) {
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < columns.nearest.length; i++, at++) {
      debayered(block, channels, columns.nearest[i]!, rows.nearest[j]!, found);
      onto.pixels[at] = ink(Math.round(found[0]!), Math.round(found[1]!), Math.round(found[2]!));
    }
  }
}

function hatchSaturated(
  { pixels, width, channels }: PixelBlock,
  { columns, rows }: Grid,
  adu: number,
  redOnly: boolean,
  onto: Raster,
): void {
  for (let j = 0; j < rows.nearest.length; j++) {
    const line = rows.nearest[j]! * width;
    for (let i = 0; i < columns.nearest.length; i++) {
      if (pixels[channels * (line + columns.nearest[i]!)]! < adu) continue;
      const column = columns.from + i;
      const row = rows.from + j;
      onto.pixels[row * onto.width + column] = hatch(column, row, onto, redOnly);
    }
  }
}
