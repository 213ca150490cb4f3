import { describe, expect, test } from 'vitest';
import { skyProfile, skyZones } from '../../../src-main/frames/field/sky-profile.ts';

const EXTENT = { width: 600, height: 300 };
const PEDESTAL = 500;
const across = (x: number) => x / EXTENT.width - 0.5;
const down = (y: number) => y / EXTENT.height - 0.5;

const profileOf = (levelAt: (x: number, y: number) => number, pedestal: number | null = PEDESTAL) =>
  skyProfile(skyZones(levelAt, EXTENT), pedestal, EXTENT);

describe('the sky over a frame', () => {
  test('that is even has neither gradient nor vignetting', () => {
    const { zones, gradient, vignetting } = profileOf(() => 700);
    expect(zones).toEqual(Array(9).fill(700));
    expect(gradient.percent).toBeCloseTo(0, 9);
    expect(vignetting.percent).toBeCloseTo(0, 9);
  });

  test('with the light of a town on one side has a gradient of the sky’s own light, not of the camera’s pedestal', () => {
    const { gradient, vignetting } = profileOf((x) => PEDESTAL + 200 * (1 + 0.3 * across(x)));
    // From the middle of the left zones to that of the right ones it is two thirds of the way.
    expect(gradient.percent).toBeCloseTo(20, 0);
    expect(gradient.adu).toBeCloseTo(40, 0);
    expect(gradient.angleDeg).toBeCloseTo(0, 6);
    expect(vignetting.percent).toBeCloseTo(0, 6);
  });

  test('behind a lens gets darker to the corners, whatever its gradient', () => {
    const vignetted = (x: number, y: number) => 1 - 0.25 * 2 * (across(x) ** 2 + down(y) ** 2);
    const even = profileOf((x, y) => PEDESTAL + 200 * vignetted(x, y));
    const { vignetting, gradient } = profileOf((x, y) => PEDESTAL + 200 * (vignetted(x, y) + 0.3 * down(y)));
    expect(vignetting.percent).toBeGreaterThan(9);
    expect(vignetting.percent).toBeCloseTo(even.vignetting.percent!, 0);
    expect(gradient.angleDeg).toBeCloseTo(270, 0);
  });

  test('is told in ADU alone where nobody knows what the camera gives without light', () => {
    const { gradient, vignetting } = profileOf((x) => 700 + 60 * across(x), null);
    expect([gradient.percent, vignetting.percent]).toEqual([null, null]);
    expect(gradient.adu).toBeCloseTo(40, 0);
  });
});
