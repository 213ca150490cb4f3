import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldStar, fieldProfile, LEAST_STARS } from '../../../src-main/frames/field/field-profile.ts';

const EXTENT = { width: 3000, height: 1500 };
const PER_ZONE = 12;

/** Stars in every zone, as large as `hfrAt` says at the middle of their zone, with a scatter that leaves their median there. */
function starsWith(hfrAt: (across: number, down: number) => number, more: Partial<FieldStar> = {}): FieldStar[] {
  return Array.from({ length: 9 * PER_ZONE }, (_, i) => {
    const zone = Math.floor(i / PER_ZONE);
    const [column, row] = [zone % 3, Math.floor(zone / 3)];
    const scatter = 0.02 * (((i % PER_ZONE) + 0.5) / PER_ZONE - 0.5);
    return {
      x: (column + 0.5) * (EXTENT.width / 3) + (i % PER_ZONE) * 20,
      y: (row + 0.5) * (EXTENT.height / 3),
      hfr: hfrAt(column - 1, row - 1) + scatter,
      profile: null,
      ...more,
    };
  });
}

describe('the tilt of a field', () => {
  test.each([
    ['the right', (across: number) => 2 + 0.1 * across, 10, 0],
    ['the left', (across: number) => 2 - 0.1 * across, 10, 180],
    ['the bottom', (_: number, down: number) => 2 + 0.05 * down, 5, 270],
    ['the top', (_: number, down: number) => 2 - 0.05 * down, 5, 90],
    // A step to the right is twice as long as one up: per pixel the stars grow twice as fast upwards.
    ['the upper right', (across: number, down: number) => 2 + 0.1 * across - 0.1 * down, 20, 63.4],
  ])('towards %s is found with its size and direction', (_, hfrAt, percent, angleDeg) => {
    const { tilt } = fieldProfile(starsWith(hfrAt), EXTENT);
    expect(tilt!.percent).toBeCloseTo(percent, 1);
    // 360° is 0°.
    expect(Math.cos(((tilt!.angleDeg - angleDeg) * Math.PI) / 180)).toBeCloseTo(1, 4);
    expect(tilt!.uncertaintyPercent).toBeLessThan(1);
  });

  test('is none of curvature, which shows in the corners, nor the other way round', () => {
    const curved = fieldProfile(
      starsWith((across, down) => 2 + 0.15 * (across ** 2 + down ** 2)),
      EXTENT,
    );
    expect(curved.tilt!.percent).toBeLessThan(0.01);
    expect(curved.offAxis!.percent).toBeCloseTo(15, 1);
    const tilted = fieldProfile(
      starsWith((across) => 2 + 0.1 * across),
      EXTENT,
    );
    expect(tilted.offAxis!.percent).toBeCloseTo(0, 6);
  });

  test('is not made up where a zone has too few stars; the zones that have enough are told all the same', () => {
    const stars = starsWith(() => 2).filter(({ x, y }, i) => x < 2000 || y < 1000 || i % PER_ZONE < LEAST_STARS - 1);
    const { zones, tilt, offAxis } = fieldProfile(stars, EXTENT);
    expect([tilt, offAxis]).toEqual([null, null]);
    expect(zones.map(({ stars: count }) => count)).toEqual([...Array(8).fill(PER_ZONE), LEAST_STARS - 1]);
    expect(zones.map(({ hfr }) => hfr === null)).toEqual([...Array(8).fill(false), true]);
    expect(fieldProfile([], EXTENT).zones).toHaveLength(9);
  });

  test('does not hang on the size of the stars or of the frame', () => {
    const slopes = fc.double({ min: -0.2, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(slopes, slopes, fc.double({ min: 0.5, max: 4, noNaN: true }), (a, b, times) => {
        const stars = starsWith((across, down) => 2 + a * across + b * down);
        const larger = stars.map((star) => ({ ...star, x: star.x * times, y: star.y * times, hfr: star.hfr * times }));
        const one = fieldProfile(stars, EXTENT).tilt!;
        const other = fieldProfile(larger, { width: EXTENT.width * times, height: EXTENT.height * times }).tilt!;
        expect(other.percent).toBeCloseTo(one.percent, 6);
        expect(other.uncertaintyPercent).toBeCloseTo(one.uncertaintyPercent, 6);
      }),
      { numRuns: 50 },
    );
  });
});

test('stars of a zone that are drawn out alike have a common direction, those that point anywhere have none', () => {
  const drawnOut = (angleDeg: number) => ({ profile: { fwhm: 4, eccentricity: 0.6, angleDeg } });
  const alike = fieldProfile(
    starsWith(() => 2, drawnOut(30)),
    EXTENT,
  );
  for (const { elongation, fwhm } of alike.zones) {
    expect(elongation!.angleDeg).toBeCloseTo(30, 6);
    expect(elongation!.axisRatio).toBeCloseTo(1.25, 6);
    expect(fwhm).toBe(4);
  }
  const anyhow = starsWith(() => 2).map((star, i) => ({ ...star, ...drawnOut((i * 180) / PER_ZONE) }));
  expect(fieldProfile(anyhow, EXTENT).zones.map(({ elongation }) => elongation)).toEqual(Array(9).fill(null));
});
