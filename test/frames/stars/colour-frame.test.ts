/** Stars on a colour sensor: what is measured of them must not be the pattern of its filters. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFamily } from '../../../src-main/devices/simulator/index.ts';
import { saveFrame } from '../../../src-main/frames/save-frame.ts';
import { createFileMeasurer, type MeasuredFile } from '../../../src-main/frames/stars/measure-file.ts';
import { SETTINGS } from '../../devices/observatory.ts';
import { createSteppingClock } from '../../devices/stepping-clock.ts';
import { trueSizes } from './simulated-sky.ts';

const SIDE = 800;
const SEEING_ARCSEC = 3;

let folder: string;
const measured = new Map<string, MeasuredFile>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-colour-'));
  for (const key of ['SIM-CAM-0001', 'SIM-CAM-0002']) {
    const options = { width: SIDE, height: SIDE, seeingArcsec: SEEING_ARCSEC, starDensity: 2 };
    const family = createFamily({ clock: createSteppingClock(), options });
    const camera = await family.openCamera(key);
    const frame = await camera.takeFrame(
      { ...SETTINGS, frameType: 'light', exposureS: 60, pointing: { raDeg: 30, decDeg: 40 } },
      { signal: new AbortController().signal, onPhase() {} },
    );
    const { bayerPattern } = camera.info;
    const cards = [
      { keyword: 'SATURATE', value: frame.saturationAdu, comment: '' },
      { keyword: 'EGAIN', value: frame.eGain, comment: '' },
      ...(bayerPattern === null ? [] : [{ keyword: 'BAYERPAT', value: bayerPattern, comment: '' }]),
    ];
    const { path } = await saveFrame({ folder, name: `${key}.fits`, cards, ...frame });
    measured.set(key, await createFileMeasurer().measure(path));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

test('stars on a colour sensor are as large as on a mono one, in pixels of the file', () => {
  const [mono, colour] = [measured.get('SIM-CAM-0001')!.measurement, measured.get('SIM-CAM-0002')!.measurement];
  expect([mono.superpixels, colour.superpixels]).toEqual([false, true]);
  expect(mono.hfr! / trueSizes(SEEING_ARCSEC).hfr).toBeCloseTo(1, 1);
  // Stars of five pixels are a tenth larger in pixels of two: `superpixels` says so wherever the numbers go.
  expect(colour.hfr! / mono.hfr!).toBeGreaterThan(0.97);
  expect(colour.hfr! / mono.hfr!).toBeLessThan(1.12);
  expect(colour.eccentricity).toBeLessThan(0.35);
  expect(colour.elongation).toBeNull();
});

test('the sky is the mean of the colours, with the noise of a pixel and not the difference between the colours', () => {
  const [mono, colour] = [measured.get('SIM-CAM-0001')!, measured.get('SIM-CAM-0002')!];
  const bias = 500;
  const [light, lessLight] = [mono.measurement.background - bias, colour.measurement.background - bias];
  expect(lessLight).toBeGreaterThan(0.2 * light);
  expect(lessLight).toBeLessThan(0.6 * light);
  expect(colour.measurement.noise).toBeLessThan(mono.measurement.noise);
  // A mono frame's brighter stars are all found.
  expect(colour.measurement.stars).toBeGreaterThan(0.5 * mono.measurement.stars);
  expect(colour.field.tilt!.percent).toBeLessThan(4);
});
