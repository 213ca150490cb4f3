/**
 * Every moment at which the power could have gone away in a recorded session, and what each may have left on the disk:
 * on each of them the real console is started, twice, and what it makes of it is held against what had been promised.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConsole } from '../../../src-main/app/open-console.ts';
import { isFinal } from '../../../src-main/tasks/lifecycle.ts';
import { seeded } from '../seeded.ts';
import { violationsIn } from '../tiny-console.ts';
import { booksIn, type Facts, factsIn } from './facts.ts';
import { CrashableFileSystem, REMAINS, type Remains, type Snapshot } from './file-system.ts';
import { type Recording, writeSnapshot } from './record.ts';

export interface CrashState {
  /** So many operations had been done. */
  readonly after: number;
  readonly remains: Remains;
  readonly files: Snapshot;
  /** What had been so at the last promise, and what was to be so by the next. */
  readonly promised: Facts | null;
  readonly coming: Facts | null;
}

/**
 * All states that differ, in the order of the recording, made one by one.
 * @param moments only at so many moments, spread over the recording, with one kind of remains after the other
 */
export function* crashStates({ before, operations }: Recording, seed: number, moments?: number): Generator<CrashState> {
  const promises = operations.flatMap((operation, index) =>
    operation.kind === 'promise' ? [{ index, facts: JSON.parse(operation.text) as Facts }] : [],
  );
  const every = moments === undefined ? 1 : Math.max(1, Math.floor(operations.length / moments));
  const random = seeded(seed);
  const disk = new CrashableFileSystem(before);
  const seen = new Set<string>();
  for (let after = 0; after <= operations.length; after++) {
    if (after > 0) disk.apply(operations[after - 1]!);
    if (after % every !== 0) continue;
    const promised = promises.findLast(({ index }) => index < after);
    const coming = promises.find(({ index }) => index >= after);
    const kinds = moments === undefined ? REMAINS : [REMAINS[(after / every) % REMAINS.length]!];
    for (const remains of kinds) {
      const files = disk.after(remains, random);
      const print = fingerprint(files, promised?.index ?? -1);
      if (seen.has(print)) continue;
      seen.add(print);
      yield { after, remains, files, promised: promised?.facts ?? null, coming: coming?.facts ?? null };
    }
  }
}

/** Of contents that come again as the same object. */
const prints = new WeakMap<Buffer, string>();

function fingerprint(files: Snapshot, promise: number): string {
  const lines = [...files].map(([path, content]) => {
    let print = prints.get(content);
    if (print === undefined) {
      print = createHash('sha1').update(content).digest('hex');
      prints.set(content, print);
    }
    return `${path} ${print}`;
  });
  return createHash('sha1').update(lines.sort().join('\n')).update(`${promise}`).digest('hex');
}

/** Starts the console on a state, twice. Returns what is not as it should be; empty when all is well. */
export async function faultsAfter(state: CrashState): Promise<string[]> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'warmroom-crash-'));
  try {
    writeSnapshot(folder, state.files);
    await startAndStop(folder);
    const violations = await violationsIn(folder, { atRest: true });
    const faults = violations.map(({ code, message, path }) => `${code}: ${message} ${path}`);
    faults.push(...brokenPromises(state, factsIn(folder)));
    const books = booksIn(folder);
    await startAndStop(folder);
    if (booksIn(folder) !== books) faults.push('A second start changed the books.');
    return faults;
  } catch (thrown) {
    return [`The console did not start: ${thrown instanceof Error ? thrown.message : thrown}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startAndStop(folder: string): Promise<void> {
  const services = await openConsole({ dataFolder: folder, host: 'cli' });
  await services.close();
}

const ENDED = new Set(['counted', 'rejected', 'written', 'lost']);

/** What was promised and is not so, nor as the step that was under way would have made it. */
export function brokenPromises({ promised, coming }: Pick<CrashState, 'promised' | 'coming'>, found: Facts): string[] {
  if (promised === null) return [];
  const broken: string[] = [];
  for (const [uid, state] of Object.entries(promised.frames)) {
    const now = found.frames[uid];
    const allowed = ENDED.has(state) ? [state, coming?.frames[uid]] : [...ENDED];
    if (!allowed.includes(now)) broken.push(`Frame ${uid} was ${state} and is ${now ?? 'gone'}.`);
  }
  for (const [uid, status] of Object.entries(promised.tasks)) {
    const now = found.tasks[uid];
    if (now === undefined) broken.push(`Task ${uid} is gone.`);
    else if (isFinal(status) && now !== status) broken.push(`Task ${uid} was ${status} and is ${now}.`);
  }
  return broken;
}
