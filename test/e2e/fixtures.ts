/**
 * What the end-to-end specs start from: a running console on a new data folder, reached through the host that the
 * project (playwright.config.ts) names. The same specs run on each host.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base, type Page } from '@playwright/test';
import { NODE_FLAGS } from '../../src-main/bundle/node-flags.ts';
import { putHistory } from './a-history.ts';
import { startInBrowser } from './hosts/browser.ts';
import { PROJECT_ROOT } from './hosts/child-process.ts';
import type { ConsoleUnderTest, HostKind } from './hosts/console-under-test.ts';
import { startInElectron } from './hosts/electron.ts';
import { startInStandIn } from './hosts/stand-in.ts';

export interface HostOptions {
  hostKind: HostKind;
  /** Speed factor of simulated waiting. */
  speed: number;
  /** A JSON file of tasks to import before the console starts; null for none. */
  tasksFile: string | null;
  /** The data folder knows of thirty nights' measurements. */
  history: boolean;
}

interface Fixtures {
  dataFolder: string;
  warmroom: ConsoleUnderTest;
  /** The console's first window. */
  page: Page;
}

export const test = base.extend<HostOptions & Fixtures>({
  hostKind: ['browser', { option: true }],
  speed: [60, { option: true }],
  tasksFile: [null, { option: true }],

  history: [false, { option: true }],

  dataFolder: async ({ history }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'warmroom-e2e-'));
    if (history) putHistory(folder);
    await use(folder);
    rmSync(folder, { recursive: true, maxRetries: 5 });
  },

  warmroom: async ({ hostKind, speed, tasksFile, dataFolder }, use) => {
    if (tasksFile !== null) await runCli(['tasks', 'import', tasksFile, '--data', dataFolder]);
    const console = await startConsole(hostKind, dataFolder, speed);
    await use(console);
    await console.dispose();
  },

  page: async ({ warmroom }, use) => use(warmroom.page),
});

export { expect } from '@playwright/test';

/** Runs a command of the console as a script would; rejects, with what it said, when it fails. */
export async function runCli(args: readonly string[]): Promise<string> {
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...NODE_FLAGS, cli, ...args], { maxBuffer: 2 ** 28 });
  return stdout;
}

/** Browser host: asks the console over a channel of its own, as another screen would. */
export async function callConsole(page: Page, name: string, input: object): Promise<void> {
  await page.evaluate(
    ([message]) =>
      new Promise<void>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/channel`);
        socket.addEventListener('open', () => socket.send(message!));
        socket.addEventListener('message', ({ data }) => {
          if (!String(data).includes('"i":"1"')) return;
          socket.close();
          resolve();
        });
        socket.addEventListener('error', () => reject(new Error('no channel')));
      }),
    [JSON.stringify({ t: 'q', i: '1', m: 'call', a: [name, input] })],
  );
}

function startConsole(kind: HostKind, dataFolder: string, speed: number): Promise<ConsoleUnderTest> {
  switch (kind) {
    case 'browser':
      return startInBrowser({ dataFolder, speed });
    case 'electron-stand-in':
      return startInStandIn({ dataFolder, speed });
    case 'electron':
      return startInElectron({ dataFolder, speed });
  }
}
