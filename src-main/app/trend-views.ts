/** Measurements of the sensors as the series that screen and command line show. */
import type { CalibrationLibrary } from '../calibration/library.ts';
import { warningOf } from '../calibration/sensor/nominal.ts';
import { measurementKeyOfMaster } from '../calibration/sensor/other-measurements.ts';
import { staleByFrames } from '../calibration/stale.ts';
import type { Objection } from '../contract/calibration-reason.ts';
import type { TrendSeriesView, TrendsView, TrendView } from '../contract/trend-views.ts';
import { SENSOR_QUANTITIES, type SensorQuantity } from '../contract/vocabulary.ts';
import { rejectedCalibrationFrames } from '../store/calibration-store.ts';
import { measurementsOfRejected, newestMeasurements, type ShownMeasurement } from '../store/sensor-store.ts';
import type { ConsoleCore } from './console-core.ts';

/** Points of a quantity that are shown: some years of nights in a few filters, and no more than a screen can draw. */
const MOST_POINTS = 2_000;

/** Of a measurement; empty while it holds. */
type WhyStale = (row: ShownMeasurement) => readonly Objection[];

export async function trendsOf(
  core: ConsoleCore,
  library: CalibrationLibrary,
  only?: SensorQuantity,
): Promise<TrendsView> {
  const quantities = only === undefined ? SENSOR_QUANTITIES : [only];
  const rejected = rejectedCalibrationFrames(core.db);
  const ofMasters = new Map([...(await library.stale())].map(([uid, why]) => [measurementKeyOfMaster({ uid }), why]));
  const trendOf = (quantity: SensorQuantity): TrendView => {
    const fromRejected = rejected.size === 0 ? NONE : measurementsOfRejected(core.db, quantity);
    const whyStale: WhyStale = ({ id, setKey }) => {
      const uids = fromRejected.get(id);
      if (uids === undefined) return ofMasters.get(setKey) ?? [];
      const inputs = uids.map((name) => ({ name }));
      return [staleByFrames(inputs, rejected) ?? []].flat();
    };
    const alike = Map.groupBy(newestMeasurements(core.db, quantity, MOST_POINTS), seriesKey);
    return { quantity, series: [...alike.values()].map((some) => seriesView(quantity, some, whyStale)) };
  };
  return { trends: quantities.map(trendOf).filter(({ series }) => series.length > 0) };
}

const NONE: ReadonlyMap<number, readonly string[]> = new Map();

function seriesKey(row: ShownMeasurement): string {
  const { camera, readoutMode, gain, offset, binning, filterName, light, of } = row;
  return JSON.stringify([camera, readoutMode, gain, offset, binning, filterName, light, of]);
}

/** @param measurements newest first */
function seriesView(
  quantity: SensorQuantity,
  measurements: readonly ShownMeasurement[],
  whyStale: WhyStale,
): TrendSeriesView {
  const { camera, readoutMode, gain, offset, binning, filterName, light, of } = measurements[0]!;
  return {
    ...{ camera, readoutMode, gain, offset, binning, filterName, light, of },
    points: measurements.toReversed().map((row) => ({
      takenAt: new Date(row.takenAt).toISOString(),
      ...{ night: row.night, source: row.source, value: row.value, nominal: row.nominal },
      ...{ temperatureC: row.temperatureC, frames: row.frameCount },
      warning: warningOf(quantity, row.value, row.nominal),
      stale: whyStale(row),
    })),
  };
}
