/** Puts measurements of some weeks into a data folder that no console has open yet. */
import { openStore } from '../../src-main/store/open-store.ts';
import { keepMeasurements, type SensorMeasurement } from '../../src-main/store/sensor-store.ts';

const DAY_MS = 86_400_000;
const FIRST_NIGHT = Date.parse('2026-09-20T21:00:00Z');

/** Thirty nights: a bias level that creeps up, a read noise that jumps in the last night, two filters, three temperatures. */
export function putHistory(dataFolder: string): void {
  const store = openStore(dataFolder);
  try {
    keepMeasurements(store.db, Array.from({ length: 30 }, (_, i) => ofNight(i)).flat());
  } finally {
    store.close();
  }
}

function ofNight(night: number): SensorMeasurement[] {
  const wave = Math.sin(night);
  const temperatureC = [-20, -10, 0][night % 3]!;
  const make = (own: Partial<SensorMeasurement>) => aMeasurement(night, own);
  return [
    make({ quantity: 'bias_level', value: 500 + night / 3 + wave }),
    make({ quantity: 'read_noise', value: night === 29 ? 6.4 : 3.2 + 0.03 * wave, nominal: 3.2 }),
    make({ quantity: 'gain', value: 0.8 + 0.004 * wave, nominal: 0.8 }),
    make({ quantity: 'dark_current', value: 0.05 * 2 ** ((temperatureC + 10) / 6) * (1 + 0.05 * wave), temperatureC }),
    make({ quantity: 'flat_level', value: 0.5 + 0.01 * wave, filterName: 'L', light: 'panel' }),
    make({ quantity: 'flat_level', value: 0.47 + 0.02 * wave, filterName: 'Ha', light: 'sky' }),
  ];
}

function aMeasurement(night: number, own: Partial<SensorMeasurement>): SensorMeasurement {
  const takenAt = FIRST_NIGHT + night * DAY_MS;
  return {
    ...{ quantity: 'gain', value: 1, nominal: null, source: 'files', framesKey: String(night) },
    ...{ camera: 'SIM-CAM-0001', readoutMode: 'Low noise', gain: 0, offset: 50, binning: 1, temperatureC: -10 },
    ...{ filterName: null, light: null, of: '', frameCount: 10, frames: [] },
    ...{ takenAt, measuredAt: takenAt, night: new Date(takenAt).toISOString().slice(0, 10) },
    ...own,
    setKey: `night ${night} ${own.filterName ?? ''}`,
  };
}
