import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SubFrame } from '../../../src-main/devices/ports.ts';
import { FIELD_EVEN, FIELD_ODD } from '../../../src-main/devices/starlight-xpress/camera-protocol.ts';
import { type FrameRead, layOutFrame } from '../../../src-main/devices/starlight-xpress/frame-layout.ts';
import { interpretSensor, type Sensor } from '../../../src-main/devices/starlight-xpress/sensor.ts';

const BOTH = FIELD_ODD | FIELD_EVEN;

function sensorOf(modelWord: number, productId: number, width: number, height: number): Sensor {
  const described = interpretSensor(productId, modelWord, {
    ...{ width, height, pixelWidthUm: 5, pixelHeightUm: 5, colourMatrix: 0x0fff, bitsPerPixel: 16 },
    ...{ hasGuidePort: false, hasGuideSensor: false, hasCooler: false, hasShutter: false },
  });
  // A real ICX453 is too large for many runs.
  return { ...described, width, height };
}

const WIDTH = 48;
const HEIGHT = 32;
const SENSORS = {
  progressive: sensorOf(0x09, 0x0194, WIDTH, HEIGHT),
  interlaced: sensorOf(0x49, 0x0109, WIDTH, HEIGHT),
  icx453: sensorOf(0x59, 0x0326, WIDTH, HEIGHT),
  'icx453 of the M25C': sensorOf(0x59, 0x0325, WIDTH, HEIGHT),
};

/** What is in a pixel: its place. */
const pixelAt = (x: number, y: number) => y * WIDTH + x + 1;

/** The sum over a binned pixel whose first unbinned one is at (x, y). */
function binnedPixel(x: number, y: number, xBin: number, yBin: number): number {
  let sum = 0;
  for (let row = y; row < y + yBin; row++)
    for (let column = x; column < x + xBin; column++) sum += pixelAt(column, row);
  return sum & 0xffff;
}

/** The bytes that a camera sends for a read, as the public drivers understand them. */
function sentFor(sensor: Sensor, { field, window, bytes }: FrameRead): Uint8Array {
  const { x, y, width, height, xBin, yBin } = window;
  const sent: number[] = [];
  if (sensor.kind === 'progressive') {
    for (let row = y; row + yBin <= y + height; row += yBin)
      for (let column = x; column + xBin <= x + width; column += xBin) sent.push(binnedPixel(column, row, xBin, yBin));
  } else if (sensor.kind === 'interlaced') {
    const [firstRow, fieldRows] =
      field === null ? [y * yBin * 2, 2 * yBin] : [y * 2 + (field === FIELD_ODD ? 0 : 1), 1];
    const step = field === null ? 2 * yBin : 2;
    for (let row = 0; row < height / yBin; row++)
      for (let column = x; column + xBin <= x + width; column += xBin)
        sent.push(binnedPixel(column, firstRow + row * step, xBin, fieldRows));
  } else if (xBin === 1) {
    const order = [
      [0, 0],
      [0, 1],
      ...(sensor.model.swapsSecondColumn
        ? [
            [1, 1],
            [1, 0],
          ]
        : [
            [1, 0],
            [1, 1],
          ]),
    ];
    for (let row = y * 2; row < (y + height) * 2; row += 2)
      for (let column = x / 2; column < (x + width) / 2; column += 2)
        for (const [right, down] of order) sent.push(pixelAt(column + right!, row + down!));
  } else {
    for (let row = y * 2; row + yBin <= (y + height) * 2; row += yBin)
      for (let column = x / 2; column + xBin <= (x + width) / 2; column += xBin)
        sent.push(binnedPixel(column, row, xBin, yBin));
  }
  expect(sent.length * 2).toBe(bytes);
  expect(field === null || (field & BOTH) === field).toBe(true);
  return new Uint8Array(Uint16Array.from(sent).buffer);
}

const binnings = fc.constantFrom(1, 2, 4);
const regions = (binning: number): fc.Arbitrary<SubFrame> =>
  fc
    .tuple(fc.integer({ min: 0, max: WIDTH - binning }), fc.integer({ min: 0, max: HEIGHT - binning }))
    .chain(([x, y]) =>
      fc.record({
        x: fc.constant(x),
        y: fc.constant(y),
        width: fc.integer({ min: binning, max: WIDTH - x }),
        height: fc.integer({ min: binning, max: HEIGHT - y }),
      }),
    );

describe.each(Object.entries(SENSORS))('the layout of a sensor that is %s', (_, sensor) => {
  test('puts every pixel of every region where it belongs, in every binning', () => {
    const cases = binnings.chain((binning) => fc.record({ binning: fc.constant(binning), region: regions(binning) }));
    fc.assert(
      fc.property(cases, ({ binning, region }) => {
        const layout = layOutFrame(sensor, region, binning);
        const raw = Buffer.concat(layout.reads.map((read) => sentFor(sensor, read)));
        const pixels = layout.arrange(new Uint8Array(raw).slice());
        // Binned rows of such sensors begin at whole binned rows.
        const top = sensor.kind === 'progressive' || binning === 1 ? region.y : region.y - (region.y % binning);
        const expected = new Uint16Array(layout.width * layout.height);
        for (let row = 0; row < layout.height; row++)
          for (let column = 0; column < layout.width; column++)
            expected[row * layout.width + column] = binnedPixel(
              region.x + column * binning,
              top + row * binning,
              binning,
              binning,
            );
        expect([layout.width, layout.height]).toEqual([
          Math.floor(region.width / binning),
          Math.floor(region.height / binning),
        ]);
        expect(pixels.length).toBe(expected.length);
        expect(pixels).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('reads only what is on the sensor', () => {
    const cases = binnings.chain((binning) => fc.record({ binning: fc.constant(binning), region: regions(binning) }));
    // An ICX453 counts columns twice and rows by halves, an interlaced sensor rows by halves.
    const [columns, rows] = {
      progressive: [WIDTH, HEIGHT],
      interlaced: [WIDTH, HEIGHT / 2],
      icx453: [WIDTH * 2, HEIGHT / 2],
    }[sensor.kind] as [number, number];
    fc.assert(
      fc.property(cases, ({ binning, region }) => {
        for (const { window } of layOutFrame(sensor, region, binning).reads) {
          expect(window.x + window.width).toBeLessThanOrEqual(columns);
          expect(window.y + window.height).toBeLessThanOrEqual(rows);
          expect(Object.values(window).every(Number.isInteger)).toBe(true);
        }
      }),
    );
  });
});

test('a progressive frame uses the bytes that were read as they are, without a second copy', () => {
  const layout = layOutFrame(SENSORS.progressive, { x: 0, y: 0, width: WIDTH, height: HEIGHT }, 1);
  const raw = new Uint8Array(layout.reads[0]!.bytes);
  expect(layout.arrange(raw).buffer).toBe(raw.buffer);
});
