/** Other sensors than a new data folder's simulated 4096 × 4096 one. */
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import type { SetupRecord } from '../../src-main/contract/setup-record.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { saveSetup } from '../../src-main/store/setup-store.ts';

/** px */
export interface Sensor {
  readonly width: number;
  readonly height: number;
}

/** For what is not about the size of a frame: a sixteenth of the pixels to make, save, measure and combine. */
export const SMALL_SENSOR: Sensor = { width: 1024, height: 1024 };

/** The simulated observatory of a new data folder, its camera with another sensor. */
export function setupWith({ width, height }: Sensor): SetupRecord {
  return {
    ...DEFAULT_SETUP,
    cameras: DEFAULT_SETUP.cameras.map((camera) => ({
      ...camera,
      array_width: width,
      array_height: height,
      device: camera.device && { ...camera.device, options: { ...camera.device.options, width, height } },
    })),
  };
}

/** Gives a data folder that no console has opened yet the simulated observatory with another sensor. */
export function putSensor(dataFolder: string, sensor: Sensor): void {
  const store = openStore(dataFolder);
  try {
    saveSetup(store.db, setupWith(sensor));
  } finally {
    store.close();
  }
}
