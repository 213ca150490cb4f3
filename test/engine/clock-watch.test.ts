import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClockWatch, describeStep } from '../../src-main/engine/clock-watch.ts';

const HOUR = 3_600_000;

function aClock() {
  const time = { utc: Date.UTC(2026, 10, 22, 2), passed: 1000 };
  const clock = { now: () => time.utc, monotonic: () => time.passed };
  const pass = (ms: number) => {
    time.utc += ms;
    time.passed += ms;
  };
  const set = (byMs: number) => {
    time.utc += byMs;
  };
  return { clock, pass, set };
}

describe('a computer’s clock that is set', () => {
  test('a step is told once, with its direction; time that merely passes is none', () => {
    const { clock, pass, set } = aClock();
    const watch = new ClockWatch(clock);
    pass(8 * HOUR);
    expect(watch.look()).toBe(0);
    set(HOUR);
    pass(700);
    expect(watch.look()).toBe(HOUR);
    expect(watch.look()).toBe(0);
    set(-2 * HOUR);
    expect(watch.look()).toBe(-2 * HOUR);
  });

  test('a clock that is slewed, a little at each look, never steps', () => {
    const { clock, pass, set } = aClock();
    const watch = new ClockWatch(clock);
    for (let second = 0; second < 36_000; second++) {
      pass(1000);
      set(0.5);
      expect(watch.look()).toBe(0);
    }
  });

  test('nothing expires that would not have expired by each of the clocks there were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 10 }), { maxLength: 8 }), (steps) => {
        const { clock, pass, set } = aClock();
        const watch = new ClockWatch(clock);
        const offsets = [clock.now() - clock.monotonic()];
        for (const hours of steps) {
          pass(60_000);
          set(hours * HOUR);
          watch.look();
          offsets.push(clock.now() - clock.monotonic());
        }
        expect(watch.earliestNow()).toBe(clock.monotonic() + Math.min(...offsets));
      }),
    );
  });

  test('the alarm says which way, by how much, and what to look at', () => {
    expect(describeStep(HOUR + 5000, true)).toMatch(/forward by 1 h 0 min 5 s.*began by the old clock/);
    expect(describeStep(-90_000, false)).toMatch(/back by 1 min 30 s/);
    expect(describeStep(-90_000, false)).not.toMatch(/frame being taken/);
  });
});
