/**
 * Which windows a camera is told to read for a frame, and how its bytes become the frame's rows. Some sensors count rows
 * and columns in their own way and cannot begin everywhere; then a little more is read than asked for and cut off.
 *
 * Facts from: indi-3rdparty indi-sx/sxccd.cpp (ExposureTimerHit), goodwink/sxASCOM's sx_camera.cs (M25C).
 */
import { endianness } from 'node:os';
import type { SubFrame } from '../ports.ts';
import { FIELD_EVEN, FIELD_ODD, type ReadWindow } from './camera-protocol.ts';
import type { Sensor } from './sensor.ts';

export interface FrameRead {
  /** FIELD_ODD or FIELD_EVEN; null: the whole sensor. */
  readonly field: number | null;
  readonly window: ReadWindow;
  readonly bytes: number;
}

export interface FrameLayout {
  /** Binned pixels. */
  readonly width: number;
  readonly height: number;
  /** In the order in which they are to be read. */
  readonly reads: readonly FrameRead[];
  /**
   * The frame, row after row, from the bytes of all reads in their order: 16 bits a pixel, little-endian, beginning at an
   * even place of its buffer. May keep using that buffer.
   */
  arrange(raw: Uint8Array): Uint16Array;
}

const BYTES_PER_PIXEL = 2;

/**
 * Binned pixels that are not complete are left out. A binned frame of a sensor with fields or of an ICX453 begins at the
 * binned row that holds the region's first row.
 */
export function layOutFrame(sensor: Sensor, region: SubFrame, binning: number): FrameLayout {
  switch (sensor.kind) {
    case 'progressive':
      return plainLayout(region, binning);
    case 'interlaced':
      return binning === 1 ? fieldsLayout(region) : binnedFieldsLayout(region, binning);
    case 'icx453':
      return binning === 1 ? quadsLayout(region, sensor.model.swapsSecondColumn) : binnedQuadsLayout(region, binning);
  }
}

function plainLayout({ x, y, width: fullWidth, height: fullHeight }: SubFrame, binning: number): FrameLayout {
  const [width, height] = [Math.floor(fullWidth / binning), Math.floor(fullHeight / binning)];
  const window = { x, y, width: width * binning, height: height * binning, xBin: binning, yBin: binning };
  return {
    width,
    height,
    reads: [{ field: null, window, bytes: width * height * BYTES_PER_PIXEL }],
    arrange: toPixels,
  };
}

/** Two fields of every second row; the odd field has the sensor's rows 0, 2, 4…. */
function fieldsLayout({ x, y, width, height }: SubFrame): FrameLayout {
  const firstRow = evenBelow(y);
  const rows = (evenAbove(y + height) - firstRow) / 2;
  const window = { x, y: firstRow / 2, width, height: rows, xBin: 1, yBin: 1 };
  const bytes = width * rows * BYTES_PER_PIXEL;
  return {
    width,
    height,
    reads: [FIELD_EVEN, FIELD_ODD].map((field) => ({ field, window, bytes })),
    arrange(raw) {
      const fields = toPixels(raw);
      const pixels = new Uint16Array(width * height);
      for (let row = 0; row < height; row++) {
        const sensorRow = y - firstRow + row;
        const isInOddField = sensorRow % 2 === 0;
        const from = ((isInOddField ? rows : 0) + (sensorRow >> 1)) * width;
        pixels.set(fields.subarray(from, from + width), row * width);
      }
      return pixels;
    },
  };
}

/** Both fields at once, which bins two rows into one by itself. */
function binnedFieldsLayout(region: SubFrame, binning: number): FrameLayout {
  const { x, y } = region;
  const [width, height] = [Math.floor(region.width / binning), Math.floor(region.height / binning)];
  const firstRow = Math.floor(y / binning);
  // Public drivers count the window's first row in binned rows (indi-sx) or in a field's rows (sxASCOM). With two of the
  // field's rows in a binned one these differ, so that such a frame is read from the top, where both are 0.
  const skipped = binning === 2 ? 0 : firstRow;
  const rows = height + skipped;
  const window = {
    x,
    y: firstRow - skipped,
    width: width * binning,
    height: (rows * binning) / 2,
    xBin: binning,
    yBin: binning / 2,
  };
  return {
    width,
    height,
    reads: [{ field: null, window, bytes: width * rows * BYTES_PER_PIXEL }],
    arrange: (raw) => toPixels(raw).subarray(skipped * width),
  };
}

/**
 * ICX453: columns count twice, rows in pairs. Each two rows by two columns come as four pixels: (0,0), (1,0), (0,1), (1,1)
 * as (row, column), or with the last two exchanged.
 */
function quadsLayout({ x, y, width, height }: SubFrame, swapsSecondColumn: boolean): FrameLayout {
  const [firstColumn, firstRow] = [evenBelow(x), evenBelow(y)];
  const columns = evenAbove(x + width) - firstColumn;
  const rowPairs = (evenAbove(y + height) - firstRow) / 2;
  const window = { x: firstColumn * 2, y: firstRow / 2, width: columns * 2, height: rowPairs, xBin: 1, yBin: 1 };
  const secondColumn = swapsSecondColumn ? [3, 2] : [2, 3];
  return {
    width,
    height,
    reads: [{ field: null, window, bytes: columns * rowPairs * 2 * BYTES_PER_PIXEL }],
    arrange(raw) {
      const quads = toPixels(raw);
      const pixels = new Uint16Array(width * height);
      for (let row = 0; row < height; row++) {
        const sensorRow = y - firstRow + row;
        const pairStart = (sensorRow >> 1) * columns * 2;
        const inPair = sensorRow & 1;
        const [even, odd] = [inPair, secondColumn[inPair]!];
        for (let column = 0; column < width; column++) {
          const sensorColumn = x - firstColumn + column;
          const quad = pairStart + (sensorColumn >> 1) * 4;
          pixels[row * width + column] = quads[quad + (sensorColumn & 1 ? odd : even)]!;
        }
      }
      return pixels;
    },
  };
}

/** Binned, an ICX453's pixels come in their order; but two binned rows belong together. */
function binnedQuadsLayout(region: SubFrame, binning: number): FrameLayout {
  const [width, height] = [Math.floor(region.width / binning), Math.floor(region.height / binning)];
  const firstRow = Math.floor(region.y / binning);
  const readFrom = evenBelow(firstRow);
  const rows = evenAbove(firstRow + height) - readFrom;
  const window = {
    x: region.x * 2,
    y: (readFrom * binning) / 2,
    width: width * binning * 2,
    height: (rows * binning) / 2,
    xBin: binning,
    yBin: binning,
  };
  const skipped = (firstRow - readFrom) * width;
  return {
    width,
    height,
    reads: [{ field: null, window, bytes: width * rows * BYTES_PER_PIXEL }],
    arrange: (raw) => toPixels(raw).subarray(skipped, skipped + width * height),
  };
}

function evenBelow(value: number): number {
  return value - (value % 2);
}

function evenAbove(value: number): number {
  return value + (value % 2);
}

/** The camera's numbers are little-endian, as almost every computer's. */
function toPixels(raw: Uint8Array): Uint16Array {
  if (endianness() === 'BE') Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).swap16();
  return new Uint16Array(raw.buffer, raw.byteOffset, raw.byteLength / BYTES_PER_PIXEL);
}
