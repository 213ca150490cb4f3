/** What a new data folder starts with: a simulated observatory that behaves like a real one. */
import { calibrationSettings, ditherSettings, type SetupRecord } from '../contract/setup-record.ts';
import { starLimitsRecord } from '../contract/star-limits.ts';

const FILTERS = ['Clear', 'L', 'R', 'G', 'B', 'Ha', 'OIII'];

const SITE = { latitude: 37.0642, longitude: -3.3847 };
const TELESCOPE = { aperture: 0.2, focal_length: 1 };

const simulatorOptions = {
  latitudeDeg: SITE.latitude,
  longitudeDeg: SITE.longitude,
  apertureMm: TELESCOPE.aperture * 1000,
  focalLengthMm: TELESCOPE.focal_length * 1000,
  filters: FILTERS,
};

export const DEFAULT_SETUP: SetupRecord = {
  site: { name: 'Simulated Observatory', observer: '', ...SITE, elevation: 2896, time_zone: 'Europe/Madrid' },
  run: { resume_after_crash: false },
  calibration: calibrationSettings.parse({}),
  dither: ditherSettings.parse({}),
  otas: [{ id: 1, name: 'Simulated 200 mm f/5', ...TELESCOPE, optical_design: 'Newtonian' }],
  cameras: [
    {
      id: 1,
      name: 'Simulated camera',
      default_binning: 1,
      temperature_setpoint: -10,
      temperature_setpoint_tolerance: 0.5,
      cooler_policy: 'pre_cool_for_tasks',
      cooler_prestart_lead_time_sec: 600,
      cooler_idle_timeout_sec: 3600,
      array_width: 4096,
      array_height: 4096,
      pixel_size: 3.76,
      full_well_capacity: 51_000,
      is_color: false,
      has_electronic_shutter: false,
      is_global_shutter: false,
      readout_modes: [],
      device: { family: 'simulator', key: 'SIM-CAM-0001', options: simulatorOptions },
    },
  ],
  filters: FILTERS.map((name, i) => ({ id: i + 1, name })),
  filter_wheels: [
    {
      id: 1,
      name: 'Simulated filter wheel',
      positions: FILTERS.length,
      device: { family: 'simulator', key: 'SIM-WHL-0001', options: simulatorOptions },
      slots: FILTERS.map((_, i) => ({ position: i + 1, filter_id: i + 1 })),
    },
  ],
  instruments: [
    {
      id: 1,
      name: 'Simulated imager',
      ota_id: 1,
      camera_id: 1,
      filter_wheel_id: 1,
      configuration_version: 1,
      is_active: true,
      star_limits: starLimitsRecord.parse(undefined),
    },
  ],
};
