import { describe, expect, test } from 'vitest';
import {
  darkCurrent,
  flatPoint,
  type Pair,
  pairNoise,
  sensorFigures,
} from '../../src-main/calibration/sensor/photon-transfer.ts';
import { Noise, readPixel, type Sensor } from './simulated-noise.ts';

const SENSORS: readonly Sensor[] = [
  { gain: 1.25, readNoiseE: 6, fullWellE: 60_000, biasAdu: 1000 },
  { gain: 0.4, readNoiseE: 1.5, fullWellE: 18_000, biasAdu: 300 },
  { gain: 3.1, readNoiseE: 12, fullWellE: 100_000, biasAdu: 500 },
];
const PIXELS = 160_000;

/** Two frames of light that falls off by a fifth across them, with a cosmic ray now and then. */
function pairOf(sensor: Sensor, electrons: number, noise: Noise): Pair {
  const frame = () =>
    Float64Array.from({ length: PIXELS }, (_, i) => {
      const light = electrons * (1 - (0.2 * i) / PIXELS);
      return readPixel(sensor, light + (noise.even() < 1e-5 ? 5000 : 0), noise);
    });
  return { first: frame(), second: frame() };
}

function within(found: number, truth: number, part: number) {
  expect(Math.abs(found / truth - 1), `${found} where ${truth} is true`).toBeLessThan(part);
}

describe.each(SENSORS)('a sensor of $gain e⁻/ADU, $readNoiseE e⁻ read noise', (sensor) => {
  const noise = new Noise(7);
  const bias = pairNoise(pairOf(sensor, 0, noise));

  test('is found from one pair of flats: gain and read noise within 1 %', () => {
    const half = flatPoint({ filter: 'L', exposureS: 1 }, pairNoise(pairOf(sensor, sensor.fullWellE / 2, noise)), bias);
    const found = sensorFigures([half], bias)!;
    within(found.gain, sensor.gain, 0.01);
    within(found.readNoiseE, sensor.readNoiseE, 0.01);
    expect(found).toMatchObject({ fullWellE: null, nonLinearity: null });
  });

  test('is found from a series: full well, and no deviation from a line', () => {
    const exposures = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const points = exposures.map((exposureS) => {
      const electrons = (sensor.fullWellE * exposureS) / 10;
      return flatPoint({ filter: 'L', exposureS }, pairNoise(pairOf(sensor, electrons, noise)), bias);
    });
    const found = sensorFigures(points, bias)!;
    within(found.gain, sensor.gain, 0.01);
    // Steps of a tenth, and a fall-off over the section, do not tell it more closely.
    within(found.fullWellE!, 0.9 * sensor.fullWellE, 0.12);
    expect(found.nonLinearity).toBeLessThan(0.003);
  });

  test('has the dark current that its darks show, within 2 %', () => {
    const rate = 0.1;
    const points = [100, 300, 600].map((exposureS) => {
      const { first, second } = pairOf(sensor, 0, noise);
      for (const frame of [first, second]) {
        for (let i = 0; i < frame.length; i++) frame[i] = readPixel(sensor, rate * exposureS, noise);
      }
      return { exposureS, signal: pairNoise({ first, second }).level - bias.level };
    });
    within(darkCurrent(points, sensor.gain)!, rate, 0.02);
  });
});

const point = (filter: string | null, exposureS: number, signal: number) => ({
  ...{ filter, exposureS, signal },
  variance: signal,
});
const NO_BIAS = { level: 0, variance: 1 };

test('a response that bends shows as non-linearity', () => {
  const bend = (exposureS: number) => 1000 * exposureS * (1 - 0.004 * exposureS);
  const points = [1, 2, 4, 8].map((exposureS) => point(null, exposureS, bend(exposureS)));
  expect(sensorFigures(points, NO_BIAS)!.nonLinearity).toBeGreaterThan(0.01);
});

test('filters that let different light through are no non-linearity, and flats of one level say nothing of it', () => {
  const twoFilters = [1, 2, 4].flatMap((exposureS) => [
    point('L', exposureS, 9000 * exposureS),
    point('Ha', exposureS, 300 * exposureS),
  ]);
  expect(sensorFigures(twoFilters, NO_BIAS)!.nonLinearity).toBeCloseTo(0);
  const ofOneLevel = [point('L', 1.5, 30_000), point('R', 2.6, 30_000), point('Ha', 30, 30_000)];
  expect(sensorFigures(ofOneLevel, NO_BIAS)!.nonLinearity).toBeNull();
  // A panel that fades while a series is taken is followed by the exposure.
  const followed = [point('L', 1.5, 30_000), point('L', 1.51, 30_000), point('L', 1.52, 30_000)];
  expect(sensorFigures(followed, NO_BIAS)!.nonLinearity).toBeNull();
});

test('flats without light tell nothing, nor do darks of no length', () => {
  expect(sensorFigures([{ ...point('L', 1, 0) }], { level: 0, variance: 4 })).toBeNull();
  expect(darkCurrent([{ exposureS: 0, signal: 1 }], 1)).toBeNull();
  expect(() => pairNoise({ first: new Float64Array(1), second: new Float64Array(2) })).toThrow(RangeError);
});
