/** How the sensor is followed over the nights: what a run's calibration frames tell, kept and held against the camera's own word. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { TrendsView } from '../../src-main/contract/trend-views.ts';
import type { SensorQuantity } from '../../src-main/contract/vocabulary.ts';
import { DARK, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

const BIAS = { ...DARK, taskType: 'optical_imaging_bias_calibration', maxExposureS: null, frames: 6 } as const;
const FLATS = {
  ...DARK,
  taskType: 'optical_imaging_flat_calibration',
  maxExposureS: null,
  loopOrder: 'filter_outer',
  frames: 4,
  filterIds: [2, 3],
} as const;

const open: SmallConsole[] = [];
async function console_(options: Parameters<typeof openSmallConsole>[0] = {}): Promise<SmallConsole> {
  const c = await openSmallConsole(options);
  open.push(c);
  return c;
}
afterEach(async () => {
  for (const c of open.splice(0)) await c.close();
});
afterAll(removeFolders);

/** Values of a quantity, series by series. */
function values({ trends }: TrendsView, quantity: SensorQuantity): number[][] {
  const trend = trends.find((each) => each.quantity === quantity);
  return trend?.series.map(({ points }) => points.map(({ value }) => value)) ?? [];
}

async function takeAndMeasure(c: SmallConsole): Promise<void> {
  const measured = c.next('trends');
  expect((await c.runUntilIdle()).problem).toBeNull();
  await measured;
}

describe('after a run', () => {
  test('bias level, read noise, gain, dark current and flat level are measured by themselves, once', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: BIAS });
    await c.call('queue.create', { draft: { ...DARK, maxExposureS: 600 } });
    await c.call('queue.create', { draft: FLATS });
    await takeAndMeasure(c);
    const found = await c.call('calibration.trends', {});
    // What the simulated camera is made with, from some 20,000 pixels.
    const [gain] = values(found, 'gain')[0]!;
    const [readNoise] = values(found, 'read_noise')[0]!;
    expect(Math.abs(gain! / 0.8 - 1)).toBeLessThan(0.03);
    expect(Math.abs(readNoise! / 3.2 - 1)).toBeLessThan(0.03);
    expect(values(found, 'bias_level')[0]![0]).toBeCloseTo(502, 0);
    expect(values(found, 'dark_current')[0]![0]).toBeGreaterThan(0);
    const flats = found.trends.find(({ quantity }) => quantity === 'flat_level')!;
    expect(flats.series.map(({ filterName, light }) => [filterName, light])).toEqual([
      ['R', 'panel'],
      ['L', 'panel'],
    ]);
    expect(flats.series[0]!.points[0]!.value).toBeCloseTo(0.5, 1);
    const { points } = found.trends.find(({ quantity }) => quantity === 'gain')!.series[0]!;
    expect(points[0]).toMatchObject({ nominal: 0.8, warning: null, source: 'ledger', frames: 8 });
    expect(await c.call('calibration.measure', {})).toEqual({ measured: 0, warnings: [], skipped: [] });
    expect(await c.call('calibration.trends', { quantity: 'gain' })).toEqual({
      trends: found.trends.filter(({ quantity }) => quantity === 'gain'),
    });
  });

  test('a frame that is rejected later no longer counts in what was measured; without frames there is no point', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: { ...BIAS, frames: 3 } });
    await takeAndMeasure(c);
    const pointOf = async () => (await c.call('calibration.trends', {})).trends[0]?.series[0]?.points;
    expect(await pointOf()).toMatchObject([{ frames: 3 }]);
    const [first, ...others] = (await c.frames()).map(({ uid }) => uid);
    await c.call('frames.reject', { uids: [first!], why: 'light leak' });
    expect((await c.call('calibration.measure', {})).measured).toBe(1);
    expect(await pointOf()).toMatchObject([{ frames: 2 }]);
    await c.call('frames.reject', { uids: others, why: 'light leak' });
    await c.call('calibration.measure', {});
    expect(await pointOf()).toBeUndefined();
  });

  test('a sensor that is not as it should be is warned of, and a file that is gone is said', async () => {
    const c = await console_();
    const setup = JSON.parse((await c.call('setup.get', {})).text);
    setup.cameras[0].readout_modes = [
      {
        name: 'Low noise',
        bit_depth: 16,
        readout_time: 1,
        gain: 0.8,
        readout_noise: 3,
        dark_current: 1,
        blank_level: 300,
      },
    ];
    await c.call('setup.save', { text: JSON.stringify(setup) });
    await c.call('queue.create', { draft: { ...BIAS, frames: 2 } });
    const warned = c.next('log', ({ entry }) => entry.what === 'sensor.off');
    await takeAndMeasure(c);
    const said = /The bias level is 502 ADU, where the camera should have 300\. Look at the offset setting/;
    expect((await warned).entry).toMatchObject({ level: 'warning', message: expect.stringMatching(said) });
    const { trends } = await c.call('calibration.trends', {});
    expect(trends[0]!.series[0]!.points[0]!.warning).toMatch(said);

    await c.call('queue.create', { draft: { ...BIAS, frames: 1 } });
    await takeAndMeasure(c);
    const frames = await c.frames();
    await c.call('frames.reject', { uids: [frames[0]!.uid], why: 'light leak' });
    rmSync(join(c.folder, frames[1]!.path!));
    const { skipped } = await c.call('calibration.measure', {});
    expect(skipped).toEqual([
      {
        ...{ title: expect.stringMatching(/^bias of /), why: expect.stringContaining(frames[1]!.path!) },
        set: { kind: 'bias', night: frames[1]!.night, setPointC: null, filterName: null, light: null },
        whyFacts: { code: 'no-file', path: join(c.folder, frames[1]!.path!) },
      },
    ]);
  });
});

test('a master’s noise is followed, and files that a person names are measured and kept with their hashes', async () => {
  const c = await console_({ host: 'cli' });
  await c.call('queue.create', { draft: BIAS });
  await c.call('queue.create', { draft: { ...FLATS, frames: 2, filterIds: [2] } });
  await takeAndMeasure(c);
  const measured = c.next('trends');
  const { built } = await c.call('masters.build', {});
  await measured;
  const found = await c.call('calibration.trends', { quantity: 'master_noise' });
  expect(found.trends[0]!.series).toMatchObject([{ of: 'bias', points: [{ value: built[0]!.noise, frames: 6 }] }]);

  const files = (await c.frames()).map(({ path }) => path!);
  const sensor = await c.call('calibration.sensor', { files });
  expect(sensor).toMatchObject({ kept: true, warnings: [], flatPairs: 1 });
  await c.call('calibration.sensor', { files });
  const gains = (await c.call('calibration.trends', { quantity: 'gain' })).trends[0]!.series[0]!.points;
  expect(gains.map(({ source }) => source).sort()).toEqual(['files', 'ledger']);
});
