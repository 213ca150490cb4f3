import { describe, expect, test } from 'vitest';
import { countdown, duration, exposure } from '../../src-renderer/format/durations.ts';
import { parseUtc } from '../../src-renderer/format/parse-time.ts';
import { siteTime, utcDateTime, utcTime } from '../../src-renderer/format/times.ts';

const NOW = Date.parse('2026-11-22T22:30:00Z');

describe('reading a UTC time', () => {
  test.each([
    ['2026-11-23 01:05', '2026-11-23T01:05:00.000Z'],
    ['2026-11-23T01:05:09Z', '2026-11-23T01:05:09.000Z'],
    ['2026-11-23 1:05 UTC', '2026-11-23T01:05:00.000Z'],
    // Only a clock time means the next one: later today, or tomorrow.
    ['23:05', '2026-11-22T23:05:00.000Z'],
    ['1:05', '2026-11-23T01:05:00.000Z'],
  ])('%s', (text, iso) => {
    expect(parseUtc(text, NOW)).toEqual({ ok: true, iso });
  });

  test('empty is no time', () => {
    expect(parseUtc('  ', NOW)).toEqual({ ok: true, iso: null });
  });

  test.each(['tomorrow', '25:00', '2026-02-30 12:00', '2026-11-23', '12:60'])('“%s” is refused', (text) => {
    expect(parseUtc(text, NOW).ok).toBe(false);
  });

  test('what the form shows is what it reads', () => {
    const shown = utcDateTime('2026-11-23T01:05:00.000Z');
    expect(parseUtc(shown, NOW)).toEqual({ ok: true, iso: '2026-11-23T01:05:00.000Z' });
  });
});

test('times are shown in UTC, whatever the machine’s zone, and at the site', () => {
  expect(utcTime('2026-11-22T23:05:09Z')).toBe('23:05:09');
  expect(siteTime('2026-11-22T23:05:09Z', 'America/Santiago')).toBe('20:05');
  expect(siteTime('2026-11-22T23:05:09Z', 'Atlantic/Canary', true)).toBe('23:05:09');
  expect(siteTime('2026-11-22T23:05:09Z', 'Mars/Olympus')).toBe('23:05');
  expect(utcTime(null)).toBe('–');
});

test.each([
  [0, '0 s'],
  [45.4, '45 s'],
  [60, '1 min'],
  [750, '12 min 30 s'],
  [3599.6, '1 h 00 min'],
  [14_700, '4 h 05 min'],
  [190_000, '2 d 5 h'],
  [-5, '0 s'],
])('%d s is planned as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [0, '0:00'],
  [0.1, '0:01'],
  [59.2, '1:00'],
  [754, '12:34'],
  [14_709, '4:05:09'],
])('%d s are counted down as %s', (seconds, text) => {
  expect(countdown(seconds)).toBe(text);
});

test('exposures keep their unit and their digits', () => {
  expect(exposure(0)).toBe('0 s');
  expect(exposure(0.0025)).toBe('0.0025 s');
  expect(exposure(300)).toBe('300 s');
  expect(exposure(null)).toBe('–');
});
