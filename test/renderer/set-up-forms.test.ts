/** The guided set-up: what is typed, and the set-up record it makes. */
import { describe, expect, test, vi } from 'vitest';
import { setupFaults } from '../../src-main/contract/check-setup.ts';
import { type SetupRecord, setupRecord } from '../../src-main/contract/setup-record.ts';
import {
  formatLatitude,
  formatLongitude,
  parseLatitude,
  parseLongitude,
} from '../../src-renderer/format/coordinates.ts';
import { language } from '../../src-renderer/language/language.svelte.ts';
import { ditherForm, readDither } from '../../src-renderer/pages/devices/set-up/dither-form.ts';
import { filtersForm, readFilters } from '../../src-renderer/pages/devices/set-up/filters-form.ts';
import { morningForm, readMorning } from '../../src-renderer/pages/devices/set-up/morning-form.ts';
import { readSite, siteForm } from '../../src-renderer/pages/devices/set-up/site-form.ts';
import { readStarLimits, starLimitsForm } from '../../src-renderer/pages/devices/set-up/star-limits-form.ts';
import { opticsTold, readTelescope, telescopeForm } from '../../src-renderer/pages/devices/set-up/telescope-form.ts';

const device = { family: 'simulator', key: 'A' };
const SETUP: SetupRecord = setupRecord.parse({
  site: { name: 'Here', latitude: 37.0642, longitude: -3.3847, elevation: 2896, time_zone: 'Europe/Madrid' },
  otas: [
    { id: 4, aperture: 0.2, focal_length: 1 },
    { id: 5, aperture: 1, focal_length: 8 },
  ],
  cameras: [{ id: 2, array_width: 100, array_height: 100, pixel_size: 3.76, full_well_capacity: 50_000, device }],
  filters: [
    { id: 1, name: 'L' },
    { id: 2, name: 'R' },
    { id: 9, name: 'Ha' },
  ],
  filter_wheels: [{ id: 3, positions: 3, device, slots: [{ position: 1, filter_id: 1 }] }],
  instruments: [{ id: 1, name: 'Imager', ota_id: 4, camera_id: 2, filter_wheel_id: 3 }],
});

test('a step that is left as it was changes nothing', () => {
  for (const read of [
    readSite(siteForm(SETUP), SETUP),
    readFilters(filtersForm(SETUP), SETUP),
    readStarLimits(starLimitsForm(SETUP), SETUP),
    readDither(ditherForm(SETUP), SETUP),
    readMorning(morningForm(SETUP), SETUP),
  ]) {
    expect(read).toEqual({ setup: SETUP, problems: {} });
  }
  const optics = readTelescope(telescopeForm(SETUP), SETUP).setup!;
  expect(optics.otas[0]).toMatchObject({ id: 4, aperture: 0.2, focal_length: 1 });
});

describe('coordinates of a site', () => {
  test.each([
    ['37.0642', 37.0642],
    ['37,0642', 37.0642],
    ['37 03 51.12 N', 37.0642],
    ['N 37° 03′ 51.12″', 37.0642],
    ['33 51 36 S', -33.86],
    ['−33.86', -33.86],
    ['90', 90],
  ])('latitude %s', (text, degrees) => {
    const parsed = parseLatitude(text);
    expect(parsed.ok && parsed.degrees).toBeCloseTo(degrees, 6);
  });
  test.each([
    ['3 23 04.92 W', -3.3847],
    ['-3.3847', -3.3847],
    ['149:03:40 E', 149.0611111],
    ['180', 180],
  ])('longitude %s', (text, degrees) => {
    const parsed = parseLongitude(text);
    expect(parsed.ok && parsed.degrees).toBeCloseTo(degrees, 6);
  });
  test.each(['', 'north', '91', '37 61', '-37 S', '12h 3m', '37 N 3'])(
    '“%s” is no latitude, and it is said how to write one',
    (text) => {
      const parsed = parseLatitude(text);
      expect(!parsed.ok && parsed.message).toMatch(/atitude/);
    },
  );
  test('O is east where German is spoken, and nowhere else', () => {
    expect(parseLongitude('11 36 O').ok).toBe(false);
    vi.stubGlobal('document', { documentElement: {} });
    language.choose('de');
    expect(parseLongitude('11 36 O')).toEqual({ ok: true, degrees: 11.6 });
    language.choose('en');
  });
  test('they are told back in the other notation', () => {
    expect(formatLatitude(-33.86)).toBe('33° 51′ 36.0″ S');
    expect(formatLongitude(-3.3847)).toBe('3° 23′ 04.9″ W');
  });
});

