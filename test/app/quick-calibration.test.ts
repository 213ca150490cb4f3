/** Lights calibrated on their way to the screen, on the real files of a console's own night. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFitsImage, openFloatImage } from '../../src-main/frames/fits/image-file.ts';
import { type CalibratedNight, calibratedNight } from './calibrated-night.ts';
import { removeFolders, type SmallConsole } from './small-console.ts';

let c: SmallConsole;
let frames: CalibratedNight['frames'];
let masters: CalibratedNight['masters'];
let mapUid: string;
let lightIn: CalibratedNight['lightIn'];

beforeAll(async () => {
  ({ console: c, frames, masters, mapUid, lightIn } = await calibratedNight('browser'));
});
afterAll(async () => {
  await c.close();
  removeFolders();
});

async function look(uid: string, query: string) {
  const response = await c.services.pixels(new Request(`http://127.0.0.1/pixels/${uid}?${query}`));
  if (!response.ok) return { status: response.status, text: await response.text(), values: [], pixels: [], step: 0 };
  const [zero, step] = ['X-Zero', 'X-Step'].map((name) => Number(response.headers.get(name))) as [number, number];
  const pixels = [...new Uint16Array(await response.arrayBuffer())];
  return { status: 200, text: '', values: pixels.map((pixel) => zero + step * pixel), pixels, step };
}

async function valuesOf(path: string, kind: 'integers' | 'floats'): Promise<number[]> {
  const file = join(c.folder, path);
  if (kind === 'integers') {
    const image = await openFitsImage(file);
    const pixels = new Uint16Array(image.width * image.height);
    await image.readRows(0, pixels);
    await image.close();
    return [...pixels];
  }
  const image = await openFloatImage(file);
  const pixels = new Float32Array(image.width * image.height);
  await image.readRows(0, pixels);
  await image.close();
  return [...pixels];
}

const WIDTH = 160;
const HEIGHT = 128;

describe('a light with bias, dark, flat and map', () => {
  test('says what is applied, and comes out as the arithmetic gives it, at any level and in any tile', async () => {
    const light = lightIn('L');
    const { key, steps } = await c.call('frames.calibration', { uid: light.uid });
    expect(steps.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      ...['bias applied', 'dark applied', 'flat applied', 'bad-pixels applied'],
    ]);
    expect(steps.map(({ path }) => path)).toEqual([
      ...[masters.bias.path, masters.dark.path, masters.flat.path, expect.stringMatching(/^masters\/bad-pixels\//)],
    ]);
    const raw = await valuesOf(light.path!, 'integers');
    const [bias, dark, flat] = await Promise.all(
      (['bias', 'dark', 'flat'] as const).map((kind) => valuesOf(masters[kind].path, 'floats')),
    );
    const flags = (await look(mapUid, 'level=1')).values;
    const expected = raw.map((value, i) => (value - bias![i]! - dark![i]!) / flat![i]!);
    const whole = await look(light.uid, `level=1&calibration=${key}`);
    expect(whole.step).toBeLessThan(2);
    let compared = 0;
    for (const [i, value] of expected.entries()) {
      if (flags[i] !== 0 || raw[i]! >= light.saturationAdu) continue;
      expect(Math.abs(whole.values[i]! - value)).toBeLessThanOrEqual(whole.step / 2 + 0.01);
      compared++;
    }
    expect(compared).toBeGreaterThan(0.99 * WIDTH * HEIGHT);

    const tile = await look(light.uid, `level=1&calibration=${key}&x=41&y=30&w=50&h=40`);
    const ofWhole = whole.pixels.filter((_, i) => {
      const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
      return x >= 41 && x < 91 && y >= 30 && y < 70;
    });
    expect(tile.pixels).toEqual(ofWhole);

    const coarse = await look(light.uid, `level=8&calibration=${key}`);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(coarse.values).toHaveLength((WIDTH / 8) * (HEIGHT / 8));
    expect(Math.abs(mean(coarse.values) - mean(whole.values))).toBeLessThan(1);
  });

  test('the light’s own file, and its pixels without a key, stay as they are', async () => {
    const { uid, path, sha256 } = lightIn('L');
    const raw = await look(uid, 'level=1');
    expect(raw.pixels).toEqual(await valuesOf(path!, 'integers'));
    expect(
      createHash('sha256')
        .update(readFileSync(join(c.folder, path!)))
        .digest('hex'),
    ).toBe(sha256);
  });
});

describe('where something is missing', () => {
  test('the rest is applied, and every reason is told', async () => {
    const { key, steps } = await c.call('frames.calibration', { uid: lightIn('R').uid });
    expect(key).toMatch(/^[0-9a-f]{16}$/);
    expect(steps[2]).toEqual({
      ...{ kind: 'flat', state: 'missing', need: 'R', path: null, scale: 1 },
      reasons: [expect.objectContaining({ message: 'The filter needed is R; this has L.' })],
    });
    expect((await look(lightIn('R').uid, `level=8&calibration=${key}`)).status).toBe(200);
  });

  test('other frames than lights are not calibrated', async () => {
    const { uid } = frames.find(({ frameType }) => frameType === 'dark')!;
    await expect(c.call('frames.calibration', { uid })).rejects.toMatchObject({ reason: 'wrong-state' });
    expect((await look(uid, 'level=8&calibration=0123456789abcdef')).text).toMatch(/"Only light frames/);
  });

  test('a key that is another light’s, or no longer true, is refused rather than answered with something else', async () => {
    const ofR = await c.call('frames.calibration', { uid: lightIn('R').uid });
    const { uid } = lightIn('L');
    expect(await look(uid, `level=8&calibration=${ofR.key}`)).toMatchObject({ status: 409 });
    expect(await look(uid, 'level=8&calibration=nonsense')).toMatchObject({ status: 400 });

    const before = await c.call('frames.calibration', { uid });
    const flat = join(c.folder, masters.flat.path);
    renameSync(flat, `${flat}.away`);
    const without = await c.call('frames.calibration', { uid });
    expect(without.steps[2]).toMatchObject({ state: 'missing', reasons: [{ message: 'There is no master flat.' }] });
    expect(await look(uid, `level=8&calibration=${before.key}`)).toMatchObject({
      ...{ status: 409, text: expect.stringMatching(/masters for this frame have changed/) },
    });
    renameSync(`${flat}.away`, flat);
    expect(await c.call('frames.calibration', { uid })).toEqual(before);
  });
});

describe('a master on the screen', () => {
  test('is its floats on a scale that is told, with outliers at its ends', async () => {
    for (const kind of ['bias', 'dark', 'flat'] as const) {
      const { uid, path } = masters[kind];
      const shown = await look(uid, 'level=1');
      const { median, sigma, low, high } = await c.call('masters.numbers', { uid });
      const floats = await valuesOf(path, 'floats');
      expect(shown.step).toBeLessThan(sigma / 50);
      for (const [i, value] of floats.entries()) {
        if (value < low || value > high) continue;
        expect(Math.abs(shown.values[i]! - value)).toBeLessThanOrEqual(shown.step);
      }
      const sorted = [...floats].sort((a, b) => a - b);
      expect(median).toBeCloseTo(sorted[sorted.length >> 1]!, 3);
      expect(low).toBeLessThan(median);
      expect(high).toBeGreaterThan(median);
    }
  });

  test('a map shows its bits, and binned those of any of its pixels', async () => {
    const { maps } = await c.call('masters.list', {});
    const { bad } = maps.find(({ uid }) => uid === mapUid)!;
    const fine = await look(mapUid, 'level=1');
    expect(bad).toBeGreaterThan(0);
    expect(fine.pixels.filter((bits) => bits !== 0)).toHaveLength(bad);
    const coarse = await look(mapUid, 'level=8');
    const expected = coarse.pixels.map((_, at) => {
      const [left, top] = [8 * (at % (WIDTH / 8)), 8 * Math.floor(at / (WIDTH / 8))];
      return fine.pixels.reduce((bits, each, i) => {
        const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
        return x >= left && x < left + 8 && y >= top && y < top + 8 ? bits | each : bits;
      }, 0);
    });
    expect(coarse.pixels).toEqual(expected);
  });

  test('that is not there, or is damaged, is said', async () => {
    const uid = '00000000-0000-4000-8000-000000000000';
    await expect(c.call('masters.numbers', { uid })).rejects.toMatchObject({ reason: 'not-found' });
    expect((await look(uid, 'level=8')).status).toBe(404);
  });

  test('nothing but masters is in the masters folder', () => {
    expect(readdirSync(join(c.folder, 'masters')).sort()).toEqual(
      ['bad-pixels', ...Object.values(masters).map(({ path }) => path.slice('masters/'.length))].sort(),
    );
  });
});
