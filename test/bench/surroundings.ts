/** What the figures were measured on: without that they mean little. */
import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** File systems in memory, by statfs's magic number: a sync costs nothing there. */
const IN_MEMORY = new Set([0x01021994, 0x858458f6]);

export interface Surroundings {
  readonly machine: string;
  readonly node: string;
  readonly browser: string;
  readonly folder: string;
  /** Processes that wanted to run, on average over the last minute, before the benchmark began. */
  readonly loadBefore: number;
  readonly warnings: readonly string[];
}

export function describeSurroundings(folder: string, browserVersion: string): Surroundings {
  const processors = availableParallelism();
  const load = loadavg()[0]!;
  const warnings: string[] = [];
  if (load > processors / 2)
    warnings.push(`The machine is busy with other work (load ${load.toFixed(1)} on ${processors} processors).`);
  if (IN_MEMORY.has(statfsSync(folder).type))
    warnings.push('The data folders lie in memory: syncing costs nothing here. Name a folder on a disk with --folder.');
  return {
    machine: `${processors} × ${cpus()[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}`,
    node: process.version,
    browser: `Chromium ${browserVersion}, headless, drawn by the processor`,
    folder,
    loadBefore: load,
    warnings,
  };
}

const PROBE_MS = 300;

/**
 * Share of a processor, 0..1, that one busy thread gets now: 1 on a quiet machine. Wall-clock figures of work that needs
 * the processor are too long by about the inverse.
 */
export function processorShare(): number {
  const before = process.cpuUsage();
  const began = performance.now();
  let elapsed = 0;
  while (elapsed < PROBE_MS) elapsed = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1000 / elapsed);
}
