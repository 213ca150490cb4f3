/** Trends as what the plots take: series by what tells them apart, units as people read them. Pure. */
import type { TrendPointView, TrendSeriesView, TrendView } from '../../src-main/contract/trend-views.ts';
import type { SensorQuantity } from '../../src-main/contract/vocabulary.ts';
import type { PlotLevel, PlotPoint, PlotSeries } from '../components/plot/plot-data.ts';
import { texts } from '../language/texts.ts';
import { celsius } from './numbers.ts';

/** Fractions are shown in per cent. */
const FACTOR: Readonly<Partial<Record<SensorQuantity, number>>> = {
  non_linearity: 100,
  flat_level: 100,
  master_flat_noise: 100,
};

/** A plot shows no less than so much of a quantity's value, so that its noise does not look like a fault. */
const LEAST_SPAN = 0.04;

/** Dark current goes by the sensor's temperature; all else by when it was measured. */
export function isAgainstTemperature(quantity: SensorQuantity): boolean {
  return quantity === 'dark_current';
}

export function plotSeries({ quantity, series }: TrendView): PlotSeries[] {
  const names = seriesNames(series);
  return series.map(({ points }, i) => ({
    name: names[i]!,
    points: points.filter(isFresh).flatMap((point) => plotPoint(quantity, point)),
    joined: !isAgainstTemperature(quantity),
  }));
}

/** What frames rejected since were in is neither drawn nor warned of. */
function isFresh({ stale }: TrendPointView): boolean {
  return stale.length === 0;
}

/** How many points of each quantity are left out, and why the newest of them is. */
export function staleSentences(trends: readonly TrendView[]): string[] {
  const t = texts().trends;
  return trends.flatMap(({ quantity, series }) => {
    const points = series.flatMap((each) => each.points.filter((point) => !isFresh(point)));
    const newest = points.at(-1);
    if (newest === undefined) return [];
    const why = texts().calibrationReports.inOne(newest.stale);
    return [t.staleOf(t.quantities[quantity], points.length, why)];
  });
}

/** Nothing for a dark current of which the temperature is not known. */
function plotPoint(quantity: SensorQuantity, point: TrendPointView): PlotPoint[] {
  const against = isAgainstTemperature(quantity);
  const x = against ? point.temperatureC : Date.parse(point.takenAt);
  return x === null ? [] : [{ x, y: shownValue(quantity, point.value), note: noteOf(point, against) }];
}

function noteOf({ frames, night, temperatureC }: TrendPointView, isTemperatureShown: boolean): string {
  const t = texts().trends;
  const night_ = night ?? t.namedFiles;
  const parts = [t.frames(frames), isTemperatureShown || temperatureC === null ? night_ : celsius(temperatureC)];
  return parts.join(', ');
}

export function shownValue(quantity: SensorQuantity, value: number): number {
  return value * (FACTOR[quantity] ?? 1);
}

/** What camera or set-up say, once for each value that the newest points name. */
export function nominalLevels({ quantity, series }: TrendView): PlotLevel[] {
  const named = series.flatMap(({ points }) => points.findLast(isFresh)?.nominal ?? []);
  return [...new Set(named)].map((nominal) => ({ name: texts().trends.nominal, y: shownValue(quantity, nominal) }));
}

export function leastSpan({ quantity, series }: TrendView): number {
  const values = series.flatMap(({ points }) =>
    points.filter(isFresh).map(({ value }) => Math.abs(shownValue(quantity, value))),
  );
  return LEAST_SPAN * Math.max(0, ...values);
}

/** What the newest points are warned of, each sentence once. */
export function currentWarnings(trends: readonly TrendView[]): string[] {
  const { warning } = texts().trends;
  const all = trends.flatMap(({ quantity, series }) =>
    series.flatMap(({ points }) => {
      const newest = points.findLast(isFresh);
      return newest == null || newest.warning === null
        ? []
        : [warning({ quantity, ...newest, message: newest.warning })];
    }),
  );
  return [...new Set(all)];
}

/** Each by what differs between them: `L · sky`, `gain 100`; all by nothing where there is only one. */
export function seriesNames(series: readonly TrendSeriesView[]): string[] {
  const parts = series.map(partsOf);
  const differs = parts[0]?.map((_, i) => new Set(parts.map((part) => part[i])).size > 1) ?? [];
  return parts.map((own) => own.filter((part, i) => differs[i] && part !== '').join(' · '));
}

function partsOf({ of, filterName, light, camera, readoutMode, gain, offset, binning }: TrendSeriesView): string[] {
  const t = texts();
  return [
    of,
    filterName ?? '',
    light === null ? '' : t.trends.lights[light],
    camera ?? '',
    readoutMode ?? '',
    gain === null ? '' : t.calibration.gain(gain),
    offset === null ? '' : t.trends.offset(offset),
    binning === null ? '' : t.calibration.binning(binning),
  ];
}
