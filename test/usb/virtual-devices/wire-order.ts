/** Which pixels of the sensor a latch reads, and in which order they come over the wire. Facts: indi-sx's reading of them. */

import { FIELD_BOTH, FIELD_ODD, type LatchWindow } from './camera-commands.ts';
import type { CameraModel } from './camera-models.ts';
import type { Binning, SensorExposure, VirtualSensor, Window } from './virtual-sensor.ts';

const BINNINGS: readonly number[] = [1, 2, 4];

export interface Latch {
  /** FIELD_ODD, FIELD_EVEN or FIELD_BOTH. */
  readonly fields: number;
  /** Of the sensor as it is; a single field reads every second row of it. */
  readonly window: Window;
  readonly binning: Binning;
}

/** Null for a latch that the camera cannot do: fields that the sensor has not, a window beyond it, another binning. */
export function understandLatch(model: CameraModel, flags: number, window: LatchWindow): Latch | null {
  const { x, y, width, height, xBin, yBin } = window;
  // Debian's sx_ccd_test latches without naming a field.
  const fields = flags & FIELD_BOTH || FIELD_BOTH;
  if (!BINNINGS.includes(xBin) || !BINNINGS.includes(yBin)) return null;
  const latch = latchOf(model, fields, window);
  if (latch === null || width < xBin || height < yBin || x < 0 || y < 0) return null;
  const { window: natural } = latch;
  const fits = natural.x + natural.width <= model.width && natural.y + natural.height <= model.height;
  return fits ? latch : null;
}

function latchOf(model: CameraModel, fields: number, { x, y, width, height, xBin, yBin }: LatchWindow): Latch | null {
  switch (model.layout) {
    case 'progressive':
      if (fields !== FIELD_BOTH) return null;
      return { fields, window: { x, y, width, height }, binning: { x: xBin, y: yBin } };
    case 'interlaced':
      // A field's row stands for two of the sensor's. With both fields at once, the first row is counted in binned rows.
      if (fields === FIELD_BOTH) {
        const natural = { x, y: y * yBin * 2, width, height: height * 2 };
        return { fields, window: natural, binning: { x: xBin, y: yBin * 2 } };
      }
      if (yBin !== 1) return null;
      return { fields, window: { x, y: y * 2, width, height: height * 2 }, binning: { x: xBin, y: 1 } };
    default:
      // ICX453 counts columns twice and rows by halves. Binned in one direction only, its order is not known.
      if (fields !== FIELD_BOTH || xBin !== yBin) return null;
      return {
        fields,
        window: { x: Math.floor(x / 2), y: y * 2, width: Math.floor(width / 2), height: height * 2 },
        binning: { x: xBin, y: yBin },
      };
  }
}

/** The latched pixels in the order of the wire. */
export function readOut(
  model: CameraModel,
  sensor: VirtualSensor,
  exposure: SensorExposure,
  { fields, window, binning }: Latch,
): Uint16Array {
  const image = sensor.image(exposure, window, binning);
  const width = Math.floor(window.width / binning.x);
  if (fields !== FIELD_BOTH) return everySecondRow(image, width, fields === FIELD_ODD ? 0 : 1);
  const isQuads = model.layout === 'quads' || model.layout === 'quads-m25c';
  if (isQuads && binning.x === 1) return asQuads(image, width, model.layout === 'quads-m25c');
  return image;
}

function everySecondRow(image: Uint16Array, width: number, first: number): Uint16Array {
  const rows = image.length / width / 2;
  const field = new Uint16Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = (row * 2 + first) * width;
    field.set(image.subarray(from, from + width), row * width);
  }
  return field;
}

/** (0,0), (1,0), (0,1), (1,1) as (row, column) of each two by two; with (1,1) before (0,1) where exchanged. */
function asQuads(image: Uint16Array, width: number, exchanged: boolean): Uint16Array {
  const wire = new Uint16Array(image.length);
  const [third, fourth] = exchanged ? [width + 1, 1] : [1, width + 1];
  let out = 0;
  for (let row = 0; row < image.length / width; row += 2) {
    for (let column = 0; column < width; column += 2) {
      const from = row * width + column;
      wire[out] = image[from]!;
      wire[out + 1] = image[from + width]!;
      wire[out + 2] = image[from + third]!;
      wire[out + 3] = image[from + fourth]!;
      out += 4;
    }
  }
  return wire;
}
