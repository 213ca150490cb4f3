import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { along, numberTicks, rangeOf, timeTicks } from '../../src-renderer/components/plot/plot-axis.ts';
import { nearestPoint, pointsInOrder } from '../../src-renderer/components/plot/plot-data.ts';
import { lookOf } from '../../src-renderer/components/plot/plot-marks.ts';

const texts = (ticks: readonly { readonly text: string }[]) => ticks.map(({ text }) => text);
const at = (iso: string) => Date.parse(iso);

describe('an axis of a plot', () => {
  test('shows every value, none of them on the frame', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (all) => {
        const range = rangeOf(all, {});
        for (const value of all) {
          expect(along(range, value)).toBeGreaterThan(0);
          expect(along(range, value)).toBeLessThan(1);
        }
      }),
    );
  });

  test('puts a lone value in the middle, and spans no less than it is told', () => {
    expect(along(rangeOf([1000], {}), 1000)).toBeCloseTo(0.5);
    const { from, to } = rangeOf([1000.1, 1000.2], { leastSpan: 20 });
    expect(to - from).toBeGreaterThanOrEqual(20);
    expect(along({ from, to }, 1000.15)).toBeCloseTo(0.5);
  });

  test('has room for what always belongs to it, and is there without any value', () => {
    expect(rangeOf([3, 4], { includes: [0] }).from).toBeLessThan(0);
    expect(rangeOf([], {})).toEqual({ from: 0, to: 1 });
  });

  test('has ticks at round numbers, with as many decimals as tell them apart', () => {
    expect(texts(numberTicks({ from: -12, to: 11 }, 5))).toEqual(['−10', '−5', '0', '5', '10']);
    expect(texts(numberTicks({ from: 0.98, to: 1.07 }, 4))).toEqual(['1.00', '1.05']);
    expect(texts(numberTicks({ from: 0, to: 60_000 }, 3))).toEqual(['0', '20000', '40000', '60000']);
  });

  test('never has more ticks than there is room for, but for the one at the other end', () => {
    const ends = fc.tuple(
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, fc.integer({ min: 2, max: 12 }), ([from, span], most) => {
        expect(numberTicks({ from, to: from + span }, most).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });

  test('of a night has ticks at full hours, of weeks at days, of years at months', () => {
    expect(texts(timeTicks({ from: at('2026-11-24T17:20Z'), to: at('2026-11-25T06:10Z') }, 6))).toEqual([
      '18:00',
      '21:00',
      '00:00',
      '03:00',
      '06:00',
    ]);
    expect(texts(timeTicks({ from: at('2026-11-20T12:00Z'), to: at('2026-11-25T12:00Z') }, 6))).toEqual([
      '11-21',
      '11-22',
      '11-23',
      '11-24',
      '11-25',
    ]);
    expect(texts(timeTicks({ from: at('2026-01-20T00:00Z'), to: at('2026-11-05T00:00Z') }, 4))).toEqual([
      '2026-04',
      '2026-07',
      '2026-10',
    ]);
    expect(texts(timeTicks({ from: at('2020-05-01T00:00Z'), to: at('2026-11-05T00:00Z') }, 4))).toEqual([
      '2022',
      '2024',
      '2026',
    ]);
  });
});

describe('the points of a plot', () => {
  const series = [
    {
      name: 'L',
      points: [
        { x: 2, y: 20 },
        { x: 1, y: 10 },
      ],
    },
    {
      name: 'R',
      points: [
        { x: 1, y: 11 },
        { x: 3, y: Number.NaN },
      ],
    },
  ];

  test('are gone through from left to right, whichever series they are of; what is not a number is left out', () => {
    expect(pointsInOrder(series).map(({ series, index, y }) => [series, index, y])).toEqual([
      [0, 1, 10],
      [1, 0, 11],
      [0, 0, 20],
    ]);
  });

  test('the one nearest to the pointer is told', () => {
    const place = ({ x, y }: { x: number; y: number }) => ({ left: x * 100, top: y });
    expect(nearestPoint(pointsInOrder(series), place, { left: 190, top: 12 })).toBe(2);
    expect(nearestPoint([], place, { left: 0, top: 0 })).toBeNull();
  });

  test('eight series are told apart without any colour', () => {
    const looks = Array.from({ length: 8 }, (_, i) => `${lookOf(i).shape} ${lookOf(i).hollow}`);
    expect(new Set(looks).size).toBe(8);
  });
});
