/** Other sensors than a new data folder's simulated 4096 × 4096 one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import type { SetupRecord } from '../../src-main/contract/setup-record.ts';

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

/** Writes the set-up where `setup import` can read it, for as long as `use` needs it. */
export async function withSetupFile(sensor: Sensor, use: (file: string) => Promise<unknown>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-setup-'));
  const file = join(folder, 'setup.json');
  writeFileSync(file, JSON.stringify(setupWith(sensor)));
  try {
    await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
