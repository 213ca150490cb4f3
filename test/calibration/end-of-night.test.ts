import { expect, test } from 'vitest';
import { endOfNight } from '../../src-main/calibration/end-of-night.ts';

const NIGHT = { sunAltitude: -30, sunClimbs: false, lightsLeft: true, atRest: false };

test.each([
  ['goes on while lights are queued', {}, null],
  ['goes on while the last light is being taken', { lightsLeft: false }, null],
  ['is over when no light is left and nothing is taken', { lightsLeft: false, atRest: true }, 'lights-done'],
  ['has not begun before sunset', { lightsLeft: false, atRest: true, sunAltitude: 3 }, null],
  ['goes on at dawn until the sun is as high as wished', { sunAltitude: -7, sunClimbs: true }, null],
  ['is over at dawn, whatever is queued', { sunAltitude: -5, sunClimbs: true }, 'sun-up'],
  ['is not over at dusk, at the same sun', { sunAltitude: -5 }, null],
] as const)('the night %s', (_, own, end) => {
  expect(endOfNight({ ...NIGHT, ...own }, -6)).toBe(end);
});
