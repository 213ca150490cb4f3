import { describe, expect, it } from 'vitest';
import { createClock } from '../../src-main/devices/clock.ts';

function blockFor(realMs: number) {
  const end = performance.now() + realMs;
  while (performance.now() < end);
}

describe('the clock', () => {
  it('runs with the system when nobody sleeps', () => {
    const clock = createClock(500);
    const before = clock.now() - Date.now();
    blockFor(5);
    expect(Math.abs(clock.now() - Date.now() - before)).toBeLessThan(500);
    expect(clock.aheadMs).toBe(0);
  });

  it('shortens a sleep by the speed and yet lets its own time pass in full', async () => {
    const clock = createClock(100);
    const [began, realBegan] = [clock.monotonic(), performance.now()];
    const utcBegan = clock.now();
    await clock.sleep(10_000);
    expect(performance.now() - realBegan).toBeLessThan(5_000);
    const passed = clock.monotonic() - began;
    expect(passed).toBeGreaterThanOrEqual(10_000 - 1e-3);
    // Late by what the machine is late, not by a hundred times that.
    expect(passed).toBeLessThan(15_000);
    expect(clock.now() - utcBegan).toBeGreaterThanOrEqual(9_998);
  });

  it('does not multiply the lateness of a busy process', async () => {
    const clock = createClock(1000);
    const began = clock.monotonic();
    const sleeping = clock.sleep(20_000);
    blockFor(150);
    expect(clock.monotonic() - began).toBeLessThan(20_000 + 5_000);
    await sleeping;
    expect(clock.monotonic() - began).toBeLessThan(20_000 + 5_000);
  });

  it('wakes overlapping sleepers each at its own time, in order', async () => {
    const clock = createClock(200);
    const began = clock.monotonic();
    const woken: [string, number][] = [];
    const sleeper = (name: string, ms: number) =>
      clock.sleep(ms).then(() => woken.push([name, clock.monotonic() - began]));
    await Promise.all([sleeper('third', 30_000), sleeper('first', 5_000), sleeper('second', 15_000)]);
    expect(woken.map(([name]) => name)).toEqual(['first', 'second', 'third']);
    for (const [index, due] of [5_000, 15_000, 30_000].entries()) {
      expect(woken[index]?.[1]).toBeGreaterThanOrEqual(due - 1e-3);
      expect(woken[index]?.[1]).toBeLessThan(due + 5_000);
    }
  });

  it('applies a new speed to a sleep under way', async () => {
    const clock = createClock(1);
    const began = performance.now();
    const sleeping = clock.sleep(30_000);
    clock.setSpeed(1000);
    await sleeping;
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('ends a sleep at once when aborted, with the reason, and stops running ahead', async () => {
    const clock = createClock(100);
    const controller = new AbortController();
    const reason = new Error('enough');
    const sleeping = clock.sleep(1_000_000, controller.signal);
    setTimeout(() => controller.abort(reason), 20);
    await expect(sleeping).rejects.toBe(reason);
    const ahead = clock.aheadMs;
    blockFor(5);
    expect(clock.aheadMs).toBe(ahead);
    await expect(clock.sleep(1, controller.signal)).rejects.toBe(reason);
  });

  it('follows another clock forward, never back, and wakes those whose time has come', async () => {
    const clock = createClock(1);
    const sleeping = clock.sleep(60_000);
    clock.runAheadTo(61_000);
    await sleeping;
    clock.runAheadTo(1_000);
    expect(clock.aheadMs).toBe(61_000);
  });
});
