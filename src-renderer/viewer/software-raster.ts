/** Draws parts of a frame by the processor, as the shaders do on a GPU. Pure. Colours are 32 bits as in an ImageData: 0xAABBGGRR. */
import type { PixelBlock } from '../client/pixels.ts';
import { channelsOf, debayered, kindOf } from './debayer.ts';
import type { Picture } from './painter.ts';
import { midtoneTerms, type Stretch } from './stretch.ts';
import { type Size, toFrame, toScreen } from './view-transform.ts';
import { isSmooth, type VisiblePart } from './visible-parts.ts';

export const BLACK = 0xff000000;

/** Pixels of the screen, row after row from the top. */
export interface Raster extends Size {
  readonly pixels: Uint32Array;
}

/** What is to be seen of each of the 65536 values: of a grey pixel, or of its values in red, green and blue. */
export interface Inks {
  readonly grey: Uint32Array;
  readonly colours: ((red: number, green: number, blue: number) => number) | null;
}

export function inksFor({ stretch, colours, redOnly }: Pick<Picture, 'stretch' | 'colours' | 'redOnly'>): Inks {
  const step = redOnly ? 1 : 0x010101;
  const levels = brightnessTable(stretch);
  const grey = new Uint32Array(levels.length);
  for (let value = 0; value < grey.length; value++) grey[value] = BLACK + levels[value]! * step;
  if (colours === null) return { grey, colours: null };
  const [ofRed, ofGreen, ofBlue] = [
    brightnessTable(colours[0]),
    brightnessTable(colours[1]),
    brightnessTable(colours[2]),
  ];
  return {
    grey,
    colours: redOnly
      ? (red, green, blue) => BLACK + Math.round((ofRed[red]! + 2 * ofGreen[green]! + ofBlue[blue]!) / 4)
      : (red, green, blue) => BLACK + ofRed[red]! + ofGreen[green]! * 0x100 + ofBlue[blue]! * 0x10000,
  };
}

/** 0..255 of each of the 65536 values; made anew at every movement of the stretch. */
function brightnessTable(stretch: Stretch): Uint8Array {
  const { black, perPixel, above, belowX, below } = midtoneTerms(stretch);
  const table = new Uint8Array(65_536);
  const white = Math.min(table.length, Math.ceil(stretch.white));
  for (let value = Math.max(0, Math.floor(black) + 1); value < white; value++) {
    const x = (value - black) * perPixel;
    table[value] = Math.round((255 * above * x) / (belowX * x + below));
  }
  return table.fill(255, white);
}

/** Stripes, not a colour alone: bright ones are seen on dark ground, dark ones on a star. */
export function hatch(column: number, row: number, { height }: Size, redOnly: boolean): number {
  if ((column + height - row) % 6 >= 3) return BLACK;
  return redOnly ? 0xff0000ff : 0xffb340ff;
}

export function drawPart(part: VisiblePart, picture: Picture, inks: Inks, onto: Raster): void {
  const { block } = part.placed;
  const grid = gridOf(part, picture, onto);
  const kind = kindOf(block, inks.colours !== null);
  if (kind === 'grey' || inks.colours === null) drawGrey(block, grid, inks.grey, onto);
  else (kind === 'mosaic' ? drawMosaic : drawColours)(block, grid, inks.colours, onto);
  if (picture.saturated !== null && block.level === 1) {
    hatchSaturated(block, grid, picture.saturated.adu, picture.redOnly, onto);
  }
}

/**
 * For each column and row of the screen that the part covers: the two pixels of the block whose mean is seen there, and how much of
 * it the second one has, in 128ths, with which sums of 16-bit values stay 31-bit integers; the nearest one.
 */
interface Axis {
  /** On the screen; those of the arrays follow from here on. */
  readonly from: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Int32Array;
  readonly nearest: Int32Array;
}

const ONE = 128;
const SHIFT = 14;
const HALF = 1 << (SHIFT - 1);

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
    axis.share[i] = smooth ? Math.round((place - 0.5 - before) * ONE) : 0;
  }
  return axis;
}

/** The mean of four pixels in a square, by the shares of the two on its right and of the two below. */
function mixed(
  topLeft: number,
  topRight: number,
  bottomLeft: number,
  bottomRight: number,
  beside: number,
  below: number,
): number {
  const above = (ONE - beside) * topLeft + beside * topRight;
  const under = (ONE - beside) * bottomLeft + beside * bottomRight;
  return ((ONE - below) * above + below * under + HALF) >> SHIFT;
}

function drawGrey({ pixels, width }: PixelBlock, { columns, rows }: Grid, inks: Uint32Array, onto: Raster): void {
  const { first, second, share } = columns;
  const seen = onto.pixels;
  for (let j = 0; j < rows.first.length; j++) {
    const upper = rows.first[j]! * width;
    const lower = rows.second[j]! * width;
    const below = rows.share[j]!;
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < first.length; i++, at++) {
      const left = first[i]!;
      const right = second[i]!;
      const topLeft = pixels[upper + left]!;
      const topRight = pixels[upper + right]!;
      seen[at] = inks[mixed(topLeft, topRight, pixels[lower + left]!, pixels[lower + right]!, share[i]!, below)]!;
    }
  }
}

function drawColours(
  { pixels, width }: PixelBlock,
  { columns, rows }: Grid,
  inkOf: NonNullable<Inks['colours']>,
  onto: Raster,
): void {
  const { first, second, share } = columns;
  for (let j = 0; j < rows.first.length; j++) {
    const upper = rows.first[j]! * width;
    const lower = rows.second[j]! * width;
    const below = rows.share[j]!;
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < first.length; i++, at++) {
      const beside = share[i]!;
      const [a, b] = [3 * (upper + first[i]!), 3 * (upper + second[i]!)];
      const [c, d] = [3 * (lower + first[i]!), 3 * (lower + second[i]!)];
      onto.pixels[at] = inkOf(
        mixed(pixels[a]!, pixels[b]!, pixels[c]!, pixels[d]!, beside, below),
        mixed(pixels[a + 1]!, pixels[b + 1]!, pixels[c + 1]!, pixels[d + 1]!, beside, below),
        mixed(pixels[a + 2]!, pixels[b + 2]!, pixels[c + 2]!, pixels[d + 2]!, beside, below),
      );
    }
  }
}

function drawMosaic(
  block: PixelBlock,
  { columns, rows }: Grid,
  inkOf: NonNullable<Inks['colours']>,
  onto: Raster,
): void {
  const channels = channelsOf(block.bayer!);
  const found = [0, 0, 0];
  for (let j = 0; j < rows.nearest.length; j++) {
    let at = (rows.from + j) * onto.width + columns.from;
    for (let i = 0; i < columns.nearest.length; i++, at++) {
      debayered(block, channels, columns.nearest[i]!, rows.nearest[j]!, found);
      onto.pixels[at] = inkOf(Math.round(found[0]!), Math.round(found[1]!), Math.round(found[2]!));
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
