import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { allowedTime } from '../../src-main/devices/call-limits.ts';
import { watchDeadline } from '../../src-main/devices/deadline.ts';
import { SETTINGS } from './observatory.ts';

describe('a deadline', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watch = (clock: { speed: number }, clockMs: number, marginMs: number) => {
    const overrun = vi.fn();
    return { overrun, stop: watchDeadline(clock, { clockMs, marginMs }, overrun) };
  };

  it('passes after the work’s time and the margin, once', () => {
    const { overrun } = watch({ speed: 1 }, 60_000, 30_000);
    vi.advanceTimersByTime(89_000);
    expect(overrun).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500_000);
    expect(overrun).toHaveBeenCalledTimes(1);
  });

  it('shortens the work, not the margin, by the speed, also when that changes', () => {
    const fast = watch({ speed: 600 }, 60_000, 30_000);
    vi.advanceTimersByTime(30_000);
    expect(fast.overrun).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(fast.overrun).toHaveBeenCalledTimes(1);

    const clock = { speed: 10 };
    const slowed = watch(clock, 60_000, 5_000);
    vi.advanceTimersByTime(3_000);
    clock.speed = 1;
    vi.advanceTimersByTime(34_000);
    expect(slowed.overrun).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(slowed.overrun).toHaveBeenCalled();
  });

  it('does not pass once the watch has ended', () => {
    const { overrun, stop } = watch({ speed: 1 }, 1000, 1000);
    stop();
    vi.advanceTimersByTime(60_000);
    expect(overrun).not.toHaveBeenCalled();
  });
});

describe('the limits of calls', () => {
  it('follow from the work that the call asks for', () => {
    const order = { frameUid: 'x', file: null, setPointC: null, settings: { ...SETTINGS, exposureS: 600 } };
    expect(allowedTime('expose', [order], null).clockMs).toBeGreaterThanOrEqual(600_000);
    const want = { setPointC: -10, toleranceC: 0.5, dwellS: 30, timeoutS: 900 };
    expect(allowedTime('waitForTemperature', [want], null).clockMs).toBeGreaterThanOrEqual(930_000);
    expect(allowedTime('status', [], null).clockMs).toBe(0);
  });
});
