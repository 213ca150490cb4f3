/**
 * A console in a process of its own, as a host would hold it, that measures itself: its event loop must carry nothing of
 * the benchmark's own work. Started by run-bench.ts with a channel.
 */
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { openConsole } from '../../src-main/app/open-console.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import { callProcedure } from '../../src-main/contract/rpc.ts';
import type { ConsoleServices } from '../../src-main/contract/services.ts';
import { processChannel } from '../../src-main/devices/instrument-channel.ts';
import { startBrowserHost } from '../../src-main/hosts/browser/browser-host.ts';
import { PROJECT_ROOT } from '../e2e/hosts/child-process.ts';
import { type LagReport, measureLag } from './event-loop-lag.ts';

/** Wall-clock times, ms since 1970, so that they can be held against those of other processes. */
export interface FrameTimes {
  readonly uid: string;
  readonly lastByteAt: number;
  readonly countedAt: number;
}

export interface RunReport {
  readonly lag: LagReport;
  readonly frames: readonly FrameTimes[];
}

export interface ConsoleProcess {
  /** Opens the console on a data folder and serves it; gives the address that lets a browser in. */
  open(dataFolder: string, speed: number): Promise<string>;
  call(name: string, input: unknown): Promise<unknown>;
  /** Waits until so many further frames have been counted, and tells about the time in which they came. */
  measureFrames(count: number): Promise<RunReport>;
  close(): Promise<void>;
}

let services: ConsoleServices | null = null;
let closeHost: () => Promise<void> = async () => {};

const opened = (): ConsoleServices => {
  if (services === null) throw new Error('The console has not been opened.');
  return services;
};

const consoleProcess: ConsoleProcess = {
  async open(dataFolder, speed) {
    services = await openConsole({ dataFolder, host: 'browser', speed });
    const host = await startBrowserHost(services, {
      port: 0,
      staticFolder: join(PROJECT_ROOT, 'out', 'renderer'),
      dataFolder,
    });
    closeHost = host.close;
    return host.url;
  },
  async call(name, input) {
    const outcome = await callProcedure(opened().handlers, name, input, { who: 'observer' });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.failure.message}`);
    return outcome.value;
  },
  async measureFrames(count) {
    const endLag = measureLag();
    const frames = await countedFrames(opened(), count);
    return { lag: endLag(), frames };
  },
  async close() {
    await closeHost();
    await opened().close();
    process.disconnect();
  },
};

/** Follows the events that the screens get. Rejects when the run ends before enough frames have come. */
function countedFrames({ events }: ConsoleServices, count: number): Promise<FrameTimes[]> {
  const writingSince = new Map<string, number>();
  const frames: FrameTimes[] = [];
  return new Promise((resolve, reject) => {
    const listener = (event: ConsoleEvent) => {
      if (event.type === 'device') {
        const exposure = event.device.camera?.exposure;
        if (exposure?.phase === 'writing' && !writingSince.has(exposure.frameUid))
          writingSince.set(exposure.frameUid, Date.now());
      } else if (event.type === 'frame' && event.frame.state === 'counted') {
        const { uid } = event.frame;
        const lastByteAt = writingSince.get(uid);
        if (lastByteAt !== undefined) frames.push({ uid, lastByteAt, countedAt: Date.now() });
        if (frames.length < count) return;
        unsubscribe();
        resolve(frames);
      } else if (event.type === 'run' && event.run.state !== 'running') {
        unsubscribe();
        reject(
          new Error(
            `The run ended after ${frames.length} of ${count} frames: ${event.run.problem ?? event.run.activity}`,
          ),
        );
      }
    };
    const unsubscribe = events.subscribe(listener);
  });
}

createBirpc<Record<string, never>, ConsoleProcess>(consoleProcess, processChannel(process));
process.on('disconnect', () => process.exit(0));
