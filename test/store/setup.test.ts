import { describe, expect, test, vi } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { setupFaults } from '../../src-main/contract/check-setup.ts';
import { type SetupRecord, setupRecord } from '../../src-main/contract/setup-record.ts';
import { activeInstrument, knownThings, loadSetup, saveSetup } from '../../src-main/store/setup-store.ts';
import { exportTask } from '../../src-main/store/task-export.ts';
import { importRows, lightRow, newStore, uidOf } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

/** A site with two of everything, unknown fields, and values left out where they may be. */
const SITE: SetupRecord = setupRecord.parse({
  ...DEFAULT_SETUP,
  run: { resume_after_crash: true },
  calibration: { in_the_morning: 'queue', morning_sun_altitude: -3, morning_kinds: ['dark', 'flat'] },
  dither: {
    ...{ how: 'program', program: { command: '/opt/dither', arguments: ['--by', '20'] }, timeout_sec: 30 },
    ...{ between_sky_flats: false, lights_every: 3, on_failure: 'leave_task' },
  },
  site: {
    name: 'Hilltop',
    observer: 'A. Observer',
    latitude: -30.24,
    longitude: -70.74,
    elevation: 2200,
    time_zone: 'America/Santiago',
  },
  otas: [
    {
      id: 4,
      name: 'North',
      aperture: 1,
      focal_length: 8,
      optical_design: 'RC',
      model_id: 3,
      parent_ota_id: 1,
      mirror: { coating: 'Ag' },
    },
    { id: 5, aperture: 0.3, focal_length: 2.1 },
  ],
  cameras: [
    { ...DEFAULT_SETUP.cameras[0], id: 2, cooler_policy: 'always_on', is_color: true, serial_note: 'on loan' },
    {
      id: 3,
      array_width: 100,
      array_height: 50,
      pixel_size: 9,
      full_well_capacity: 1e5,
      readout_modes: [
        {
          name: 'Fast',
          binning: 2,
          bit_depth: 12,
          readout_time: 0.5,
          gain: 2,
          readout_noise: 9,
          dark_current: 0.1,
          blank_level: 100,
        },
      ],
    },
  ],
  filters: [
    { id: 2, name: 'L' },
    { id: 30, name: 'SII', bandwidth_nm: 3 },
  ],
  filter_wheels: [
    {
      id: 6,
      name: 'Wheel',
      filter_shape: 'round',
      filter_size: 50,
      positions: 5,
      device: { family: 'simulator', key: 'W1' },
      slots: [
        { position: 1, filter_id: 30 },
        { position: 4, filter_id: 2 },
      ],
    },
    { id: 7, positions: 3 },
  ],
  instruments: [
    { id: 8, name: 'Blind', ota_id: 5, camera_id: 3, filter_wheel_id: null, is_active: false },
    { id: 9, name: 'Imager', ota_id: 4, camera_id: 2, filter_wheel_id: 6, configuration_version: 17 },
  ],
});

/** Without what is not known: null and absent say the same. */
const said = (value: unknown) => JSON.parse(JSON.stringify(value, (_, inner) => (inner === null ? undefined : inner)));

describe('a set-up', () => {
  test.each([
    ['of the simulated observatory', DEFAULT_SETUP],
    ['of a site with two of everything', SITE],
  ])('%s is loaded as it was saved', (_, setup) => {
    const store = newStore();
    saveSetup(store.db, setup);
    const loaded = loadSetup(store.db);
    expect(said(loaded)).toEqual(said(setup));
    saveSetup(store.db, loaded!);
    expect(loadSetup(store.db)).toEqual(loaded);
  });

  test('that is saved anew leaves nothing of the old one', () => {
    const store = newStore();
    saveSetup(store.db, SITE);
    expect(said(loadSetup(store.db))).toEqual(said(SITE));
    const known = knownThings(store.db);
    expect([known.otas, known.cameras, known.instruments].map((ids) => [...ids])).toEqual([
      [4, 5],
      [2, 3],
      [8, 9],
    ]);
    expect([...known.filters]).toEqual([
      [2, 'L'],
      [30, 'SII'],
    ]);
  });

  test('without a telescope that tasks were taken with still lets them say which it was', () => {
    const store = newStore();
    importRows(store, [lightRow(1)]);
    saveSetup(store.db, SITE);
    expect(exportTask(store.db, uidOf(1))).toMatchObject({ ota_id: 1, ota: { id: 1, name: 'Simulated 200 mm f/5' } });
  });

  test('gives the run its instrument: the first active one whose camera is a device', () => {
    expect(activeInstrument(SITE)).toMatchObject({
      id: 9,
      configurationVersion: 17,
      ota: { id: 4, apertureMm: 1000, focalLengthMm: 8000 },
      camera: { id: 2 },
      wheel: { id: 6 },
    });
    const unplugged = { ...SITE, cameras: SITE.cameras.map((camera) => ({ ...camera, device: null })) };
    expect(activeInstrument(unplugged)).toBeNull();
  });
});

describe('faults of a set-up', () => {
  const [instrument] = DEFAULT_SETUP.instruments;
  const [wheel] = DEFAULT_SETUP.filter_wheels;
  const slots = (slots: object[]) => ({ filter_wheels: [{ ...wheel, slots }] });

  test.each<[string, object, string]>([
    ['otas[1].id', { otas: [DEFAULT_SETUP.otas[0], DEFAULT_SETUP.otas[0]] }, '1 is used twice'],
    ['filters[7].id', { filters: [...DEFAULT_SETUP.filters, { id: 3, name: 'again' }] }, '3 is used twice'],
    ['instruments[0].ota_id', { instruments: [{ ...instrument, ota_id: 9 }] }, 'There is no telescope 9.'],
    ['instruments[0].camera_id', { instruments: [{ ...instrument, camera_id: 9 }] }, 'There is no camera 9.'],
    [
      'instruments[0].filter_wheel_id',
      { instruments: [{ ...instrument, filter_wheel_id: 9 }] },
      'There is no filter wheel 9.',
    ],
    ['instruments', { instruments: [{ ...instrument, is_active: false }] }, 'must be active'],
    [
      'instruments[0].camera_id',
      { cameras: [{ ...DEFAULT_SETUP.cameras[0], device: null }] },
      'The camera of an active instrument must name its device',
    ],
    [
      'instruments[0].filter_wheel_id',
      { filter_wheels: [{ ...wheel, device: null }] },
      'make “Simulated imager” inactive',
    ],
    ['filter_wheels[0].slots[0].position', slots([{ position: 8, filter_id: 1 }]), 'The wheel has 7 slots.'],
    [
      'filter_wheels[0].slots[1].position',
      slots([
        { position: 1, filter_id: 1 },
        { position: 1, filter_id: 2 },
      ]),
      'Slot 1 is given twice.',
    ],
    ['filter_wheels[0].slots[0].filter_id', slots([{ position: 1, filter_id: 99 }]), 'There is no filter 99.'],
  ])('%s', (field, change, message) => {
    const faults = setupFaults(setupRecord.parse({ ...DEFAULT_SETUP, ...change }));
    expect(faults.map((fault) => fault.field)).toEqual([field]);
    expect(faults[0]?.message).toContain(message);
    expect(faults[0]?.facts).toBeDefined();
  });

  test('none, of those that work', () => {
    expect(setupFaults(DEFAULT_SETUP)).toEqual([]);
    expect(setupFaults(SITE)).toEqual([]);
  });
});
