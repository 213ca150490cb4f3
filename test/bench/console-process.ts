/**
 * A console in a process of its own, as a host would hold it, that measures itself: its event loop must carry nothing of
 * the benchmark's own work. Started by run-bench.ts with a channel.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { openConsole } from '../../src-main/app/open-console.ts';
import type { EventSource } from '../../src-main/contract/events.ts';
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
  /** Its file, synced, got the name under which it is kept. */
  readonly safeAt: number;
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

interface Opened {
  readonly services: ConsoleServices;
  readonly counted: CountedFrames;
  closeHost(): Promise<void>;
}

let open: Opened | null = null;

function opened(): Opened {
  if (open === null) throw new Error('The console has not been opened.');
  return open;
}

const consoleProcess: ConsoleProcess = {
  async open(dataFolder, speed) {
    const services = await openConsole({ dataFolder, host: 'browser', speed });
    // Before any page can be: what a page is told must not be told to it before its time is taken.
    const counted = watchCountedFrames(services.events, dataFolder);
    const staticFolder = join(PROJECT_ROOT, 'out', 'renderer');
    const host = await startBrowserHost(services, { port: 0, staticFolder, dataFolder });
    open = { services, counted, closeHost: host.close };
    return host.url;
  },
  async call(name, input) {
    const outcome = await callProcedure(opened().services.handlers, name, input, { who: 'observer' });
    if (!outcome.ok) throw new Error(`${name}: ${outcome.failure.message}`);
    return outcome.value;
  },
  async measureFrames(count) {
    const endLag = measureLag();
    const frames = await opened().counted.next(count);
    return { lag: endLag(), frames };
  },
  async close() {
    const { services, closeHost } = opened();
    await closeHost();
    await services.close();
    process.disconnect();
  },
};

interface CountedFrames {
  /** Resolves with the next so many frames; rejects when the run ends before they have come. */
  next(count: number): Promise<FrameTimes[]>;
}

/** Follows the events that the screens get. */
function watchCountedFrames(events: EventSource, dataFolder: string): CountedFrames {
  const writingSince = new Map<string, number>();
  let onCounted: (frame: FrameTimes) => void = () => {};
  let onRunEnded: (why: string) => void = () => {};
  events.subscribe((event) => {
    if (event.type === 'device') {
      const exposure = event.device.camera?.exposure;
      if (exposure?.phase === 'writing' && !writingSince.has(exposure.frameUid)) {
        writingSince.set(exposure.frameUid, Date.now());
      }
    } else if (event.type === 'frame' && event.frame.state === 'counted') {
      const { uid } = event.frame;
      const lastByteAt = writingSince.get(uid);
      // What is told of a frame later, its stars, is not its counting.
      writingSince.delete(uid);
      if (lastByteAt === undefined) return;
      const countedAt = Date.now();
      // Renaming is the last change of a frame's file.
      onCounted({ uid, lastByteAt, safeAt: statSync(join(dataFolder, event.frame.path!)).ctimeMs, countedAt });
    } else if (event.type === 'run' && event.run.state !== 'running') {
      onRunEnded(event.run.problem ?? event.run.activity);
    }
  });
  return {
    next: (count) =>
      new Promise((resolve, reject) => {
        const frames: FrameTimes[] = [];
        onCounted = (frame) => {
          frames.push(frame);
          if (frames.length === count) resolve(frames);
        };
        onRunEnded = (why) => reject(new Error(`The run ended after ${frames.length} of ${count} frames: ${why}`));
      }),
  };
}

createBirpc<Record<string, never>, ConsoleProcess>(consoleProcess, processChannel(process));
process.on('disconnect', () => process.exit(0));
