import { describe, expect, test } from 'vitest';
import { chooseCalibration } from '../../src-main/calibration/lights/choose-calibration.ts';
import type { LightFacts } from '../../src-main/calibration/lights/light-facts.ts';
import type { BadPixelMapView, CalibrationStepView, MasterView } from '../../src-main/contract/calibration-views.ts';
import { daysAfter, aMaster as master, READOUT, TAKEN } from './a-master.ts';

const LIGHT: LightFacts = {
  ...READOUT,
  telescope: 'Newton',
  ...{ exposureS: 60, exposuresS: [60], filter: 'R', filters: ['R'], temperatureC: -10, toleranceC: 0.5 },
  ...{ takenAt: TAKEN, originX: 0, originY: 0, hasColourPattern: false, saturationAdu: 65_535 },
};

function map(changes: Partial<BadPixelMapView> = {}): BadPixelMapView {
  return {
    ...{
      uid: 'm',
      path: 'masters/bad-pixels/m.fits',
      builtAt: daysAfter(-100),
      inputs: [],
      stale: [],
      pixels: 3072,
      bad: 3,
      hot: 3,
    },
    ...{ cold: null, noisy: 0, camera: 'SIM-1', binning: 1, width: 64, height: 48, originX: 0, originY: 0 },
    ...changes,
  };
}
const sentences = (step: CalibrationStepView | undefined) => step?.reasons.map(({ message }) => message);
const choose = (
  masters: readonly MasterView[],
  maps: readonly BadPixelMapView[] = [],
  light: Partial<LightFacts> = {},
) => chooseCalibration({ ...LIGHT, ...light }, { masters, maps }, TAKEN);
const statesOf = ({ steps }: ReturnType<typeof choose>) => steps.map(({ kind, state }) => `${kind} ${state}`);

describe('what a light is calibrated with', () => {
  test('bias, dark, flat and bad-pixel map that fit, and nothing to say against', () => {
    const [bias, dark, flat] = [master('bias'), master('dark', { biasSubtracted: true }), master('flat')];
    const chosen = choose([bias, dark, flat], [map()]);
    expect(chosen).toMatchObject({ bias, dark, darkScale: 1, flat, badPixels: { uid: 'm' } });
    expect(statesOf(chosen)).toEqual(['bias applied', 'dark applied', 'flat applied', 'bad-pixels applied']);
    expect(chosen.steps.flatMap(({ reasons }) => reasons)).toEqual([]);
    expect(chosen.steps.map(({ need }) => need)).toEqual(['', '60 s, −10 °C', 'R', '']);
  });

  test('a dark that still has its bias is taken off alone', () => {
    const dark = master('dark');
    const chosen = choose([master('bias'), dark]);
    expect(chosen).toMatchObject({ bias: null, dark, darkScale: 1 });
    expect(statesOf(chosen)).toEqual(['bias in-dark', 'dark applied', 'flat missing', 'bad-pixels missing']);
  });

  test('a dark of another exposure is scaled when it has no bias and there is one to take off: the longest of them', () => {
    const bias = master('bias');
    const long = master('dark', { biasSubtracted: true, exposureS: 300 });
    const masters = [
      bias,
      long,
      master('dark', { biasSubtracted: true, exposureS: 30 }),
      master('dark', { exposureS: 120 }),
    ];
    const chosen = choose(masters);
    expect(chosen).toMatchObject({ bias, dark: long, darkScale: 0.2 });
    expect(chosen.steps[1]).toMatchObject({ state: 'applied', scale: 0.2, path: long.path });
  });

  test('a dark without bias is of no use without a bias, which is said', () => {
    const chosen = choose([master('dark', { biasSubtracted: true })]);
    expect(chosen).toMatchObject({ bias: null, dark: null });
    expect(sentences(chosen.steps[1])).toEqual([
      'A master dark without bias serves only together with a master bias, and none fits.',
    ]);
  });

  test('of several the one nearest in time, before or after the light', () => {
    const [before, after] = [
      master('bias', { newestInputAt: daysAfter(-20) }),
      master('bias', { newestInputAt: daysAfter(3) }),
    ];
    expect(choose([before, after]).bias).toBe(after);
    expect(choose([before, master('bias', { newestInputAt: daysAfter(40) })]).bias).toBe(before);
  });

  test('nothing at all where the library is empty', () => {
    const chosen = choose([]);
    expect(chosen).toMatchObject({ bias: null, dark: null, flat: null, badPixels: null });
    expect(chosen.steps.map(({ reasons }) => reasons[0]!.message)).toEqual([
      'There is no master bias.',
      'There is no master dark.',
      'There is no master flat.',
      'There is no bad-pixel map of this camera, binning and size.',
    ]);
  });
});

