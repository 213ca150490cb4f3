import { describe, expect, it } from 'vitest';
import { readSimulatorOptions } from '../../src-main/devices/simulator/options.ts';
import { conversionFor, SIMULATED_CAMERAS, simulatedCameraInfo } from '../../src-main/devices/simulator/sensor.ts';
import { difference, mean, median, openObservatory, variance } from './observatory.ts';
import { createSteppingClock } from './stepping-clock.ts';

describe('a simulated bias frame', () => {
  it('stands at the blank level with the stated read noise, over a structure that stays', async () => {
    const { take } = await openObservatory({ width: 512, height: 384 });
    const [first, second] = [await take({}), await take({})];
    expect(first.exposureS).toBe(0.001);
    expect(mean(first.pixels)).toBeGreaterThan(498);
    expect(mean(first.pixels)).toBeLessThan(504);
    // Rounding to whole ADU adds 1/12.
    const noiseAdu = Math.sqrt(variance(difference(first.pixels, second.pixels)) / 2 - 1 / 12);
    expect(noiseAdu * first.eGain).toBeCloseTo(first.readNoiseE, 1);
    // Columns differ by more than read noise averaged over their rows can explain.
    const column = (x: number) => mean(first.pixels.filter((_, index) => index % 512 === x));
    const columns = Array.from({ length: 512 }, (_, x) => column(x));
    expect(Math.sqrt(variance(columns))).toBeGreaterThan(1);
  });

  it('follows the offset setting', async () => {
    const { take } = await openObservatory();
    const low = await take({ offset: 30 });
    const high = await take({ offset: 80 });
    expect(mean(high.pixels) - mean(low.pixels)).toBeCloseTo(500, 0);
  });
});

describe('reproducibility', () => {
  it('gives the same frame bit for bit for seed, time and settings, and other noise at another time', async () => {
    const light = { frameType: 'light', exposureS: 20, pointing: { raDeg: 83.6, decDeg: 22 } } as const;
    const one = await (await openObservatory({ seed: 5 })).take(light);
    const same = await (await openObservatory({ seed: 5 })).take(light);
    const later = await (await openObservatory({ seed: 5 }, createSteppingClock(1_800_000_000_000))).take(light);
    const other = await (await openObservatory({ seed: 6 })).take(light);
    expect(same).toEqual(one);
    expect(later.pixels).not.toEqual(one.pixels);
    expect(other.pixels).not.toEqual(one.pixels);
  });
});

describe('dark current', () => {
  it('doubles every six degrees and grows with the exposure', async () => {
    const darkAt = async (ambientC: number, exposureS: number) => {
      const { take } = await openObservatory({ ambientC, width: 2048, height: 2048 });
      // Far from the corner where the amplifier glows, which does not depend on temperature.
      const subFrame = { x: 1800, y: 1800, width: 200, height: 150 };
      const bias = await take({ subFrame });
      const dark = await take({ frameType: 'dark', exposureS, subFrame });
      return median(difference(dark.pixels, bias.pixels));
    };
    const [cool, warm, longer] = [await darkAt(12, 600), await darkAt(18, 600), await darkAt(12, 1200)];
    expect(cool).toBeGreaterThan(50);
    expect(warm / cool).toBeCloseTo(2, 1);
    expect(longer / cool).toBeCloseTo(2, 1);
  });

  it('has its own shot noise and hot pixels at fixed places', async () => {
    const { take } = await openObservatory({ ambientC: 18 });
    const dark = { frameType: 'dark', exposureS: 300 } as const;
    const [first, second] = [await take(dark), await take(dark)];
    const level = median(first.pixels);
    const hot = (pixels: Uint16Array) =>
      new Set(Array.from(pixels.keys()).filter((index) => pixels[index]! > level + 10_000));
    const [hotFirst, hotSecond] = [hot(first.pixels), hot(second.pixels)];
    expect(hotFirst.size).toBeGreaterThan(5);
    const shared = [...hotFirst].filter((index) => hotSecond.has(index)).length;
    expect(shared / hotFirst.size).toBeGreaterThan(0.7);
    // Of pixels that are not hot: variance of the difference is twice (dark charge + read noise²).
    const calm = difference(first.pixels, second.pixels).filter((_, index) => first.pixels[index]! < level * 1.5);
    const expected = ((level - 500) * first.eGain + first.readNoiseE ** 2) / first.eGain ** 2;
    expect(variance(calm) / 2 / expected).toBeGreaterThan(0.9);
    expect(variance(calm) / 2 / expected).toBeLessThan(1.15);
  });
});

