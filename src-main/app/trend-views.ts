/** Measurements of the sensors as the series that screen and command line show. */
import { warningOf } from '../calibration/sensor/nominal.ts';
import type { TrendSeriesView, TrendsView, TrendView } from '../contract/trend-views.ts';
import { SENSOR_QUANTITIES, type SensorQuantity } from '../contract/vocabulary.ts';
import { newestMeasurements, type ShownMeasurement } from '../store/sensor-store.ts';
import type { ConsoleCore } from './console-core.ts';

/** Points of a quantity that are shown: some years of nights in a few filters, and no more than a screen can draw. */
const MOST_POINTS = 2_000;

export function trendsOf(core: ConsoleCore, only?: SensorQuantity): TrendsView {
  const quantities = only === undefined ? SENSOR_QUANTITIES : [only];
  return {
    trends: quantities
      .map((quantity) => trendOf(quantity, newestMeasurements(core.db, quantity, MOST_POINTS)))
      .filter(({ series }) => series.length > 0),
  };
}

/** @param measurements newest first */
function trendOf(quantity: SensorQuantity, measurements: readonly ShownMeasurement[]): TrendView {
  const alike = Map.groupBy(measurements, seriesKey);
  return { quantity, series: [...alike.values()].map((some) => seriesView(quantity, some)) };
}

function seriesKey(row: ShownMeasurement): string {
  const { camera, readoutMode, gain, offset, binning, filterName, light, of } = row;
  return JSON.stringify([camera, readoutMode, gain, offset, binning, filterName, light, of]);
}

function seriesView(quantity: SensorQuantity, measurements: readonly ShownMeasurement[]): TrendSeriesView {
  const { camera, readoutMode, gain, offset, binning, filterName, light, of } = measurements[0]!;
  return {
    ...{ camera, readoutMode, gain, offset, binning, filterName, light, of },
    points: measurements.toReversed().map((row) => ({
      takenAt: new Date(row.takenAt).toISOString(),
      ...{ night: row.night, source: row.source, value: row.value, nominal: row.nominal },
      ...{ temperatureC: row.temperatureC, frames: row.frameCount },
      warning: warningOf(quantity, row.value, row.nominal),
    })),
  };
}
