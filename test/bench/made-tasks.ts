/** A long queue for measuring: light, bias and dark tasks as a scheduler would send them, the same ones every time. */

const FILTERS = [
  { id: 2, name: 'L' },
  { id: 3, name: 'R' },
  { id: 4, name: 'G' },
  { id: 5, name: 'B' },
  { id: 6, name: 'Ha' },
] as const;
const DAY_MS = 24 * 3600 * 1000;

export function madeUid(index: number): string {
  return `bec40000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/**
 * Records under their wire names for the set-up of a new data folder.
 * @param now UTC ms: the tasks' windows lie in the days that follow
 * @param mostFilters of a light
 */
export function madeTasks(count: number, now: number, mostFilters: number = FILTERS.length): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({ ...common(index, now), ...ofItsType(index, mostFilters) }));
}

/** A light task of so many frames that may be run at once. */
export function frameTask(uid: string, frames: number, exposureS: number): Record<string, unknown> {
  return {
    ...common(0, Date.now()),
    uid,
    id: null,
    earliest_start_time: null,
    planned_start_time: null,
    expiration_time: null,
    ...lightTask({ filters: 1, frames, exposureS, raDeg: 202.4696, decDeg: 47.1952, name: 'M 51' }),
  };
}

function common(index: number, now: number): Record<string, unknown> {
  const iso = (ms: number) => new Date(ms).toISOString();
  const night = 1 + (index % 60);
  return {
    id: 100_000 + index,
    uid: madeUid(index),
    status: 'pending',
    ota_id: 1,
    camera_id: 1,
    instrument_id: 1,
    instrument_configuration_version: 1,
    accumulated_exposure_time: 0,
    observatory_acquired_frames: 0,
    progress: 0,
    observation_id: 5000 + Math.floor(index / 4),
    request_id: 9000 + index,
    observation_iteration: 1,
    request_iteration: 1 + (index % 3),
    scheduler_run_id: 7,
    earliest_start_time: iso(now + night * DAY_MS),
    planned_start_time: iso(now + night * DAY_MS + (index % 480) * 60_000),
    expiration_time: iso(now + (night + 30) * DAY_MS),
    planned_duration: 'PT25M',
    modified_on: iso(now - DAY_MS),
    assets_revision: 0,
  };
}

function ofItsType(index: number, mostFilters: number): Record<string, unknown> {
  const calibration = index % 20;
  if (calibration === 17) {
    return {
      task_type: 'optical_imaging_bias_calibration',
      required_exposure_time: 0,
      total_exposures: 10,
      request: { id: 9000 + index, required_frames: 10, ccd_temperature_c: -10, temperature_band: 0.5 },
    };
  }
  if (calibration === 18) {
    return {
      task_type: 'optical_imaging_dark_calibration',
      required_exposure_time: 300,
      max_exposure_time: 60,
      total_exposures: 5,
      request: {
        id: 9000 + index,
        required_frames: 5,
        exposure_time_sec: 60,
        ccd_temperature_c: -10,
        temperature_band: 0.5,
      },
    };
  }
  return lightTask({
    filters: 1 + (index % mostFilters),
    frames: 5,
    exposureS: 60,
    raDeg: (index * 0.731) % 360,
    decDeg: ((index * 0.377) % 120) - 30,
    name: `Field ${index}`,
  });
}

interface Light {
  readonly filters: number;
  /** Per filter. */
  readonly frames: number;
  readonly exposureS: number;
  readonly raDeg: number;
  readonly decDeg: number;
  readonly name: string;
}

function lightTask({ filters, frames, exposureS, raDeg, decDeg, name }: Light): Record<string, unknown> {
  return {
    task_type: 'optical_imaging',
    required_exposure_time: filters * frames * exposureS,
    max_exposure_time: exposureS,
    total_exposures: filters * frames,
    filters: FILTERS.slice(0, filters),
    tiles: [{ id: null, tile_index: 0, ra: raDeg, dec: decDeg, name }],
  };
}
