/** How the sensors change over the nights: the plots of the Calibration page. */
import type { MeasuredSet } from '../../../src-main/contract/trend-views.ts';
import type { FlatLightSource, SensorQuantity } from '../../../src-main/contract/vocabulary.ts';
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

/** A value that is not as it should be, and the console's own sentence on it. */
interface SensorWarning {
  readonly quantity: SensorQuantity;
  readonly value: number;
  readonly nominal: number | null;
  readonly message: string;
}

const quantities: Readonly<Record<SensorQuantity, string>> = {
  bias_level: 'Bias level, ADU',
  read_noise: 'Read noise, e⁻',
  gain: 'Gain, e⁻/ADU',
  full_well: 'Full well, e⁻',
  non_linearity: 'Non-linearity, %',
  dark_current: 'Dark current, e⁻/s',
  flat_level: 'Flat level, % of saturation',
  master_noise: 'Noise of the masters, ADU',
  master_flat_noise: 'Noise of the master flats, %',
};
const lights: Readonly<Record<FlatLightSource, string>> = { panel: 'panel', sky: 'sky' };

export const trends = {
  quantities,
  lights,
  views: 'What the page shows',
  tonight: 'Tonight',
  overTime: 'Over time',
  label: 'Over time',
  begun: 'Begun (UTC)',
  sensorTemperature: 'Sensor, °C',
  againstTemperature: (quantity: string) => `${quantity}, against temperature`,
  nominal: 'nominal',
  stale: 'Left out, because frames in them were rejected since',
  staleOf: (quantity: string, n: number, why: string) => `${quantity}: ${count(n)} of the points. ${why}`,
  frames: (n: number) => `${count(n)} ${plural(n, { one: 'frame', other: 'frames' })}`,
  namedFiles: 'named files',
  offset: (offset: number) => `offset ${offset}`,
  measure: 'Measure what is new',
  measuring: 'Measuring …',
  measured: (n: number) =>
    n === 0
      ? 'There is nothing new to measure.'
      : `Measured ${count(n)} ${plural(n, { one: 'set', other: 'sets' })} of frames.`,
  notAllMeasured: 'Not everything could be measured.',
  /** What a set of frames is called; `title` is the console's own word for it. */
  setTitle: (title: string, _set: MeasuredSet): string => title,
  warning: ({ message }: SensorWarning): string => message,
  warnings: 'Not as it should be',
  nothing:
    'Two bias frames of a night tell bias level and read noise, two darks the dark current, two flats of a panel the gain. They are measured by themselves when a run comes to rest.',
};
