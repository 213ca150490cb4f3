/** A console whose frames are timed, and a run on it. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { processChannel } from '../../src-main/devices/instrument-channel.ts';
import type { ConsoleProcess } from './console-process.ts';
import { frameTask } from './made-tasks.ts';

export const SPEED = 600;
/** The last frame's pixels are on their way when it counts; more than this and they are not coming, ms. */
export const DRAWING_MS = 3_000;

/** A console in a process of its own, which `end` closes or kills. */
export function startConsoleProcess() {
  const child = fork(join(import.meta.dirname, 'console-process.ts'), [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const rpc = createBirpc<ConsoleProcess, Record<string, never>>({}, processChannel(child));
  void exited.then(() => rpc.$close(new Error('The console’s process ended.')));
  return {
    console: rpc as ConsoleProcess,
    async end() {
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await rpc.close().catch(() => child.kill('SIGKILL'));
      await exited;
      clearTimeout(force);
    },
  };
}

/** The frames' task, of 10 s each, goes to the top of the queue, with more frames than will be taken. */
export async function startRun(console: ConsoleProcess, frames: number): Promise<void> {
  const uid = randomUUID();
  await console.call('queue.import', { text: JSON.stringify([frameTask(uid, 3 * frames + 10, 10)]) });
  await console.call('queue.move', { uids: [uid], to: { end: 'first' } });
  await console.call('run.start', {});
}
