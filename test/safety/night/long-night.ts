/**
 * A night of many frames with a fault every so often: does it end complete, and do the console and its instrument host
 * need no more memory, files or resources at its end than they did once they were warm?
 */
import type { ProcedureInput } from '../../../src-main/contract/procedures.ts';
import type { Violation } from '../../../src-main/engine/ledger-invariants.ts';
import type { SmallConsole } from '../../app/small-console.ts';
import { childrenOf, openFiles, residentKb } from '../processes.ts';
import { lightTask, openTinyConsole, violationsIn } from '../tiny-console.ts';

type Fault = ProcedureInput<'devices.injectFault'>;

/** Faults that a run gets over by itself and that leave the host's process alive, so that its growth can be seen. */
const FAULTS: readonly Fault[] = [
  { device: 'camera', kind: 'short-frame', parameters: { frames: 1 } },
  { device: 'wheel', kind: 'jam', parameters: { moves: 1 } },
  { device: 'camera', kind: 'lost', parameters: { forS: 8 } },
  { device: 'wheel', kind: 'wrong-slot', parameters: { moves: 1 } },
];
const FRAMES_PER_TASK = 50;
const SAMPLES = 100;

/** What the processes use at one moment; the host's are absent while it is being started. */
interface Usage {
  readonly consoleKb: number;
  readonly hostKb: number;
  readonly files: number;
  readonly resources: number;
}

export interface NightReport {
  readonly counted: number;
  readonly faults: number;
  readonly lost: number;
  readonly unfinishedTasks: number;
  readonly violations: readonly Violation[];
  /** Between the second and the last fifth of the night. Kilobytes are medians, files and resources the least seen. */
  readonly warm: Usage;
  readonly end: Usage;
}

/** @param frames a multiple of 50 */
export async function longNight(
  frames: number,
  framesPerFault: number,
  onProgress: (counted: number) => void = () => {},
): Promise<NightReport> {
  const c = await openTinyConsole();
  const tasks = frames / FRAMES_PER_TASK;
  for (let i = 0; i < tasks; i++) await c.call('queue.create', { draft: lightTask(FRAMES_PER_TASK, `Field ${i}`) });

  const sampleEvery = Math.max(1, Math.floor(frames / SAMPLES));
  const usage: Usage[] = [];
  let counted = 0;
  let faults = 0;
  const unsubscribe = c.services.events.subscribe((event) => {
    if (event.type !== 'frame' || event.frame.state !== 'counted') return;
    counted++;
    onProgress(counted);
    if (counted % framesPerFault === 0 && counted < frames) {
      void c.call('devices.injectFault', FAULTS[faults++ % FAULTS.length]!);
    }
    if (counted % sampleEvery === 0) usage.push(usageNow());
  });
  await c.runUntilIdle();
  unsubscribe();
  const { byStatus, total } = (await c.call('console.state', {})).counts;
  const report = {
    counted: await totalOf(c, 'counted'),
    lost: await totalOf(c, 'lost'),
    faults,
    unfinishedTasks: total - (byStatus.completed ?? 0),
    warm: summed(fifth(usage, 1)),
    end: summed(fifth(usage, 4)),
  };
  await c.close();
  return { ...report, violations: await violationsIn(c.folder, { atRest: true }) };
}

function usageNow(): Usage {
  const [host] = childrenOf(process.pid);
  return {
    consoleKb: residentKb(process.pid),
    hostKb: host === undefined ? 0 : residentKb(host),
    files: openFiles(process.pid) + (host === undefined ? 0 : openFiles(host)),
    resources: process.getActiveResourcesInfo().length,
  };
}

function fifth(usage: readonly Usage[], which: number): readonly Usage[] {
  return usage.slice(Math.floor((usage.length * which) / 5), Math.floor((usage.length * (which + 1)) / 5));
}

function summed(usage: readonly Usage[]): Usage {
  const of = (pick: (item: Usage) => number) => usage.map(pick).sort((a, b) => a - b);
  const median = (sorted: readonly number[]) => sorted[sorted.length >> 1] ?? 0;
  return {
    consoleKb: median(of((item) => item.consoleKb)),
    hostKb: median(of((item) => item.hostKb)),
    files: of((item) => item.files)[0] ?? 0,
    resources: of((item) => item.resources)[0] ?? 0,
  };
}

async function totalOf(c: SmallConsole, state: 'counted' | 'lost'): Promise<number> {
  return (await c.call('frames.page', { states: [state], limit: 1 })).total;
}
