import { expect, test } from 'vitest';
import {
  COLD,
  countBad,
  HOT,
  markCold,
  markHot,
  markNoisy,
  NOISY,
  type Plane,
} from '../../src-main/calibration/bad-pixels/find-bad-pixels.ts';
import { Noise } from './simulated-noise.ts';

const [WIDTH, HEIGHT] = [700, 500];
const PIXELS = WIDTH * HEIGHT;

/** Places of planted faults: one pixel in a thousand. */
function planted(noise: Noise): Set<number> {
  return new Set(Array.from({ length: PIXELS / 1000 }, () => Math.floor(noise.even() * PIXELS)));
}

function plane(value: (pixel: number) => number): Plane {
  return { width: WIDTH, height: HEIGHT, pixels: Float32Array.from({ length: PIXELS }, (_, i) => value(i)) };
}

/** At least 99 % of what was planted, and at most one sound pixel in ten thousand besides. */
function expectFound(map: Uint16Array, bit: number, places: ReadonlySet<number>) {
  const found = [...map.keys()].filter((pixel) => map[pixel]! & bit);
  const right = found.filter((pixel) => places.has(pixel)).length;
  expect(right / places.size).toBeGreaterThanOrEqual(0.99);
  expect((found.length - right) / PIXELS).toBeLessThanOrEqual(1e-4);
}

test('hot pixels are found in a dark that glows at one corner', () => {
  const noise = new Noise(1);
  const places = planted(noise);
  const map = new Uint16Array(PIXELS);
  // The noise of twenty combined frames; hot pixels from 20 ADU up.
  const dark = plane((i) => {
    const glow = 200 * Math.exp(-((i % WIDTH) + i / WIDTH) / 600);
    const own = places.has(i) ? 20 + 3000 * noise.even() ** 4 : 0;
    return 500 + glow + own + 1.5 * noise.normal();
  });
  markHot(dark, map);
  expectFound(map, HOT, places);
});

test('cold pixels are found in a flat that falls off to its edges', () => {
  const noise = new Noise(2);
  const places = planted(noise);
  const map = new Uint16Array(PIXELS);
  const flat = plane((i) => {
    const light = 1 - 0.3 * ((i % WIDTH) / WIDTH - 0.5) ** 2 - 0.3 * (i / PIXELS - 0.5) ** 2;
    return light * (places.has(i) ? 0.5 * noise.even() : 1) + 0.005 * noise.normal();
  });
  markCold(flat, map);
  expectFound(map, COLD, places);
});

test('noisy pixels are found among the scatter of ten frames', () => {
  const noise = new Noise(3);
  const places = planted(noise);
  const map = new Uint16Array(PIXELS);
  const scatter = plane((i) => {
    // Of eight values, as the lowest and highest are left out.
    const squares = Array.from({ length: 8 }, () => noise.normal() ** 2).reduce((sum, square) => sum + square, 0);
    return (places.has(i) ? 60 : 6) * Math.sqrt(squares / 8);
  });
  markNoisy(scatter, map);
  expectFound(map, NOISY, places);
});

test('a pixel keeps all its faults, and an even sensor has none', () => {
  const map = new Uint16Array(PIXELS);
  markHot(
    plane((i) => (i === 7 ? 900 : 500)),
    map,
  );
  markNoisy(
    plane((i) => (i === 7 || i === 9 ? 80 : 5)),
    map,
  );
  markCold(
    plane(() => 1),
    map,
  );
  expect(countBad(map)).toEqual({ hot: 1, cold: 0, noisy: 2, any: 2 });
  expect(map[7]).toBe(HOT | NOISY);
});