test('each wrong field of a site is named with what to do', () => {
  const { setup, problems } = readSite(
    { name: ' ', observer: '', latitude: '95', longitude: '', elevation: 'high', timeZone: 'Spain' },
    SETUP,
  );
  expect(setup).toBeNull();
  expect(Object.keys(problems)).toEqual(['name', 'latitude', 'longitude', 'elevation', 'timeZone']);
  expect(problems.timeZone).toContain('Europe/Madrid');
});

test('a telescope is typed in millimetres, kept in metres, and told back as what it makes of the camera', () => {
  const read = readTelescope({ ...telescopeForm(SETUP), aperture: '254', focalLength: '1219,2' }, SETUP);
  expect(read.setup?.otas).toEqual([
    expect.objectContaining({ id: 4, aperture: 0.254, focal_length: 1.2192 }),
    SETUP.otas[1],
  ]);
  expect(opticsTold(read)).toBe('f/4.8, 0.64″ a pixel. Is that your telescope?');
  expect(readTelescope({ ...telescopeForm(SETUP), aperture: '0.2' }, SETUP).problems.aperture).toBe('10 to 12000 mm');
});

describe('filters', () => {
  test('a known name is that filter, a new name a new one, and what is taken out is kept', () => {
    const { setup } = readFilters(['Ha', ' OIII ', ''], SETUP);
    expect(setup?.filter_wheels[0]?.slots).toEqual([
      { position: 1, filter_id: 9 },
      { position: 2, filter_id: 10 },
    ]);
    expect(setup?.filters.map(({ name }) => name)).toEqual(['L', 'R', 'Ha', 'OIII']);
    expect(setupFaults(setup!)).toEqual([]);
  });
  test('one filter cannot be in two slots', () => {
    expect(readFilters(['R', 'L', 'R'], SETUP)).toEqual({ setup: null, problems: { 2: 'That filter is in slot 1.' } });
  });
});

test('a limit is off, an alarm or a rejection, and must be a number above 0 unless it is off', () => {
  const form = starLimitsForm(SETUP);
  const { setup } = readStarLimits(
    { ...form, max_hfr: { action: 'reject', limit: '3,5' }, max_star_loss: { action: 'off', limit: 'x' } },
    SETUP,
  );
  expect(setup?.instruments[0]?.star_limits).toMatchObject({
    max_hfr: { limit: 3.5, action: 'reject' },
    max_star_loss: null,
    max_axis_ratio: { limit: 1.3, action: 'warn' },
  });
  expect(readStarLimits({ ...form, max_hfr: { action: 'warn', limit: '0' } }, SETUP).problems).toHaveProperty(
    'max_hfr',
  );
});

test('dithering keeps the program that this computer named, and refuses what makes no sense', () => {
  const named = { ...SETUP, dither: { ...SETUP.dither, program: { command: '/usr/bin/dither', arguments: [] } } };
  const { setup } = readDither({ ...ditherForm(named), how: 'program', every: '3' }, named);
  expect(setup?.dither).toMatchObject({ how: 'program', lights_every: 3, program: { command: '/usr/bin/dither' } });
  expect(Object.keys(readDither({ ...ditherForm(SETUP), every: '2.5', timeout: '0' }, SETUP).problems)).toEqual([
    'every',
    'timeout',
  ]);
});

test('the morning has an altitude of the sun and one kind of frame at least', () => {
  const form = morningForm(SETUP);
  const { setup } = readMorning({ ...form, choice: 'queue', sunAltitude: '−12', kinds: ['flat', 'bias'] }, SETUP);
  expect(setup?.calibration).toEqual({
    in_the_morning: 'queue',
    morning_sun_altitude: -12,
    morning_kinds: ['bias', 'flat'],
  });
  expect(Object.keys(readMorning({ ...form, sunAltitude: '30', kinds: [] }, SETUP).problems)).toEqual([
    'sunAltitude',
    'kinds',
  ]);
});
