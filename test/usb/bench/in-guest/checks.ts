/** Runs the guest's checks one after the other and tells the host of each as it ends. */
import { inspect } from 'node:util';
import type { SideDoor } from './side-door.ts';

export interface Checks {
  /** Runs a check; a failure is told and does not end the others. Resolves with whether it passed. */
  check(name: string, body: () => Promise<void>, limitMs?: number): Promise<boolean>;
  measured(what: string, value: string): Promise<void>;
}

/** Longer than a check should take, unless it says otherwise, in software emulation on a busy machine. */
const TIME_LIMIT_MS = 120_000;

export function createChecks(sideDoor: SideDoor, part: string): Checks {
  return {
    async check(name, body, limitMs = TIME_LIMIT_MS) {
      const began = performance.now();
      const failure = await inTime(body(), limitMs).then(
        () => null,
        (thrown: unknown) => describe(thrown),
      );
      const seconds = (performance.now() - began) / 1000;
      await sideDoor.tell({ type: 'check', check: { part, name, failure, seconds } });
      return failure === null;
    },
    measured: (what, value) => sideDoor.tell({ type: 'measured', measurement: { what, value } }),
  };
}

async function inTime(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${limitMs / 1000} s.`)), limitMs);
  });
  await Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return inspect(thrown);
  const place = thrown.stack?.split('\n').find((line) => line.includes('/test/usb/') && !line.includes('/checks.ts'));
  const failure = 'failure' in thrown ? ` [${String(thrown.failure)}]` : '';
  return `${thrown.message}${failure}${place ? `\n${place.trim()}` : ''}`;
}

/** Asks again until the answer is not null. Rejects after `limitMs`. */
export async function waitFor<Found>(what: string, ask: () => Promise<Found | null>, limitMs = 30_000): Promise<Found> {
  for (const deadline = performance.now() + limitMs; performance.now() < deadline; ) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
}

/** The middle of what was measured; the upper of two middles. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
