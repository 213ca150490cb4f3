/** A sky flat divided by the master of the panel's flats: what shading and response leave of an even sky. */
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openFitsImage, openFloatImage } from '../../src-main/frames/fits/image-file.ts';
import { longitudeOf } from './a-longitude.ts';
import { DARK, openSmallConsole, removeFolders, smallSetup } from './small-console.ts';

afterAll(removeFolders);

const L = 2;
/** Frames of each sort: enough that what is left is shading and response, not noise. */
const FRAMES = 12;
/** Side of the squares whose means are compared, px. Of a flat at half the full well they have a noise of some 0.02 %. */
const SQUARE = 16;

test('is flat to 0.3 % from square to square, where the raw one is not', async () => {
  const c = await openSmallConsole({ speed: 500 });
  try {
    const longitude = longitudeOf(-3.5, 'dusk', Date.now());
    const setup = smallSetup({ latitudeDeg: 0, longitudeDeg: longitude, alwaysNight: false, starDensity: 0 });
    Object.assign(setup.site, { latitude: 0, longitude });
    await c.call('setup.save', { text: JSON.stringify(setup) });
    const calibration = { ...DARK, maxExposureS: null, frames: FRAMES };
    await c.call('queue.create', { draft: { ...calibration, taskType: 'optical_imaging_bias_calibration' } });
    const flat = { ...calibration, taskType: 'optical_imaging_flat_calibration', filterIds: [L] } as const;
    await c.call('queue.create', { draft: flat });
    await c.runUntilIdle();
    await c.call('masters.build', {});
    const sky = await c.call('queue.create', { draft: { ...flat, flatLight: 'sky' } });
    await c.runUntilIdle();
    const frames = (await c.frames(sky.uid)).filter(({ state }) => state === 'counted');
    expect(frames.length).toBe(FRAMES);

    const { masters } = await c.call('masters.list', {});
    const pathOf = (kind: string) => join(c.folder, masters.find((master) => master.kind === kind)!.path);
    const bias = await floatsOf(pathOf('bias'));
    const panel = await floatsOf(pathOf('flat'));
    const raw = new Float64Array(bias.pixels.length);
    for (const { path } of frames) {
      for (const [i, value] of (await integersOf(join(c.folder, path!))).entries())
        raw[i]! += (value - bias.pixels[i]!) / FRAMES;
    }
    const flattened = raw.map((value, i) => value / panel.pixels[i]!);
    const { width } = bias;
    expect(worstSquare(raw, width)).toBeGreaterThan(0.03);
    expect(worstSquare(flattened, width)).toBeLessThan(0.003);
  } finally {
    await c.close();
  }
});

async function integersOf(path: string): Promise<Uint16Array> {
  const image = await openFitsImage(path);
  const pixels = new Uint16Array(image.width * image.height);
  await image.readRows(0, pixels);
  await image.close();
  return pixels;
}

async function floatsOf(path: string): Promise<{ width: number; pixels: Float32Array }> {
  const image = await openFloatImage(path);
  const pixels = new Float32Array(image.width * image.height);
  await image.readRows(0, pixels);
  await image.close();
  return { width: image.width, pixels };
}

/** How far the mean of a square is from that of them all, at most, as a fraction of it. */
function worstSquare(pixels: Float64Array, width: number): number {
  const across = Math.floor(width / SQUARE);
  const down = Math.floor(pixels.length / width / SQUARE);
  const means = Array.from({ length: across * down }, (_, square) => {
    const left = (square % across) * SQUARE;
    const top = Math.floor(square / across) * SQUARE;
    let sum = 0;
    for (let y = top; y < top + SQUARE; y++) for (let x = left; x < left + SQUARE; x++) sum += pixels[y * width + x]!;
    return sum / SQUARE ** 2;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  return Math.max(...means.map((value) => Math.abs(value / mean - 1)));
}
