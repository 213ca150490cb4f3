/** Folders with a night in them come to harm; a console is started on each, and nothing that counted may be missing. */
import { cpSync, rmSync } from 'node:fs';
import { listBackups } from '../../../src-main/store/backup-files.ts';
import { freshFolder, type SmallConsole } from '../../app/small-console.ts';
import { seeded } from '../seeded.ts';
import { lightTask, openTinyConsole, violationsIn } from '../tiny-console.ts';
import { DAMAGES, DAMAGES_AFTER_A_CRASH, type Damage } from './damages.ts';

interface Books {
  /** State of each frame with a file, by uid. */
  readonly frames: ReadonlyMap<string, string>;
  readonly countedOfTask: ReadonlyMap<string, number>;
  /** All tasks in wire form. */
  readonly tasks: string;
}

export interface Night {
  /** As a console left it that was closed, and as a power cut leaves it. */
  readonly closed: string;
  readonly crashed: string;
  readonly books: Books;
}

/** A night with two backups, and after the newer one frames, a rejection, an edit and new tasks. */
export async function makeNight(): Promise<Night> {
  const c = await openTinyConsole();
  const first = await c.call('queue.create', { draft: lightTask(4, 'M 51') });
  await runAndBackUp(c, 1);
  await c.call('queue.create', { draft: lightTask(3, 'M 81') });
  await runAndBackUp(c, 2);

  const third = await c.call('queue.create', { draft: lightTask(2, 'M 101') });
  await c.call('queue.create', { draft: { ...lightTask(2, 'not yet'), earliestStart: '2126-01-01T00:00:00Z' } });
  const taking = c.next('frame', ({ frame }) => frame.state === 'counted' && frame.taskUid === third.uid);
  const paused = c.ended();
  await c.call('run.start', {});
  const { frame } = await taking;
  await c.call('frames.reject', { uids: [frame.uid], why: 'a satellite' });
  await c.call('run.pause', {});
  await paused;
  await c.call('queue.edit', { uid: third.uid, draft: lightTask(6, 'M 101, deeper') });
  await c.call('queue.move', { uids: [third.uid], to: { before: first.uid } });
  const books = await readBooks(c);

  const crashed = freshFolder();
  cpSync(c.folder, crashed, { recursive: true });
  await c.close();
  return { closed: c.folder, crashed, books };
}

async function runAndBackUp(c: SmallConsole, backups: number): Promise<void> {
  await c.runUntilIdle();
  while (listBackups(c.folder).length < backups) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function readBooks(c: SmallConsole): Promise<Books> {
  const safe = (await c.frames()).filter((frame) => ['counted', 'rejected', 'written'].includes(frame.state));
  const counted = safe.filter((frame) => frame.state === 'counted');
  const byTask = Map.groupBy(counted, (frame) => frame.taskUid ?? '');
  return {
    frames: new Map(safe.map((frame) => [frame.uid, frame.state])),
    countedOfTask: new Map([...byTask].map(([uid, frames]) => [uid, frames.length])),
    tasks: (await c.call('queue.export', {})).text,
  };
}

export interface Outcome {
  readonly name: string;
  /** Sentences; empty when nothing was lost. */
  readonly faults: readonly string[];
}

/** Damages a copy of the night and starts on it twice: what the first start mended must be sound for the second. */
export async function startDamaged(night: Night, damage: Damage, seed: number): Promise<Outcome> {
  const folder = freshFolder();
  cpSync(DAMAGES_AFTER_A_CRASH.includes(damage) ? night.crashed : night.closed, folder, { recursive: true });
  damage.do(folder, seeded(seed));
  const faults: string[] = [];
  for (const start of ['first', 'second']) {
    const c = await openTinyConsole({ folder });
    faults.push(...differences(night.books, await readBooks(c), damage).map((fault) => `${start} start: ${fault}`));
    await c.close();
    const violations = await violationsIn(folder, { atRest: true });
    faults.push(...violations.map(({ code, message }) => `${start} start: ${code}: ${message}`));
  }
  if (faults.length === 0) rmSync(folder, { recursive: true });
  return { name: `${damage.name} (seed ${seed})`, faults };
}

function differences(before: Books, after: Books, { losesJournal = false }: Damage): string[] {
  const faults: string[] = [];
  for (const [uid, state] of before.frames) {
    const now = after.frames.get(uid);
    if (now === undefined) faults.push(`frame ${uid}, ${state}, is not in the ledger`);
    else if (now !== state && !losesJournal) faults.push(`frame ${uid} was ${state} and is ${now}`);
  }
  for (const [uid, counted] of before.countedOfTask) {
    const now = after.countedOfTask.get(uid) ?? 0;
    if (now < counted) faults.push(`task ${uid} had ${counted} counted frames and has ${now}`);
  }
  if (!losesJournal && before.tasks !== after.tasks) faults.push('the tasks are not what they were');
  return faults;
}

/** One of each kind of damage after the other, over and over, each time from a seed of its own. */
export async function damagedDatabases(
  night: Night,
  count: number,
  seed: number,
  tell: (outcome: Outcome, number: number) => void = () => {},
): Promise<Outcome[]> {
  const kinds = [...DAMAGES, ...DAMAGES_AFTER_A_CRASH];
  const outcomes: Outcome[] = [];
  for (let i = 0; i < count; i++) {
    const outcome = await startDamaged(night, kinds[i % kinds.length]!, seed + i);
    outcomes.push(outcome);
    tell(outcome, i + 1);
  }
  return outcomes;
}
