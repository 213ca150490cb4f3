import { describe, expect, test } from 'vitest';
import { findLight, hasLeak } from '../../src-main/engine/light-check.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 22, 2);
const light = (medianAdu: number, exposureS = 60, startedAt = NOON) => ({ medianAdu, exposureS, startedAt });
const against = (earlier: ReturnType<typeof light> | null) => ({ blankAdu: 500, earlier });

describe('a light that got no light', () => {
  test.each([
    ['as bright as the one before', light(573, 60, NOON + 2 * MINUTE), light(573), 'light'],
    ['clouds took half of the sky', light(536, 60, NOON + 2 * MINUTE), light(573), 'light'],
    ['the shutter stayed closed', light(503, 60, NOON + 2 * MINUTE), light(573), 'no-light'],
    ['closed, at five times the exposure', light(512, 300, NOON + 6 * MINUTE), light(573), 'no-light'],
    ['dusk lies between the two', light(505, 60, NOON + 90 * MINUTE), light(3000), 'light'],
    ['a narrow band, from which nothing was to be expected', light(503, 60, NOON + 2 * MINUTE), light(505), 'light'],
    ['the first through its filter, under a visible sky', light(573), null, 'light'],
    ['the first through its filter, dark', light(503), null, 'faint'],
    ['too short to tell', light(501, 1), null, 'light'],
    ['the clock was set back in between', light(503, 60, NOON - 5 * MINUTE), light(573), 'no-light'],
  ] as const)('%s', (_, frame, earlier, finding) => {
    expect(findLight(frame, against(earlier))).toBe(finding);
  });
});

describe('a dark that saw light', () => {
  test.each([
    ['like the one before', 504, 504, false],
    ['warmer by a degree', 505, 504, false],
    ['the shutter stuck open under a dark sky', 573, 504, true],
    ['a dark of an hour, twice as high by its dark current alone', 700, 610, false],
    ['the first of its kind', 573, null, false],
  ] as const)('%s', (_, level, before, leak) => {
    expect(hasLeak(light(level), against(before === null ? null : light(before)))).toBe(leak);
  });
});
