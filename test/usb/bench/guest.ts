/** The bench's guest: a Debian kernel in QEMU that has USB over IP, on this machine's files, without need of KVM. */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GuestKernel } from './guest-kernel.ts';

/** Where the guest finds this machine's loopback (QEMU's user networking). */
export const HOST_SEEN_FROM_GUEST = '10.0.2.2';
/** Where the guest finds the shared folder. */
export const SHARED_IN_GUEST = '/tmp/bench';

const CONSOLE_LOG = 'console.log';

export interface GuestJob {
  /** Shell script that the guest runs as root, with this machine's root as its own. */
  readonly script: string;
  /** A folder of this machine that the guest may write to; its console's output goes to a file in it. */
  readonly sharedFolder: string;
  readonly projectRoot: string;
  readonly timeLimitMs: number;
}

/** Resolves with the script's exit code. Rejects when the guest does not get as far, or is not done in time. */
export async function runInGuest(guest: GuestKernel, job: GuestJob): Promise<number> {
  const { sharedFolder, projectRoot } = job;
  writeFileSync(join(sharedFolder, 'job.sh'), job.script);
  const log = join(sharedFolder, CONSOLE_LOG);
  const qemu = spawn('qemu-system-x86_64', qemuArguments(guest, sharedFolder, projectRoot), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  qemu.stdout.pipe(output, { end: false });
  qemu.stderr.pipe(output, { end: false });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    qemu.kill('SIGKILL');
  }, job.timeLimitMs);
  await new Promise<void>((resolve, reject) => {
    qemu.once('error', (cause) => reject(new Error(`QEMU did not start: ${cause.message}`)));
    qemu.once('close', () => resolve());
  }).finally(() => clearTimeout(timer));
  await new Promise((resolve) => output.end(resolve));

  if (timedOut) throw new Error(`The guest was not done after ${job.timeLimitMs / 1000} s. ${lastLines(log)}`);
  const exitCode = join(sharedFolder, 'exit-code');
  if (!existsSync(exitCode)) throw new Error(`The guest ended before its job did. ${lastLines(log)}`);
  return Number(readFileSync(exitCode, 'utf8'));
}

function qemuArguments({ kernel, ramDisk }: GuestKernel, sharedFolder: string, projectRoot: string): string[] {
  const share = (tag: string, path: string, rest: string) => [
    '-virtfs',
    `local,path=${path},mount_tag=${tag},security_model=none,multidevs=remap${rest}`,
  ];
  return [
    // Without memory protection keys, each change of which costs QEMU all it has translated of a process's addresses.
    ...['-accel', 'tcg,thread=multi', '-cpu', 'max,-pku', '-smp', '2', '-m', '3072'],
    ...['-nographic', '-no-reboot', '-kernel', kernel, '-initrd', ramDisk],
    ...['-append', `console=ttyS0 quiet panic=-1 project=${projectRoot}`],
    ...share('hostroot', '/', ',readonly=on'),
    ...share('project', projectRoot, ',readonly=on'),
    ...share('bench', sharedFolder, ''),
    ...['-netdev', 'user,id=net', '-device', 'virtio-net-pci,netdev=net'],
  ];
}

/** What the guest's console said last, as a sentence and lines. */
export function lastWords(sharedFolder: string): string {
  return lastLines(join(sharedFolder, CONSOLE_LOG));
}

function lastLines(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return `Its console said last:\n${lines.slice(-15).join('\n')}`;
}
