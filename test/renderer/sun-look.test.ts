import { expect, test } from 'vitest';
import type { Theme } from '../../src-renderer/state/theme.svelte.ts';
import { isHandAway, isNight, lookAtCrossing, type SunRule } from '../../src-renderer/theme/sun-look.ts';

test.each<[SunRule, number, boolean | null]>([
  ['never', -40, null],
  ['sunset', -0.5, false],
  ['sunset', -1, true],
  ['civil', -5.9, false],
  ['civil', -6.1, true],
  ['nautical', -12.1, true],
  ['astronomical', -17.9, false],
  ['astronomical', -18.1, true],
])('%s, the sun at %d°: %s', (rule, altitude, night) => {
  expect(isNight(rule, altitude)).toBe(night);
});

test.each<[string, boolean | null, boolean | null, Theme, Theme, Theme | null]>([
  // wasNight, night, now, by day, the look that it brings
  ['dusk', false, true, 'light', 'light', 'night'],
  ['dawn', true, false, 'night', 'light', 'light'],
  ['dawn, back to the dark look', true, false, 'night', 'dark', 'dark'],
  ['chosen at night', null, true, 'dark', 'dark', 'night'],
  ['chosen by day, which is as it should be', null, false, 'light', 'light', null],
  ['in mid night the observer’s own choice stays', true, true, 'light', 'light', null],
  ['dusk, and the observer was before it', false, true, 'night', 'dark', null],
  ['the sun has no say', true, null, 'night', 'dark', null],
])('%s', (_, wasNight, night, now, byDay, look) => {
  expect(lookAtCrossing(wasNight, night, now, byDay)).toBe(look);
});

test('nothing changes under a hand', () => {
  expect(isHandAway(true, 0, 1e6)).toBe(false);
  expect(isHandAway(false, 10_000, 11_999)).toBe(false);
  expect(isHandAway(false, 10_000, 12_000)).toBe(true);
});
