import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NODE_FLAGS } from '../../src-main/bundle/node-flags.ts';
import { PROJECT_ROOT } from './hosts/child-process.ts';

/** Runs a command of the console as a script would; rejects, with what it said, when it fails. */
export async function runCli(args: readonly string[]): Promise<string> {
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...NODE_FLAGS, cli, ...args], { maxBuffer: 2 ** 28 });
  return stdout;
}

/** Uids of the frames that count, oldest first; also beside a running console. */
export async function countedFrames(dataFolder: string): Promise<string[]> {
  const frames = JSON.parse(await runCli(['frames', 'list', '--data', dataFolder, '--json'])) as {
    uid: string;
    state: string;
  }[];
  return frames.filter(({ state }) => state === 'counted').map(({ uid }) => uid);
}
