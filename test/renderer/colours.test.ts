import { describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../src-renderer/client/pixels.ts';
import { colourStretch, colourStretchBy, summariesOf } from '../../src-renderer/viewer/colour-stretch.ts';
import { channelsOf, debayered } from '../../src-renderer/viewer/debayer.ts';
import { autoStretch } from '../../src-renderer/viewer/stretch.ts';
import { brightness } from './brightness.ts';

const WHITE = 60_000;

function block(width: number, height: number, channels: 1 | 3, value: (at: number) => number): PixelBlock {
  const pixels = Uint16Array.from({ length: width * height * channels }, (_, at) => value(at));
  return {
    ...{ level: channels === 3 ? 8 : 1, width, height, fullWidth: width, fullHeight: height, zero: 0, step: 1 },
    ...{ channels, bayer: 'RGGB', pixels },
  };
}

describe.each(['RGGB', 'BGGR', 'GRBG', 'GBRG'])('a mosaic of %s', (bayer) => {
  const channels = channelsOf(bayer);
  const [width, height] = [7, 5];
  const at = (i: number) => channels[2 * (Math.floor(i / width) & 1) + ((i % width) & 1)]!;

  test('of one colour all over comes out in that colour, to the very edge', () => {
    const mosaic = block(width, height, 1, (i) => [1000, 2000, 3000][at(i)]!);
    const found = [0, 0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        debayered(mosaic, channels, x, y, found);
        expect(found).toEqual([1000, 2000, 3000]);
      }
    }
  });

  test('keeps each pixel’s own value, and mixes the others from the nearest', () => {
    const ramp = block(width, height, 1, (i) => 100 * (i % width) + 10 * Math.floor(i / width));
    const found = [0, 0, 0];
    debayered(ramp, channels, 3, 2, found);
    // All of a plane's colours lie on the plane.
    expect(found).toEqual([320, 320, 320]);
  });
});

describe('the stretch of a picture in colour', () => {
  /** Sky of other light in each colour, with a scatter, and one pixel that has as much light again of each. */
  const SKY = [800, 1200, 950];
  const noise = (i: number) => ((i * 7919) % 41) - 20;
  const picture = block(64, 64, 3, (i) => SKY[i % 3]! + noise(i));
  const summaries = summariesOf(picture)!;

  test('makes the background grey', () => {
    const stretches = colourStretch(summaries, 8, WHITE);
    const grey = stretches.map((stretch, channel) => brightness(SKY[channel]!, stretch));
    for (const shade of grey) expect(shade).toBeCloseTo(0.2, 2);
  });

  test('leaves what has more of one colour in that colour', () => {
    const [red, green, blue] = colourStretch(summaries, 8, WHITE);
    expect(brightness(SKY[0]! + 2000, red)).toBeGreaterThan(brightness(SKY[1]! + 500, green));
    expect(brightness(SKY[0]! + 2000, red)).toBeGreaterThan(brightness(SKY[2]! + 500, blue));
  });

  test('follows what the observer changes of the grey one, and is the automatic one without a change', () => {
    const stretches = colourStretch(summaries, 8, WHITE);
    const automatic = autoStretch({ median: 1000, mad: 60 }, WHITE, null);
    const same = colourStretchBy(stretches, automatic, automatic);
    for (const [i, { black, mid, white }] of same.entries()) {
      expect([black, mid, white].map(Math.round)).toEqual(
        [stretches[i]!.black, stretches[i]!.mid, stretches[i]!.white].map(Math.round),
      );
    }
    const darker = colourStretchBy(stretches, automatic, { ...automatic, mid: 2 * automatic.mid });
    for (const [i, stretch] of darker.entries()) {
      expect(brightness(SKY[i]!, stretch)).toBeLessThan(brightness(SKY[i]!, stretches[i]!));
    }
  });

  test('is none of a picture without colours', () => {
    expect(summariesOf(block(8, 8, 1, () => 5))).toBeNull();
  });
});