describe('photon transfer on flats', () => {
  it.each([
    { gain: null, readoutMode: 0 },
    { gain: 100, readoutMode: 0 },
    { gain: null, readoutMode: 1 },
  ])('recovers the stated gain and read noise: %o', async (settings) => {
    const { take } = await openObservatory({ width: 512, height: 512 });
    const flat = { frameType: 'flat', exposureS: 0.4, ...settings } as const;
    const [f1, f2, b1, b2] = [await take(flat), await take(flat), await take(settings), await take(settings)];
    const biasVariance = variance(difference(b1.pixels, b2.pixels));
    const signal = mean(f1.pixels) + mean(f2.pixels) - mean(b1.pixels) - mean(b2.pixels);
    const eGain = signal / (variance(difference(f1.pixels, f2.pixels)) - biasVariance);
    expect(eGain / f1.eGain).toBeGreaterThan(0.97);
    expect(eGain / f1.eGain).toBeLessThan(1.03);
    const readNoise = eGain * Math.sqrt(biasVariance / 2);
    expect(readNoise / f1.readNoiseE).toBeGreaterThan(0.95);
    expect(readNoise / f1.readNoiseE).toBeLessThan(1.06);
  });

  it('brings a flat to half of full scale within the exposures one would use, in every filter', async () => {
    const { take, move, wheel } = await openObservatory();
    for (let slot = 1; slot <= wheel.info.slots; slot++) {
      await move(slot);
      const frame = await take({ frameType: 'flat', exposureS: 0.2 });
      const perSecond = (median(frame.pixels) - 500) / 0.2;
      const exposureS = (frame.saturationAdu / 2 - 500) / perSecond;
      expect(exposureS).toBeGreaterThan(0.5);
      expect(exposureS).toBeLessThan(15);
    }
  });

  it('shows the same pixels brighter or darker in every flat, and each filter its own dust', async () => {
    const { take, move } = await openObservatory({ width: 512, height: 512 });
    const normalised = async (exposureS: number) => {
      const { pixels } = await take({ frameType: 'flat', exposureS });
      const level = mean(pixels) - 500;
      return Float64Array.from(pixels, (adu) => (adu - 500) / level);
    };
    const [a, b] = [await normalised(1), await normalised(1)];
    // What two flats share (shading and response) is larger than how they differ.
    expect(variance(a)).toBeGreaterThan(5 * variance(difference(a, b)));
    expect(a[0]).toBeLessThan(0.9 * a[256 * 512 + 256]!);
    await move(4);
    const red = await normalised(1.5);
    expect(variance(difference(a, red))).toBeGreaterThan(1.2 * variance(difference(a, b)));
  });
});

describe('the part of the sensor that is read', () => {
  it('shows the same fixed pattern as that region of a full frame', async () => {
    const subFrame = { x: 101, y: 50, width: 64, height: 60 };
    const { take } = await openObservatory({ ambientC: 18 });
    const settings = { frameType: 'dark', exposureS: 1200 } as const;
    const [full, part] = [await take(settings), await take({ ...settings, subFrame })];
    expect([part.width, part.height]).toEqual([64, 60]);
    const region = Float64Array.from({ length: 64 * 60 }, (_, index) => {
      const [x, y] = [index % 64, Math.floor(index / 64)];
      return full.pixels[(y + subFrame.y) * 256 + x + subFrame.x]!;
    });
    const covariance = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      const [ma, mb] = [mean(a), mean(b)];
      return mean(Float64Array.from({ length: a.length }, (_, i) => (a[i]! - ma) * (b[i]! - mb)));
    };
    const correlation = covariance(region, part.pixels) / Math.sqrt(variance(region) * variance(part.pixels));
    expect(correlation).toBeGreaterThan(0.8);
  });

  it('sums charge when binned, adds read noise once, and drops incomplete pixels', async () => {
    const { take } = await openObservatory({ width: 259, height: 193 });
    const level = async (binning: number) => {
      const [flat, bias] = [await take({ frameType: 'flat', exposureS: 0.05, binning }), await take({ binning })];
      return { flat, signal: mean(flat.pixels) - mean(bias.pixels) };
    };
    const [one, two, four] = [await level(1), await level(2), await level(4)];
    expect([two.flat.width, two.flat.height]).toEqual([129, 96]);
    expect([four.flat.width, four.flat.height]).toEqual([64, 48]);
    expect(two.signal / one.signal).toBeCloseTo(4, 1);
    expect(four.signal / one.signal).toBeCloseTo(16, 0);
    const [b1, b2] = [await take({ binning: 4 }), await take({ binning: 4 })];
    const noise = Math.sqrt(variance(difference(b1.pixels, b2.pixels)) / 2 - 1 / 12) * b1.eGain;
    expect(noise / b1.readNoiseE).toBeGreaterThan(0.95);
    expect(noise / b1.readNoiseE).toBeLessThan(1.05);
  });
});

describe('saturation', () => {
  it('ends at the full well where that comes before the converter, and at the converter otherwise', async () => {
    const { take } = await openObservatory();
    const well = await take({ frameType: 'flat', exposureS: 60 });
    expect(well.saturationAdu).toBe(500 + 51_000 / 0.8);
    expect([Math.min(...well.pixels), Math.max(...well.pixels)]).toEqual([well.saturationAdu, well.saturationAdu]);
    const converter = await take({ frameType: 'flat', exposureS: 60, gain: 120 });
    expect(converter.saturationAdu).toBe(65_535);
    expect(Math.min(...converter.pixels)).toBe(65_535);
  });

  it('is stated by the conversion of every mode, gain and binning', () => {
    const mode = simulatedCameraInfo(readSimulatorOptions({}), SIMULATED_CAMERAS[0]).readoutModes[0]!;
    const unity = conversionFor(mode, { gain: 200, offset: null, binning: 1 });
    expect(unity.eGain).toBeCloseTo(mode.eGain / 10, 6);
    expect(unity.readNoiseE).toBeLessThan(mode.readNoiseE);
    expect(unity.saturationAdu).toBe(65_535);
    expect(conversionFor(mode, { gain: 0, offset: 50, binning: 1 }).readNoiseE).toBeCloseTo(mode.readNoiseE, 6);
  });
});
