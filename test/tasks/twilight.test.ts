import { describe, expect, test } from 'vitest';
import { passbandNm, twilightChange, twilightOrder } from '../../src-main/tasks/twilight.ts';

/** The Canary Islands: on 20 March the sun sets there at about 19:10 UTC and rises at about 07:05. */
const SITE = { latitudeDeg: 28.76, longitudeDeg: -17.88, elevationM: 2396 };
const DUSK = Date.parse('2026-03-20T19:30:00Z');
const DAWN = Date.parse('2026-03-20T06:40:00Z');

describe('twilight', () => {
  test('fades at dusk and grows at dawn, by about a magnitude in four to five minutes', () => {
    for (const [at, sign] of [
      [DUSK, -1],
      [DAWN, 1],
    ] as const) {
      const { perS, sigmaPerS } = twilightChange(at, SITE);
      expect(Math.sign(perS)).toBe(sign);
      const magnitudesPerMinute = (Math.abs(perS) * 60) / (0.4 * Math.LN10);
      expect(magnitudesPerMinute).toBeGreaterThan(0.2);
      expect(magnitudesPerMinute).toBeLessThan(0.3);
      expect(sigmaPerS).toBeGreaterThan(Math.abs(perS) / 4);
    }
  });

  test('of the far north in June hardly changes, and says how little is known', () => {
    const { perS, sigmaPerS } = twilightChange(Date.parse('2026-06-21T23:20:00Z'), {
      ...SITE,
      latitudeDeg: 62,
      longitudeDeg: 10,
    });
    expect(Math.abs(perS)).toBeLessThan(5e-4);
    expect(sigmaPerS).toBeGreaterThanOrEqual(5e-4);
  });

  test('takes the narrow filters first at dusk and the wide ones first at dawn', () => {
    const filters = ['L', 'R', 'Ha', 'Clear', 'OIII', 'G', 'SII 3nm'];
    const name = (filter: string) => filter;
    expect(twilightOrder(filters, name, twilightChange(DUSK, SITE))).toEqual([
      'SII 3nm',
      'Ha',
      'OIII',
      'R',
      'G',
      'L',
      'Clear',
    ]);
    expect(twilightOrder(filters, name, twilightChange(DAWN, SITE))).toEqual([
      'Clear',
      'L',
      'R',
      'G',
      'Ha',
      'OIII',
      'SII 3nm',
    ]);
  });

  test('a filter’s width is what its name says, else what filters of that name have', () => {
    expect(passbandNm('H-alpha 6.5 nm')).toBe(6.5);
    expect(passbandNm('Ha')).toBeLessThan(20);
    expect(passbandNm('O III')).toBeLessThan(20);
    expect(passbandNm('Hα')).toBeLessThan(20);
    expect(passbandNm('Lum')).toBeGreaterThan(passbandNm('Red'));
    expect(passbandNm('U')).toBeLessThan(passbandNm('V'));
    expect(passbandNm('my best filter')).toBe(passbandNm('R'));
  });
});
