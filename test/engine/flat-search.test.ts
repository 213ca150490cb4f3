import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExposureOrder } from '../../src-main/devices/instrument-protocol.ts';
import { measureBias, searchLight, type TestCamera, testSubFrame } from '../../src-main/engine/flat-search.ts';
import { type FlatTarget, planFlat } from '../../src-main/tasks/flat-exposure.ts';
import { CONSTANT, type LightChange, signalOf } from '../../src-main/tasks/flat-light.ts';

const BIAS_ADU = 500;
const SATURATION_ADU = 64_250;
const SETTINGS = { binning: 1, gain: null, source: 'panel' } as const;

/** A sensor that answers linearly up to its end, with medians in whole ADU, under a light of its own. */
function fakeCamera(light: { aduPerS: number; perS: number }, options: { readoutS?: number; shortestS?: number } = {}) {
  const { readoutS = 2, shortestS = 0.001 } = options;
  let nowS = 1000;
  const exposures: { exposureS: number; saturated: boolean }[] = [];
  const truth = { atS: 1000, aduPerS: light.aduPerS, change: { perS: light.perS, sigmaPerS: 0 } };
  const camera: TestCamera = {
    camera: { minExposureS: shortestS, canSubFrame: true, width: 4096, height: 4096 } as TestCamera['camera'],
    async expose(order: ExposureOrder) {
      const { exposureS, frameType } = order.settings;
      const level = BIAS_ADU + (frameType === 'flat' ? signalOf(truth, nowS, exposureS) : 0);
      const saturated = level >= SATURATION_ADU;
      if (frameType === 'flat') exposures.push({ exposureS, saturated });
      const startedAt = nowS * 1000;
      nowS += exposureS + readoutS;
      return {
        startedAt,
        exposureS,
        saturationAdu: SATURATION_ADU,
        statistics: { median: Math.round(Math.min(level, SATURATION_ADU)), saturatedFraction: saturated ? 1 : 0 },
      } as Awaited<ReturnType<TestCamera['expose']>>;
    },
  };
  return { camera, exposures, truth, nowS: () => nowS };
}

const target: FlatTarget = { signalAdu: 31_625, minExposureS: 0.1, maxExposureS: 60, shortestTestS: 0.001 };

async function search(
  fake: ReturnType<typeof fakeCamera>,
  firstS: number,
  change: LightChange,
  wanted: FlatTarget = target,
) {
  const bias = await measureBias(fake.camera, SETTINGS);
  expect(bias).toEqual({ medianAdu: BIAS_ADU, saturationAdu: SATURATION_ADU });
  return searchLight(fake.camera, SETTINGS, bias, wanted, { firstS, change, isWanted: () => true, nowS: fake.nowS });
}

async function searchSky(rightS: number, firstS: number, perS: number, wrongBy: number, readoutS: number) {
  const fake = fakeCamera({ aduPerS: target.signalAdu / rightS, perS }, { readoutS });
  const guess = { perS: perS * (1 + wrongBy), sigmaPerS: Math.max(5e-4, Math.abs(perS) / 2) };
  return { fake, found: await search(fake, firstS, guess) };
}

/** Brightness by the exposure that it takes, on a logarithmic scale. */
const exposures = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

