/**
 * The plain way to prove that no frame is lost: kill -9 of the console, of its instrument host, or of both, again and
 * again while frames are taken, at moments that a seed decides; start again, go on, and look at what is there.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from '../../../src-main/bundle/node-flags.ts';
import type { Violation } from '../../../src-main/engine/ledger-invariants.ts';
import { childrenOf, killNow } from '../processes.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { lightTask, openTinyConsole, violationsIn } from '../tiny-console.ts';

const CLI = join(import.meta.dirname, '..', '..', '..', 'src-main', 'hosts', 'cli', 'main.ts');
const SPEED = '3000';
/** Long enough that hardly any round sees the end of the queue. */
const FRAMES_PER_TASK = 40;
const TASKS_AT_A_TIME = 2;
/** A console that is not killed is busy with frames this long after its first one, ms. */
const LONGEST_WAIT_MS = 500;
const STARTING_MS = 900;

export type Victim = 'console' | 'instrument host' | 'both';
const VICTIMS: readonly Victim[] = ['console', 'instrument host', 'both'];

export interface KillReport {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly planned: number;
  readonly counted: number;
  readonly lost: number;
  readonly unfinishedTasks: number;
  readonly violations: readonly Violation[];
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Resolves with the first frame that is told of, or with the end. */
  readonly busy: Promise<unknown>;
}

/** @param onRound is told after each kill of the console how many violations there are by now */
export async function killRounds(
  rounds: number,
  seed: number,
  onRound: (round: number, violations: readonly Violation[]) => void = () => {},
): Promise<KillReport> {
  const random = seeded(seed);
  const kills: Record<Victim, number> = { console: 0, 'instrument host': 0, both: 0 };
  const violations: Violation[] = [];
  const first = await openTinyConsole();
  const { folder } = first;
  await first.close();
  let planned = await addTasks(folder);
  let running: Running | null = null;

  for (let round = 0; round < rounds; ) {
    running ??= startRun(folder);
    await momentToKill(running, random);
    if (running.child.exitCode !== null) {
      // Everything is taken, or the host was killed so often in a row that the run paused.
      running = null;
      planned += await addTasks(folder);
      continue;
    }
    const victim = random.pick(VICTIMS);
    if (!kill(running.child.pid!, victim)) continue;
    kills[victim]++;
    round++;
    if (victim === 'instrument host') continue;
    await running.ended;
    running = null;
    // Otherwise the next console starts while the last one's host may still be about.
    if (random.next() < 0.5) violations.push(...(await violationsIn(folder, { files: 'size' })));
    onRound(round, violations);
  }
  if (running !== null) {
    killNow(running.child.pid!);
    await running.ended;
  }
  const end = await finish(folder);
  violations.push(...(await violationsIn(folder, { atRest: true })));
  return { kills, planned, violations, ...end };
}

function startRun(folder: string): Running {
  const args = [...NODE_FLAGS, CLI, 'run', '--until-idle', '--speed', SPEED, '--json', '--data', folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const busy = new Promise<void>((resolve) => {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('"type":"frame"')) resolve();
    });
  });
  return { child, busy, ended: once(child, 'exit') };
}

async function momentToKill({ busy, ended }: Running, random: Seeded): Promise<void> {
  // Now and then in the middle of a start, which is when things are put right.
  const starting = random.next() < 0.15;
  const wait = random.below(starting ? STARTING_MS : LONGEST_WAIT_MS);
  await Promise.race([ended, starting ? sleep(wait) : busy.then(() => sleep(wait))]);
}

/** False when there is no such process at the moment. */
function kill(consolePid: number, victim: Victim): boolean {
  const hosts = victim === 'console' ? [] : childrenOf(consolePid);
  if (victim === 'instrument host' && hosts.length === 0) return false;
  if (victim !== 'instrument host') killNow(consolePid);
  for (const host of hosts) killNow(host);
  return true;
}

/** Queues some more work. Returns how many frames that is. */
async function addTasks(folder: string): Promise<number> {
  const c = await openTinyConsole({ folder });
  for (let i = 0; i < TASKS_AT_A_TIME; i++) {
    await c.call('queue.create', { draft: lightTask(FRAMES_PER_TASK, `Field ${i}`) });
  }
  await c.close();
  return TASKS_AT_A_TIME * FRAMES_PER_TASK;
}

/** Takes what is missing without any more kills. */
async function finish(folder: string): Promise<Pick<KillReport, 'counted' | 'lost' | 'unfinishedTasks'>> {
  const c = await openTinyConsole({ folder });
  await c.runUntilIdle();
  const { counts } = await c.call('console.state', {});
  const total = async (states: readonly ('counted' | 'lost')[]) =>
    (await c.call('frames.page', { states: [...states], limit: 1 })).total;
  const end = {
    counted: await total(['counted']),
    lost: await total(['lost']),
    unfinishedTasks: counts.total - (counts.byStatus.completed ?? 0),
  };
  await c.close();
  return end;
}
