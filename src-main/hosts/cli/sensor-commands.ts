/** `warmroom calibration sensor` and `warmroom calibration trends` */
import { resolve } from 'node:path';
import type { TrendSeriesView } from '../../contract/trend-views.ts';
import type { SensorQuantity } from '../../contract/vocabulary.ts';
import { inEnglish } from '../../contract/worded.ts';
import { printJson, printLine, printTable, wireNames } from './output.ts';
import { type GlobalOptions, looking } from './session.ts';

export async function measureFiles(files: readonly string[], options: GlobalOptions): Promise<void> {
  const found = await looking(options, (call) =>
    call('calibration.sensor', { files: files.map((file) => resolve(file)) }),
  );
  warn(found.warnings);
  if (!found.kept) warn(['Another console has this data folder, so the figures are not kept for the trends.']);
  if (options.json) return printJson(wireNames(found));
  const shown = (value: number | null, digits: number, unit: string) =>
    value === null ? 'not told by these frames' : `${value.toFixed(digits)} ${unit}`;
  const stated = (value: number | null) => (value === null ? '' : `headers say ${value}`);
  printLine(`${found.camera ?? 'Camera'}, from ${found.flatPairs} pairs of flats`);
  printTable(
    ['', 'measured', ''],
    [
      ['gain', shown(found.gain, 3, 'e⁻/ADU'), stated(found.nominalGain)],
      ['read noise', shown(found.readNoiseE, 2, 'e⁻'), stated(found.nominalReadNoiseE)],
      ['full well', shown(found.fullWellE, 0, 'e⁻'), ''],
      ['non-linearity', shown(found.nonLinearity === null ? null : 100 * found.nonLinearity, 2, '%'), ''],
      ['dark current', shown(found.darkCurrentE, 4, 'e⁻/s per pixel'), ''],
      ['bias', shown(found.biasAdu, 1, 'ADU'), ''],
    ],
  );
}

export async function measureLedger(options: GlobalOptions): Promise<void> {
  const found = await looking(options, (call) => call('calibration.measure', {}));
  warn(found.warnings);
  if (options.json) return printJson(wireNames(found));
  for (const { title, why } of found.skipped) printLine(`Skipped ${title}: ${why}`);
  printLine(
    found.measured === 0
      ? 'There was nothing new to measure.'
      : `Measured ${found.measured} sets of frames and masters.`,
  );
}

interface TrendsOptions extends GlobalOptions {
  readonly quantity?: SensorQuantity;
}

/** Measures first what is new, so that a script after a night sees that night. */
export async function trends({ quantity, ...options }: TrendsOptions): Promise<void> {
  const found = await looking(options, async (call) => {
    await call('calibration.measure', {});
    return call('calibration.trends', quantity === undefined ? {} : { quantity });
  });
  if (options.json) return printJson(wireNames(found.trends));
  if (found.trends.length === 0) {
    printLine('Nothing is measured yet: that takes two bias frames, flats of a panel or darks of one night.');
  }
  for (const trend of found.trends) {
    printLine(trend.quantity.replaceAll('_', ' '));
    printTable(
      ['  newest frame (UTC)', 'value', 'unit', 'nominal', 'sensor °C', 'frames', 'of', ''],
      trend.series.flatMap((series) =>
        series.points.map((point) => [
          `  ${point.takenAt.slice(0, 16)}`,
          Number(point.value.toPrecision(4)),
          UNITS[trend.quantity],
          point.nominal === null ? '' : Number(point.nominal.toPrecision(4)),
          point.temperatureC?.toFixed(1) ?? '',
          point.frames,
          ofSeries(series),
          [point.stale.length === 0 ? '' : `Stale. ${inEnglish(point.stale)}`, point.warning ?? '']
            .filter((text) => text !== '')
            .join(' '),
        ]),
      ),
    );
  }
}

const UNITS: Readonly<Record<SensorQuantity, string>> = {
  bias_level: 'ADU',
  read_noise: 'e⁻',
  gain: 'e⁻/ADU',
  full_well: 'e⁻',
  non_linearity: 'of the signal',
  dark_current: 'e⁻/s',
  flat_level: 'of saturation',
  master_noise: 'ADU',
  master_flat_noise: 'of the level',
};

function ofSeries({ camera, readoutMode, gain, binning, filterName, light, of }: TrendSeriesView): string {
  const parts = [
    of,
    filterName,
    light,
    camera,
    readoutMode,
    gain === null ? null : `gain ${gain}`,
    `bin ${binning ?? 1}`,
  ];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}

function warn(messages: readonly string[]): void {
  for (const message of messages) process.stderr.write(`warmroom: ${message}\n`);
}