describe('the search for the light of flats', () => {
  test('a panel of any brightness that a flat is possible in: within 5 % after at most 3 test frames, one of them saturated', async () => {
    await fc.assert(
      fc.asyncProperty(exposures(0.1, 60), exposures(0.001, 60), async (rightS, firstS) => {
        const fake = fakeCamera({ aduPerS: target.signalAdu / rightS, perS: 0 });
        const found = await search(fake, firstS, CONSTANT);
        expect(fake.exposures.length).toBeLessThanOrEqual(3);
        expect(fake.exposures.filter(({ saturated }) => saturated).length).toBeLessThanOrEqual(1);
        if (found?.kind !== 'found') throw new Error(found?.kind);
        const plan = planFlat(target, found.light, fake.nowS());
        if (plan.kind !== 'expose') throw new Error(plan.kind);
        expect(Math.abs(plan.exposureS / rightS - 1)).toBeLessThanOrEqual(0.05);
      }),
      { numRuns: 1000 },
    );
  });

  test('and of any target level, from a twentieth of full scale to nine tenths', async () => {
    const fraction = fc.double({ min: 0.05, max: 0.9, noNaN: true });
    await fc.assert(
      fc.asyncProperty(exposures(0.1, 60), exposures(0.001, 60), fraction, async (rightS, firstS, share) => {
        const wanted = { ...target, signalAdu: share * SATURATION_ADU - BIAS_ADU };
        const fake = fakeCamera({ aduPerS: wanted.signalAdu / rightS, perS: 0 });
        const found = await search(fake, firstS, CONSTANT, wanted);
        expect(fake.exposures.length).toBeLessThanOrEqual(3);
        expect(fake.exposures.filter(({ saturated }) => saturated).length).toBeLessThanOrEqual(1);
        if (found?.kind !== 'found') throw new Error(found?.kind);
        const plan = planFlat(wanted, found.light, fake.nowS());
        if (plan.kind !== 'expose') throw new Error(plan.kind);
        expect(Math.abs(plan.exposureS / rightS - 1)).toBeLessThanOrEqual(0.05);
      }),
      { numRuns: 500 },
    );
  });

  const rate = fc.double({ min: -0.006, max: 0.006, noNaN: true });
  const upTo = (most: number) => fc.double({ min: 0, max: most, noNaN: true });

  test('a sky that fades or grows however, its rate guessed wrong by half: 3 test frames at most, one of them saturated', async () => {
    const wrongBy = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    await fc.assert(
      fc.asyncProperty(exposures(0.1, 60), exposures(0.001, 60), rate, wrongBy, upTo(20), async (...light) => {
        const { fake } = await searchSky(...light);
        expect(fake.exposures.length).toBeLessThanOrEqual(3);
        expect(fake.exposures.filter(({ saturated }) => saturated).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('and the first flat after them, of half a minute at most, is within 5 %, as far as the sun tells the rate', async () => {
    const wrongBy = fc.double({ min: -0.25, max: 0.25, noNaN: true });
    await fc.assert(
      fc.asyncProperty(exposures(0.1, 30), exposures(0.001, 60), rate, wrongBy, upTo(5), async (...light) => {
        const { fake, found } = await searchSky(...light);
        const plan = found?.kind === 'found' ? planFlat(target, found.light, fake.nowS()) : null;
        // A sky that has become too bright or too dark meanwhile gives none.
        if (plan?.kind !== 'expose') return;
        const reached = signalOf(fake.truth, fake.nowS(), plan.exposureS);
        expect(Math.abs(reached / target.signalAdu - 1)).toBeLessThanOrEqual(0.05);
      }),
      { numRuns: 1000 },
    );
  });

  test('a light beyond all bounds is called so, after two saturated frames at most, and darkness after three', async () => {
    const blinding = fakeCamera({ aduPerS: 1e9, perS: 0 });
    expect(await search(blinding, 1, CONSTANT)).toEqual({ kind: 'too-bright' });
    expect(blinding.exposures.length).toBe(2);
    const dark = fakeCamera({ aduPerS: 0, perS: 0 });
    expect(await search(dark, 1, CONSTANT)).toEqual({ kind: 'too-dark' });
    expect(dark.exposures.length).toBeLessThanOrEqual(3);
  });

  test('a light somewhat too bright is measured all the same, so that it is known how long to wait for it', async () => {
    const fake = fakeCamera({ aduPerS: target.signalAdu / 0.01, perS: -0.005 });
    const found = await search(fake, 1, { perS: -0.004, sigmaPerS: 0.002 });
    if (found?.kind !== 'found') throw new Error(found?.kind);
    const plan = planFlat(target, found.light, fake.nowS());
    expect(plan).toMatchObject({ kind: 'wait', why: 'too-bright' });
    expect(fake.exposures.filter(({ saturated }) => saturated).length).toBe(1);
  });

  test('well exposed at first it is over, of a panel and of a sky with short flats', async () => {
    const panel = fakeCamera({ aduPerS: target.signalAdu / 2, perS: 0 });
    await search(panel, 1, CONSTANT);
    expect(panel.exposures.length).toBe(1);
    const sky = fakeCamera({ aduPerS: target.signalAdu / 2, perS: -0.004 });
    await search(sky, 1, { perS: -0.004, sigmaPerS: 0.002 });
    expect(sky.exposures.length).toBe(1);
  });

  test('takes no further test frame once it is not wanted any more', async () => {
    const fake = fakeCamera({ aduPerS: 1e9, perS: 0 });
    const bias = await measureBias(fake.camera, SETTINGS);
    const isWanted = () => fake.exposures.length < 1;
    const found = await searchLight(fake.camera, SETTINGS, bias, target, {
      firstS: 1,
      change: CONSTANT,
      isWanted,
      nowS: fake.nowS,
    });
    expect(found).toBeNull();
    expect(fake.exposures.length).toBe(1);
  });
});

describe('the sub-frame of test frames', () => {
  test('lies on the sensor, whole, for every binning', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 12_000 }), fc.integer({ min: 16, max: 12_000 }), (width, height) => {
        const { x, y, ...size } = testSubFrame(width, height);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + size.width).toBeLessThanOrEqual(width);
        expect(y + size.height).toBeLessThanOrEqual(height);
        expect([x % 16, y % 16]).toEqual([0, 0]);
      }),
    );
  });

  test('has about the median of a field that darkens outwards', () => {
    const [width, height] = [900, 700];
    const level = (x: number, y: number) => 1 - 0.4 * (((x - 450) ** 2 + (y - 350) ** 2) / (450 ** 2 + 350 ** 2));
    const median = (area: { x: number; y: number; width: number; height: number }) => {
      const levels: number[] = [];
      for (let y = area.y; y < area.y + area.height; y += 4)
        for (let x = area.x; x < area.x + area.width; x += 4) levels.push(level(x, y));
      return levels.sort((a, b) => a - b)[levels.length >> 1]!;
    };
    // A sensor so small that the sub-frame is most of it says nothing; this one stands for a large one.
    const part = testSubFrame(4096, 4096);
    const scaled = {
      x: Math.round((part.x / 4096) * width),
      y: Math.round((part.y / 4096) * height),
      width: Math.round((part.width / 4096) * width),
      height: Math.round((part.height / 4096) * height),
    };
    const whole = median({ x: 0, y: 0, width, height });
    expect(Math.abs(median(scaled) / whole - 1)).toBeLessThan(0.02);
  });
});
