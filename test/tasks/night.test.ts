import { describe, expect, test } from 'vitest';
import { airmassAt, altitudeOf, describeNight, nightOf } from '../../src-main/tasks/night.ts';

const utc = (text: string) => Date.parse(text);
const minutesApart = (a: string | null, b: string) => Math.abs(Date.parse(a!) - Date.parse(b)) / 60_000;

describe('the night that an instant belongs to', () => {
  test.each([
    // Greenwich: noon to noon.
    ['2026-11-22T12:00:00Z', 0, '2026-11-22'],
    ['2026-11-22T11:59:59Z', 0, '2026-11-21'],
    ['2026-11-23T03:00:00Z', 0, '2026-11-22'],
    // Local noon at +170° is 00:40 UTC, at −170° 23:20 UTC.
    ['2026-11-22T00:39:59Z', 170, '2026-11-21'],
    ['2026-11-22T00:40:01Z', 170, '2026-11-22'],
    ['2026-11-22T23:19:59Z', -170, '2026-11-21'],
    ['2026-11-22T23:20:01Z', -170, '2026-11-22'],
    ['2026-11-22T12:00:00Z', 170, '2026-11-22'],
    ['2026-11-22T12:00:00Z', -170, '2026-11-21'],
    // Over the end of a year.
    ['2027-01-01T03:00:00Z', -3.4, '2026-12-31'],
  ])('%s at longitude %d°: %s', (instant, longitude, night) => {
    expect(nightOf(utc(instant), longitude)).toBe(night);
  });

  test('has 24 hours also where clocks are put back or forward', () => {
    for (const [from, to] of [
      ['2026-10-24T13:00:00Z', '2026-10-25T11:00:00Z'],
      ['2026-03-28T13:00:00Z', '2026-03-29T11:00:00Z'],
    ]) {
      expect(nightOf(utc(to!), -3.4)).toBe(nightOf(utc(from!), -3.4));
    }
  });
});

describe('the sun and the moon of a night', () => {
  // At the equinox on the equator and the Greenwich meridian the sun goes straight down, 15° an hour. It stands highest at
  // 12:07 (the equation of time is −7.4 min on 20 March) and sets 6 h 3 min later (refraction and its radius: 0.833°);
  // −18° is reached 72 min after 0°.
  test('are where they must be at an equinox on the equator', () => {
    const night = describeNight(utc('2026-03-20T20:00:00Z'), { latitudeDeg: 0, longitudeDeg: 0, elevationM: 0 });
    expect(night.name).toBe('2026-03-20');
    expect(minutesApart(night.sunset, '2026-03-20T18:11:00Z')).toBeLessThan(2);
    expect(minutesApart(night.astronomicalDusk, '2026-03-20T19:19:30Z')).toBeLessThan(2);
    expect(minutesApart(night.astronomicalDawn, '2026-03-21T04:55:00Z')).toBeLessThan(2);
    expect(minutesApart(night.sunrise, '2026-03-21T06:04:00Z')).toBeLessThan(2);
    expect(night.sunAltitudeDeg).toBeCloseTo(-28, 0);
  });

  // Total eclipse of the moon, 3 March 2026, greatest at 11:33 UTC: the moon is full, and the sun opposite of it.
  test('are opposite in an eclipse of the moon', () => {
    const site = { latitudeDeg: 19.8, longitudeDeg: -155.5, elevationM: 4200 };
    const night = describeNight(utc('2026-03-03T11:33:00Z'), site);
    expect(night.name).toBe('2026-03-02');
    expect(night.moonIlluminatedFraction).toBeGreaterThan(0.999);
    expect(Math.abs(night.moonAltitudeDeg + night.sunAltitudeDeg)).toBeLessThan(1.5);
  });

  test('have no twilight in a polar summer', () => {
    const night = describeNight(utc('2026-06-21T22:00:00Z'), { latitudeDeg: 75, longitudeDeg: 20, elevationM: 0 });
    expect(night).toMatchObject({ sunset: null, astronomicalDusk: null, astronomicalDawn: null, sunrise: null });
    expect(night.sunAltitudeDeg).toBeGreaterThan(0);
  });
});

test('a star’s altitude: Polaris stands as high as the latitude, to its distance from the pole', () => {
  const site = { latitudeDeg: 37, longitudeDeg: -3.4, elevationM: 2900 };
  expect(Math.abs(altitudeOf(37.95, 89.264, utc('2026-11-22T22:00:00Z'), site) - 37)).toBeLessThan(0.8);
});

// Kasten & Young 1989, table: 1 at the zenith, 2 at about 30°, 5.6 at 10°, 38 at the horizon.
test.each([
  [90, 1, 0.001],
  [30, 1.994, 0.002],
  [10, 5.59, 0.02],
])('airmass at %d° is %d', (altitude, airmass, tolerance) => {
  expect(Math.abs(airmassAt(altitude)! - airmass)).toBeLessThan(tolerance);
});

test('below the horizon there is no airmass', () => {
  expect(airmassAt(0)).toBeNull();
  expect(airmassAt(-3)).toBeNull();
});
