/** How long an event that has come must wait until this process gets round to it. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

export interface LagReport {
  /** ms */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Share of the time in which the loop was doing something, 0..1. */
  readonly busy: number;
}

/** The monitor looks at the loop so often, ms: a look that comes later than that was held up. */
const LOOK_EVERY_MS = 5;

/** Begins measuring; the returned function ends it. */
export function measureLag(): () => LagReport {
  const monitor = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  const before = performance.eventLoopUtilization();
  monitor.enable();
  return () => {
    monitor.disable();
    const late = (ns: number) => Math.max(0, ns / 1e6 - LOOK_EVERY_MS);
    return {
      p50: late(monitor.percentile(50)),
      p99: late(monitor.percentile(99)),
      max: late(monitor.max),
      busy: performance.eventLoopUtilization(before).utilization,
    };
  };
}