describe('what does not serve, with every reason', () => {
  test.each([
    ['gain', { gain: 7 }, 'The gain needed is 100; this has 7.'],
    ['binning', { binning: 2 }, 'The binning needed is 1; this has 2.'],
    ['camera', { camera: null }, 'The camera needed is SIM-1; this has not known.'],
    ['region', { width: 32 }, 'The width (px) needed is 64; this has 32.'],
    ['place on the sensor', { originX: 10, originY: 4 }, 'The sub-frame begins at 0, 0 (px); this one at 10, 4.'],
    ['age', { newestInputAt: daysAfter(-31) }, 'It is 31 days old; a bias serves for 30 days.'],
    ['youth', { newestInputAt: daysAfter(45) }, 'It is 45 days younger than the light; a bias serves for 30 days.'],
  ] as const)('a bias of another %s', (_, changes, reason) => {
    const chosen = choose([master('bias', changes)]);
    expect(chosen.bias).toBeNull();
    expect(chosen.steps[0]).toMatchObject({ state: 'missing', reasons: [{ message: reason }] });
  });

  test('a flat in another filter and of last month', () => {
    const [step] = choose([master('flat', { filterName: 'B', newestInputAt: daysAfter(-30) })]).steps.slice(2);
    expect(sentences(step)).toEqual([
      'The filter needed is R; this has B.',
      'It is 30 days old; a flat serves for 7 days.',
    ]);
  });

  test('a dark of another temperature, exposure and place, although it would scale', () => {
    const dark = master('dark', { biasSubtracted: true, exposureS: 30, temperatureC: 5, originX: 8 });
    const chosen = choose([master('bias'), dark]);
    expect(chosen.dark).toBeNull();
    expect(chosen.steps[1]!.reasons).toHaveLength(3);
  });

  test('of several the one that comes closest is told of', () => {
    const chosen = choose([master('flat', { filterName: 'B', gain: 7 }), master('flat', { filterName: 'G' })]);
    expect(sentences(chosen.steps[2])).toEqual(['The filter needed is R; this has G.']);
  });

  test('a bad-pixel map of another camera, binning, size or place', () => {
    const others = [{ camera: 'SIM-2' }, { binning: 2 }, { height: 40 }, { originY: 3 }].map(map);
    expect(choose([], others).badPixels).toBeNull();
    expect(choose([], [map(), ...others]).badPixels).toMatchObject({ uid: 'm' });
  });

  test('stale ones, although older ones that are fresh serve; alone, with the reason', () => {
    const stale = [{ message: 'Built from a frame rejected since: x.fits (clouds).', facts: null }];
    const old = { newestInputAt: daysAfter(-5) };
    const chosen = choose(
      [master('flat', old), master('flat', { stale }), master('bias', { stale })],
      [map({ uid: 'old' }), map({ stale })],
    );
    expect(chosen).toMatchObject({ bias: null, flat: old, badPixels: { uid: 'old' } });
    expect(chosen.steps[0]!.reasons).toEqual(stale);
    expect(choose([], [map({ stale })]).steps[3]).toMatchObject({ state: 'missing', reasons: stale });
  });
});
