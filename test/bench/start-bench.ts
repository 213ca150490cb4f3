/** From the command to a console that can be used. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from '@playwright/test';
import { NODE_FLAGS } from '../../src-main/bundle/node-flags.ts';
import { collectErrors, exitOf, PROJECT_ROOT, unlessEnded } from '../e2e/hosts/child-process.ts';
import { type Bench, newDataFolder, shownCount } from './bench.ts';
import { type Figure, spreadFigures } from './figures.ts';
import { untilInteractive } from './screen-probe.ts';

const AIM_S = 2;

interface Start {
  /** s from the command to the printed address. */
  readonly serverS: number;
  /** s from there to the page being usable. */
  readonly pageS: number;
}

export async function startBench(bench: Bench, longQueue: string, browser: Browser): Promise<Figure[]> {
  const fresh: Start[] = [];
  const long: Start[] = [];
  for (let i = 0; i < bench.size.starts; i++) {
    bench.say(`start ${i + 1} of ${bench.size.starts}`);
    const dataFolder = newDataFolder(bench, 'start');
    fresh.push(await measureStart(dataFolder, browser));
    rmSync(dataFolder, { recursive: true });
    long.push(await measureStart(longQueue, browser));
  }
  return [
    ...startFigures('Start, new data folder', fresh),
    ...startFigures(`Start, ${shownCount(bench.size.tasks)} tasks in the queue`, long),
  ];
}

function startFigures(section: string, starts: readonly Start[]): Figure[] {
  const about = { section, unit: 's', aim: null } as const;
  return [
    ...spreadFigures(
      { ...about, what: 'command to interactive', aim: AIM_S, note: '`serve`, page built, Chromium already open' },
      starts.map(({ serverS, pageS }) => serverS + pageS),
    ),
    ...spreadFigures(
      { ...about, what: 'of which server up', note: 'address printed' },
      starts.map(({ serverS }) => serverS),
    ),
    ...spreadFigures(
      { ...about, what: 'of which page usable', note: 'Tonight shown, run controls enabled, nothing cached' },
      starts.map(({ pageS }) => pageS),
    ),
  ];
}

async function measureStart(dataFolder: string, browser: Browser): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const began = Date.now();
  const child = spawn(process.execPath, [...NODE_FLAGS, cli, 'serve', '--data', dataFolder, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const errors = collectErrors(child);
    const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
    const [line] = await unlessEnded(child, errors, firstLine);
    const served = Date.now();
    await page.goto((JSON.parse(line) as { url: string }).url, { waitUntil: 'commit' });
    const usable = await untilInteractive(page);
    return { serverS: (served - began) / 1000, pageS: (usable - served) / 1000 };
  } finally {
    await context.close();
    child.kill('SIGTERM');
    await exitOf(child);
  }
}
