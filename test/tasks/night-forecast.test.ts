import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ForecastTask, forecastNight } from '../../src-main/tasks/night-forecast.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const order = { now: 0, dawn: 8 * HOUR, horizon: 12 * HOUR };

const task = (uid: string, change: Partial<ForecastTask> = {}): ForecastTask => ({
  uid,
  remainingS: 3600,
  frameS: 60,
  needsDark: true,
  earliestStart: null,
  expiration: null,
  ...change,
});
const times = ({ blocks }: ReturnType<typeof forecastNight>) =>
  blocks.map(({ uid, startsAt, endsAt, misfit }) => [uid, startsAt / HOUR, endsAt / HOUR, misfit]);

describe('the forecast of a night', () => {
  it('takes one task after the other, in the queue’s order', () => {
    expect(times(forecastNight([task('a'), task('b', { remainingS: 1800 })], order))).toEqual([
      ['a', 0, 1, null],
      ['b', 1, 1.5, null],
    ]);
  });

  it('puts a task off until its window opens, and fills the time with later ones', () => {
    const queue = [task('late', { earliestStart: 2 * HOUR }), task('now', { remainingS: 1800 })];
    expect(times(forecastNight(queue, order))).toEqual([
      ['now', 0, 0.5, null],
      ['late', 2, 3, null],
    ]);
  });

  it('says of a task that expires how far it will come, and of one too late that it will not start', () => {
    const queue = [
      task('long', { remainingS: 2 * 3600, expiration: HOUR + 30_000 }),
      task('missed', { expiration: HOUR }),
      task('next'),
    ];
    const forecast = forecastNight(queue, order);
    expect(times(forecast)).toEqual([
      ['long', 0, 1, 'expires'],
      ['next', 1, 2, null],
    ]);
    expect(forecast.neverStarted).toEqual(['missed']);
  });

  it('marks lights that go on after dawn, not calibration', () => {
    const queue = [task('light', { remainingS: 8.5 * 3600 }), task('dark', { needsDark: false })];
    expect(times(forecastNight(queue, order))).toEqual([
      ['light', 0, 8.5, 'dawn'],
      ['dark', 8.5, 9.5, null],
    ]);
  });

  it('never plans two tasks at once, a frame outside its window, or a task twice', () => {
    const time = fc.integer({ min: -2 * HOUR, max: 14 * HOUR });
    const anyTask = fc.record({
      remainingS: fc.integer({ min: 0, max: 20_000 }),
      frameS: fc.integer({ min: 1, max: 600 }),
      needsDark: fc.boolean(),
      earliestStart: fc.option(time),
      expiration: fc.option(time),
    });
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 12 }), (parts) => {
        const queue = parts.map((part, i) => ({ ...part, uid: String(i) }));
        const { blocks, neverStarted } = forecastNight(queue, order);
        const seen = [...blocks.map(({ uid }) => uid), ...neverStarted];
        expect(new Set(seen).size).toBe(seen.length);
        let free = order.now;
        for (const { uid, startsAt, endsAt } of blocks) {
          const { earliestStart, expiration } = queue[Number(uid)]!;
          expect(startsAt).toBeGreaterThanOrEqual(Math.max(free, earliestStart ?? free));
          expect(endsAt).toBeGreaterThan(startsAt);
          if (expiration !== null) expect(endsAt).toBeLessThanOrEqual(expiration);
          free = endsAt;
        }
      }),
    );
  });
});
