import { describe, expect, test } from 'vitest';
import type { TrendPointView, TrendSeriesView, TrendView } from '../../src-main/contract/trend-views.ts';
import {
  currentWarnings,
  leastSpan,
  nominalLevels,
  plotSeries,
  seriesNames,
  staleSentences,
} from '../../src-renderer/format/trend-words.ts';
import { CATALOGUES } from '../../src-renderer/language/texts.ts';

const POINT: TrendPointView = {
  ...{ takenAt: '2026-11-22T20:00:00.000Z', night: '2026-11-22', source: 'ledger', value: 0.5 },
  ...{ nominal: null, temperatureC: -10, frames: 6, warning: null, stale: [] },
};
const SERIES: TrendSeriesView = {
  ...{ camera: 'A', readoutMode: 'slow', gain: 0, offset: 50, binning: 1, filterName: null, light: null, of: '' },
  points: [POINT],
};
const trend = (quantity: TrendView['quantity'], ...series: TrendSeriesView[]): TrendView => ({ quantity, series });

describe('series of a plot', () => {
  test('are named by what differs between them, and by nothing when there is only one', () => {
    expect(seriesNames([SERIES])).toEqual(['']);
    expect(
      seriesNames([
        { ...SERIES, filterName: 'L', light: 'panel' },
        { ...SERIES, filterName: 'L', light: 'sky' },
        { ...SERIES, filterName: null, light: 'sky', gain: 100 },
      ]),
    ).toEqual(['L · panel · gain 0', 'L · sky · gain 0', 'sky · gain 100']);
    expect(seriesNames([])).toEqual([]);
  });

  test('go by time, fractions in per cent', () => {
    const [series] = plotSeries(trend('flat_level', SERIES));
    expect(series!.points).toEqual([{ x: Date.parse(POINT.takenAt), y: 50, note: '6 frames, −10.0 °C' }]);
    expect(series!.joined).toBe(true);
  });

  test('of dark current go by temperature, are not joined, and leave out what was taken at none that is known', () => {
    const points = [POINT, { ...POINT, temperatureC: null }, { ...POINT, night: null }];
    const [series] = plotSeries(trend('dark_current', { ...SERIES, points }));
    expect(series!.points).toEqual([
      { x: -10, y: 0.5, note: '6 frames, 2026-11-22' },
      { x: -10, y: 0.5, note: '6 frames, named files' },
    ]);
    expect(series!.joined).toBe(false);
  });
});

test('what camera or set-up say is a line, each value once', () => {
  const stating = (nominal: number | null) => ({ ...SERIES, points: [{ ...POINT, nominal }] });
  const levels = nominalLevels(trend('gain', stating(0.8), stating(0.8), stating(null), stating(2)));
  expect(levels).toEqual([
    { name: 'nominal', y: 0.8 },
    { name: 'nominal', y: 2 },
  ]);
});

test('only what is wrong now is warned of, once', () => {
  const [good, bad] = [POINT, { ...POINT, warning: 'Too much.' }];
  const got = { ...SERIES, points: [bad, good] };
  const still = { ...SERIES, points: [good, bad] };
  expect(currentWarnings([trend('gain', got)])).toEqual([]);
  expect(currentWarnings([trend('gain', still, still), trend('read_noise', still)])).toEqual(['Too much.']);
});

test('a steady value is shown as a steady line', () => {
  expect(leastSpan(trend('bias_level', { ...SERIES, points: [{ ...POINT, value: 500 }] }))).toBe(20);
});

test('points that are stale are not drawn, warn of nothing and set no nominal level, but are told of with the reason', () => {
  const warned = { ...POINT, takenAt: '2026-11-23T20:00:00.000Z', warning: 'Too high.', nominal: 2 };
  const shown = trend('gain', {
    ...SERIES,
    points: [POINT, { ...warned, stale: [{ message: 'Built from a rejected frame.', facts: null }] }],
  });
  expect(plotSeries(shown)[0]!.points).toHaveLength(1);
  expect([currentWarnings([shown]), nominalLevels(shown)]).toEqual([[], []]);
  expect(staleSentences([shown])).toEqual(['Gain, e⁻/ADU: 1 of the points. Built from a rejected frame.']);
  const fresh = trend('gain', { ...SERIES, points: [POINT, warned] });
  expect(plotSeries(fresh)[0]!.points).toHaveLength(2);
  expect([currentWarnings([fresh]), staleSentences([fresh])]).toEqual([['Too high.'], []]);
});

test('a set of frames that cannot be measured is named in the screen’s language', () => {
  const set = { night: '2026-11-22', setPointC: null, filterName: null, light: null };
  const named = (more: object) => CATALOGUES.de.trends.setTitle('', { ...set, kind: 'bias', ...more });
  expect([
    named({}),
    named({ kind: 'dark', setPointC: -10 }),
    named({ kind: 'dark' }),
    named({ kind: 'transfer' }),
    named({ kind: 'flat', filterName: 'Ha', light: 'sky' }),
    named({ kind: 'flat', light: 'panel' }),
  ]).toEqual([
    'Bias vom 2026-11-22',
    'Darks vom 2026-11-22 bei −10 °C',
    'Darks vom 2026-11-22, ungekühlt',
    'Photonentransfer vom 2026-11-22',
    'Flats vom 2026-11-22, Ha, Himmel',
    'Flats vom 2026-11-22, ohne Filter, Flatpanel',
  ]);
});
