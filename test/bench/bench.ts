/** What every section of the benchmark works with. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

export interface Bench {
  /** How much is measured. */
  readonly size: BenchSize;
  /** Where data folders are made. */
  readonly folder: string;
  /** Tells whoever waits what is being done. */
  say(line: string): void;
}

export interface BenchSize {
  /** Tasks in the long queue. */
  readonly tasks: number;
  /** Imports of it from the command line. */
  readonly imports: number;
  /** Repetitions of each operation on the queue. */
  readonly operations: number;
  /** Starts of the console. */
  readonly starts: number;
  /** Frames per measured run. */
  readonly frames: number;
  /** Frames of the smaller and the larger stack that become a master, and their side, px. */
  readonly stack: { readonly few: number; readonly many: number; readonly side: number };
}

export const FULL: BenchSize = {
  tasks: 100_000,
  imports: 2,
  operations: 50,
  starts: 5,
  frames: 20,
  stack: { few: 30, many: 100, side: 4096 },
};
/** For a look between two changes: under a minute on a quiet machine, its figures rougher. */
export const QUICK: BenchSize = {
  tasks: 10_000,
  imports: 1,
  operations: 20,
  starts: 2,
  frames: 5,
  stack: { few: 10, many: 20, side: 2048 },
};

export function newDataFolder(bench: Bench, name: string): string {
  return mkdtempSync(join(bench.folder, `${name}-`));
}

/** ms that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function shownCount(count: number): string {
  return count.toLocaleString('en-US');
}
