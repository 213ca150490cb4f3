/**
 * What the end-to-end specs start from: a running console on a new data folder, reached through the host that the
 * project (playwright.config.ts) names. The same specs run on each host.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, type Page } from '@playwright/test';
import { fillStore } from '../bench/fill-store.ts';
import { madeTasks } from '../bench/made-tasks.ts';
import { putHistory } from './a-history.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { startInBrowser } from './hosts/browser.ts';
import type { ConsoleUnderTest, HostKind, StartOptions } from './hosts/console-under-test.ts';
import { startInElectron } from './hosts/electron.ts';
import { startInStandIn } from './hosts/stand-in.ts';
import { runCli } from './run-cli.ts';
import { putSensor, type Sensor } from './sensor.ts';

export interface HostOptions {
  hostKind: HostKind;
  /** Speed factor of simulated waiting. */
  speed: number;
  /** A JSON file of tasks to import before the console starts; null for none. */
  tasksFile: string | null;
  /** So many tasks are in the queue when the console starts. */
  longQueue: number;
  /** The data folder knows of thirty nights' measurements. */
  history: boolean;
  /** The simulated camera's sensor; null for that of a new data folder. */
  sensor: Sensor | null;
}

interface Fixtures {
  dataFolder: string;
  warmroom: ConsoleUnderTest;
  /** The console's first window. */
  page: Page;
}

interface WorkerFixtures {
  /** Starts the one Chromium of all browser tests of a worker when the first of them wants it. */
  sharedChromium: () => Promise<Browser>;
}

export const test = base.extend<HostOptions & Fixtures, WorkerFixtures>({
  hostKind: ['browser', { option: true }],
  speed: [60, { option: true }],
  tasksFile: [null, { option: true }],
  longQueue: [0, { option: true }],
  history: [false, { option: true }],
  sensor: [null, { option: true }],

  sharedChromium: [
    async ({ playwright }, use) => {
      const started: { browser?: Promise<Browser> } = {};
      await use(() => {
        started.browser ??= playwright.chromium.launch(chromiumLaunchOptions());
        return started.browser;
      });
      await (await started.browser)?.close();
    },
    { scope: 'worker' },
  ],

  dataFolder: async ({ history, longQueue, sensor }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'warmroom-e2e-'));
    if (sensor !== null) putSensor(folder, sensor);
    if (history) putHistory(folder);
    if (longQueue > 0) await fillStore(folder, madeTasks(longQueue, Date.now(), 1));
    await use(folder);
    rmSync(folder, { recursive: true, maxRetries: 5 });
  },

  warmroom: async ({ hostKind, speed, tasksFile, dataFolder, sharedChromium }, use) => {
    if (tasksFile !== null) await runCli(['tasks', 'import', tasksFile, '--data', dataFolder]);
    const console = await startConsole(hostKind, { dataFolder, speed }, sharedChromium);
    await use(console);
    await console.dispose();
  },

  page: async ({ warmroom }, use) => use(warmroom.page),
});

export { expect } from '@playwright/test';
export { callConsole } from './call-console.ts';

async function startConsole(
  kind: HostKind,
  options: StartOptions,
  sharedChromium: () => Promise<Browser>,
): Promise<ConsoleUnderTest> {
  switch (kind) {
    case 'browser':
      return startInBrowser(options, await sharedChromium());
    case 'electron-stand-in':
      return startInStandIn(options);
    case 'electron':
      return startInElectron(options);
  }
}
