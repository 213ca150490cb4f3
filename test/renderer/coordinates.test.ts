import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDec, formatRa, parseDec, parseRa } from '../../src-renderer/format/coordinates.ts';

function degrees(parsed: ReturnType<typeof parseRa>): number {
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.degrees;
}

describe('right ascension', () => {
  test.each([
    ['13 29 52.7', 202.469583],
    ['13h29m52.7s', 202.469583],
    ['13h 29m 52.7s', 202.469583],
    ['13:29:52.7', 202.469583],
    ['13 30', 202.5],
    ['13.5h', 202.5],
    ['202.4696', 202.4696],
    ['202.4696°', 202.4696],
    ['202d28m10.5s', 202.469583],
    [' 0 0 0 ', 0],
  ])('%s', (text, expected) => {
    expect(degrees(parseRa(text))).toBeCloseTo(expected, 5);
  });

  test.each(['', 'M 51', '24 00 00', '360', '-1 00 00', '13 60 00', '13 29 60', '13.5 29 00', '1 2 3 4', 'NaN', '1e3'])(
    '“%s” is refused with a sentence',
    (text) => {
      const parsed = parseRa(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.message).toMatch(/\.$/);
    },
  );
});

describe('declination', () => {
  test.each([
    ['+47 11 43', 47.195278],
    ['47:11:43', 47.195278],
    ['+47°11′43″', 47.195278],
    ['47° 11\' 43"', 47.195278],
    ['47d11m43s', 47.195278],
    ['-0 30 00', -0.5],
    ['−23 26', -23.433333],
    ['47.1952', 47.1952],
    ['-90', -90],
  ])('%s', (text, expected) => {
    expect(degrees(parseDec(text))).toBeCloseTo(expected, 5);
  });

  test.each(['', '91', '-90 00 01', '12h', '+47 11 60', 'north'])('“%s” is refused', (text) => {
    expect(parseDec(text).ok).toBe(false);
  });
});

test('a coordinate survives being written and read, to the digits written', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 359.9999, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (ra, dec) => {
        // 0.01 s of right ascension is 0.15″, 0.1″ of declination: half of that is the rounding.
        const apart = Math.abs(degrees(parseRa(formatRa(ra))) - ra);
        expect(Math.min(apart, 360 - apart)).toBeLessThan(0.076 / 3600);
        expect(Math.abs(degrees(parseDec(formatDec(dec))) - dec)).toBeLessThan(0.051 / 3600);
      },
    ),
  );
});

test('rounding never writes 60 seconds or 24 hours', () => {
  expect(formatRa(359.9999999)).toBe('00 00 00.00');
  expect(formatRa(15 - 1e-9)).toBe('01 00 00.00');
  expect(formatDec(47.19999999)).toBe('+47 12 00.0');
  expect(formatDec(-0.5)).toBe('−00 30 00.0');
  expect(formatDec(-0.000001)).toBe('+00 00 00.0');
});
