import { describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../src-renderer/client/pixels.ts';
import type { Picture } from '../../src-renderer/viewer/painter.ts';
import { BLACK, drawPart, inksFor } from '../../src-renderer/viewer/software-raster.ts';
import { visibleParts } from '../../src-renderer/viewer/visible-parts.ts';
import { brightness } from './brightness.ts';

const STRETCH = { black: 100, mid: 400, white: 2000 };

function block(values: readonly (readonly number[])[], more: Partial<PixelBlock> = {}): PixelBlock {
  const [width, height] = [values[0]!.length, values.length];
  const about = { level: 1, channels: 1, bayer: null, zero: 0, step: 1 } as const;
  return {
    ...about,
    width,
    height,
    fullWidth: width,
    fullHeight: height,
    pixels: Uint16Array.from(values.flat()),
    ...more,
  };
}

/** The screen, row after row. */
function drawn(of: PixelBlock, scale: number, more: Partial<Picture> = {}, side = 4): number[][] {
  const view = { centreX: (of.fullWidth * of.level) / 2, centreY: (of.fullHeight * of.level) / 2, scale };
  const picture: Picture = {
    ...{ blocks: [{ block: of, x: 0, y: 0 }], stretch: STRETCH, colours: null, view, saturated: null, redOnly: false },
    ...more,
  };
  const raster = { width: side, height: side, pixels: new Uint32Array(side * side).fill(BLACK) };
  for (const part of visibleParts(picture.blocks, view, raster)) drawPart(part, picture, inksFor(picture), raster);
  return Array.from({ length: side }, (_, row) => [...raster.pixels.subarray(row * side, (row + 1) * side)]);
}

const grey = (value: number) => BLACK + Math.round(255 * brightness(value, STRETCH)) * 0x010101;

describe('a frame drawn by the processor', () => {
  test('is square where its pixels are larger than the screen’s', () => {
    const [a, b, c, d] = [grey(150), grey(400), grey(900), grey(3000)];
    expect(
      drawn(
        block([
          [150, 400],
          [900, 3000],
        ]),
        2,
      ),
    ).toEqual([
      [a, a, b, b],
      [a, a, b, b],
      [c, c, d, d],
      [c, c, d, d],
    ]);
  });

  test.each([STRETCH, { black: 0, mid: 32_768, white: 65_535 }, { black: -40.5, mid: 3, white: 90_000 }])(
    'has for each value the brightness that the rule tells: %o',
    (stretch) => {
      const { grey: inks } = inksFor({ stretch, colours: null, redOnly: false });
      const levels = Array.from(inks, (ink) => ink & 255);
      const told = levels.map((_, value) => 255 * brightness(value, stretch));
      expect(levels.every((level, value) => Math.abs(level - told[value]!) < 0.501)).toBe(true);
    },
  );

  test('is black around it', () => {
    expect(drawn(block([[400]]), 2)).toEqual([
      [BLACK, BLACK, BLACK, BLACK],
      [BLACK, grey(400), grey(400), BLACK],
      [BLACK, grey(400), grey(400), BLACK],
      [BLACK, BLACK, BLACK, BLACK],
    ]);
  });

  test('is the mean of neighbours between the middles of its pixels', () => {
    // At two thirds of the size the middle one of three screen pixels lies on the border.
    const [, row] = drawn(
      block([
        [200, 400],
        [200, 400],
      ]),
      1,
      {},
      3,
    );
    expect(row![1]).toBe(grey(300));
  });

  test('has hatched pixels where they are saturated, and only there', () => {
    const marked = drawn(block([[150, 60_000]]), 2, { saturated: { adu: 60_000, brightest: null } });
    expect(marked[1]!.slice(0, 2)).toEqual([grey(150), grey(150)]);
    expect(marked[1]!.slice(2)).not.toContain(grey(60_000));
  });

  test('has only red at night, as bright as it was', () => {
    expect(drawn(block([[400]]), 4, { redOnly: true })[0]![0]).toBe(BLACK + (grey(400) & 255));
  });

  test('has each colour by its own stretch', () => {
    const colours = [STRETCH, { black: 0, mid: 1000, white: 2000 }, { black: 0, mid: 500, white: 1000 }] as const;
    const [[ink]] = drawn(block([[400]], { channels: 3, pixels: Uint16Array.of(400, 1000, 65_535) }), 4, {
      colours,
    }) as [[number]];
    expect([ink & 255, (ink >>> 8) & 255, (ink >>> 16) & 255]).toEqual([grey(400) & 255, 128, 255]);
  });
});
