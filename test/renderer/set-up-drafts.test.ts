/** What is typed into the steps of the set-up and not saved: it stays, and says so. */
import { expect, test } from 'vitest';
import { type SetupRecord, setupRecord } from '../../src-main/contract/setup-record.ts';
import { EditedStep } from '../../src-renderer/pages/devices/set-up/edited-step.svelte.ts';
import { readFilters } from '../../src-renderer/pages/devices/set-up/filters-form.ts';
import { readSite } from '../../src-renderer/pages/devices/set-up/site-form.ts';
import { readStarLimits } from '../../src-renderer/pages/devices/set-up/star-limits-form.ts';
import { StepDrafts } from '../../src-renderer/pages/devices/set-up/step-drafts.svelte.ts';

const device = { family: 'simulator', key: 'A' };
const SETUP: SetupRecord = setupRecord.parse({
  site: { name: 'Here', latitude: 37.0642, longitude: -3.3847, elevation: 2896, time_zone: 'Europe/Madrid' },
  otas: [{ id: 4, aperture: 0.2, focal_length: 1 }],
  cameras: [{ id: 2, array_width: 100, array_height: 100, pixel_size: 3.76, full_well_capacity: 50_000, device }],
  filters: [
    { id: 1, name: 'L' },
    { id: 2, name: 'R' },
  ],
  filter_wheels: [{ id: 3, positions: 2, device, slots: [{ position: 1, filter_id: 1 }] }],
  instruments: [{ id: 1, name: 'Imager', ota_id: 4, camera_id: 2, filter_wheel_id: 3 }],
});
const withSite = (change: Partial<SetupRecord['site']>) => ({ ...SETUP, site: { ...SETUP.site, ...change } });
const EDITED = ['site', 'telescope', 'filters', 'stars', 'dither', 'morning'] as const;

test('nothing is unsaved before anything is typed, nor in a step without fields', () => {
  const drafts = new StepDrafts();
  for (const step of [...EDITED, 'devices', 'finish'] as const) expect(drafts.isUnsaved(step, SETUP)).toBe(false);
});

test('what is typed stays in its step, even where it is wrong, until it is discarded', () => {
  const drafts = new StepDrafts();
  drafts.keep('site', { ...drafts.formOf('site', SETUP), latitude: '95 N' }, SETUP);
  drafts.keep('filters', ['L', 'Ha'], SETUP);
  expect(drafts.formOf('site', SETUP)).toMatchObject({ latitude: '95 N', name: 'Here' });
  expect(EDITED.filter((step) => drafts.isUnsaved(step, SETUP))).toEqual(['site', 'filters']);
  drafts.discard('site');
  expect(drafts.formOf('site', SETUP).latitude).toBe('37.0642');
  expect(EDITED.filter((step) => drafts.isUnsaved(step, SETUP))).toEqual(['filters']);
});

test('what is typed back as it was is not unsaved', () => {
  const drafts = new StepDrafts();
  const form = drafts.formOf('site', SETUP);
  drafts.keep('site', { ...form, name: 'There' }, SETUP);
  drafts.keep('site', { ...form, name: 'Here' }, SETUP);
  expect(drafts.isUnsaved('site', SETUP)).toBe(false);
});

test('a set-up that changes elsewhere shows wherever nothing was typed', () => {
  const drafts = new StepDrafts();
  drafts.keep('site', { ...drafts.formOf('site', SETUP), name: 'There' }, SETUP);
  const changed = withSite({ name: 'Elsewhere', elevation: 12 });
  expect(drafts.formOf('site', changed)).toMatchObject({ name: 'There', elevation: '12' });
  drafts.keep('site', { ...drafts.formOf('site', changed), observer: 'A. N.' }, changed);
  expect(drafts.formOf('site', changed)).toMatchObject({ name: 'There', observer: 'A. N.', elevation: '12' });
  expect(drafts.isUnsaved('site', withSite({ name: 'There', observer: 'A. N.' }))).toBe(false);
});

test('the slots of a larger wheel are there, those that were typed with what was typed', () => {
  const drafts = new StepDrafts();
  drafts.keep('filters', ['L', 'Ha'], SETUP);
  const larger = { ...SETUP, filter_wheels: SETUP.filter_wheels.map((wheel) => ({ ...wheel, positions: 4 })) };
  expect(drafts.formOf('filters', larger)).toEqual(['L', 'Ha', '', '']);
});

test('a step reads what was typed, and one that is opened again begins with it', () => {
  let saved = SETUP;
  const open = () => new EditedStep('site', () => saved, readSite);
  const first = open();
  expect(first.isUnsaved).toBe(false);
  first.form = { ...first.form, latitude: '95 N' };
  expect(first.read.setup).toBeNull();

  const again = open();
  expect(again.isUnsaved).toBe(true);
  again.form = { ...again.form, latitude: '36 N' };
  expect(again.read.setup?.site).toMatchObject({ latitude: 36, longitude: -3.3847 });
  saved = again.read.setup!;
  again.discard();
  expect(open().form.latitude).toBe('36');
  expect(open().isUnsaved).toBe(false);
});

test('limits and filters are read from what was typed', () => {
  const limits = new EditedStep('stars', () => SETUP, readStarLimits);
  limits.form = { ...limits.form, max_hfr: { action: 'reject', limit: '3' } };
  expect(limits.read.setup?.instruments[0]?.star_limits?.max_hfr).toEqual({ action: 'reject', limit: 3 });
  limits.discard();

  const withoutWheel = { ...SETUP, instruments: SETUP.instruments.map((one) => ({ ...one, filter_wheel_id: null })) };
  expect(new EditedStep('filters', () => withoutWheel, readFilters).read.setup).toEqual(withoutWheel);
});
