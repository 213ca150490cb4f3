/** Taking a long queue in: as a script does it, and what of that is the store's. */
import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS } from '../../src-main/bundle/node-flags.ts';
import { exitOf, PROJECT_ROOT } from '../e2e/hosts/child-process.ts';
import { type Bench, newDataFolder, shownCount, timed } from './bench.ts';
import type { Figure } from './figures.ts';
import { spreadFigures } from './figures.ts';
import { fillStore } from './fill-store.ts';
import { madeTasks } from './made-tasks.ts';

const SECTION = 'Import';
const AIM_S = 10;

/** Leaves one data folder with the long queue in it for the sections that follow. */
export async function importBench(bench: Bench): Promise<{ figures: Figure[]; longQueue: string }> {
  const { tasks, imports } = bench.size;
  const records = madeTasks(tasks, Date.now());
  const file = join(bench.folder, 'tasks.json');
  const text = JSON.stringify(records);
  writeFileSync(file, text);

  const fromShell: number[] = [];
  for (let i = 0; i < imports; i++) {
    bench.say(`importing ${shownCount(tasks)} tasks from the command line`);
    const dataFolder = newDataFolder(bench, 'import');
    fromShell.push((await timed(() => importFromShell(dataFolder, file))) / 1000);
    rmSync(dataFolder, { recursive: true });
  }
  rmSync(file);

  bench.say(`importing ${shownCount(tasks)} tasks into the store alone`);
  const longQueue = newDataFolder(bench, 'long-queue');
  const storeAloneMs = await fillStore(longQueue, records);

  const what = `${shownCount(tasks)} tasks`;
  const size = `${(Buffer.byteLength(text) / 1e6).toFixed(0)} MB of JSON`;
  return {
    longQueue,
    figures: [
      ...spreadFigures(
        { section: SECTION, what: `${what}, command line`, unit: 's', aim: AIM_S, note: `\`tasks import\`, ${size}` },
        fromShell,
      ),
      {
        section: SECTION,
        what: `${what}, store alone`,
        value: storeAloneMs / 1000,
        unit: 's',
        aim: AIM_S,
        note: 'checked records into the database, one transaction',
      },
    ],
  };
}

async function importFromShell(dataFolder: string, file: string): Promise<void> {
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const child = spawn(process.execPath, [...NODE_FLAGS, cli, 'tasks', 'import', file, '--data', dataFolder, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await exitOf(child);
  if (code !== 0) throw new Error(`The import ended with code ${code}.`);
}
