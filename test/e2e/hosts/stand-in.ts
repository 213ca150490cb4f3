import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { NODE_FLAGS } from '../../../src-main/bundle/node-flags.ts';
import type { Recorded } from '../electron-stand-in/record.ts';
import type { StandInOrder } from '../electron-stand-in/start.ts';
import { BUILT_MAIN, collectErrors, exitOf, unlessEnded } from './child-process.ts';
import type { ConsoleUnderTest, StartOptions } from './console-under-test.ts';

/** The address in Chromium of the application's page, `warmroom://console/`. */
export const STAND_IN_PAGE = 'http://console.warmroom.localhost/';

/** The built desktop shell, run in Node against the stand-in for Electron; its windows are pages of a real Chromium. */
export interface StandInConsole extends ConsoleUnderTest {
  readonly kind: 'electron-stand-in';
  /** Everything that the shell asked of Electron so far. */
  recorded(): Promise<readonly Recorded[]>;
  order(order: StandInOrder): Promise<unknown>;
  /** Resolves with the exit code when the application ends by itself. */
  readonly ended: Promise<number>;
}

export async function startInStandIn(options: StartOptions, mainScript = BUILT_MAIN): Promise<StandInConsole> {
  const child = forkApplication(options, mainScript);
  const errors = collectErrors(child);
  let browser: Browser | null = null;
  let lastOrder = 0;
  const order = async (given: StandInOrder): Promise<unknown> => {
    const id = ++lastOrder;
    child.send({ id, ...given });
    for (;;) {
      const [answer] = (await once(child, 'message')) as [{ id?: number; result?: unknown }];
      if (answer.id === id) return answer.result;
    }
  };
  const dispose = async () => {
    await browser?.close();
    if (child.connected) child.disconnect();
    const gaveUp = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exitOf(child);
    clearTimeout(gaveUp);
  };
  try {
    const [ready] = (await unlessEnded(child, errors, once(child, 'message'))) as [{ debuggingAddress: string }];
    browser = await unlessEnded(child, errors, chromium.connectOverCDP(ready.debuggingAddress));
    const pages = () => browser!.contexts().flatMap((context) => context.pages());
    const page = await unlessEnded(child, errors, nextPage(pages, []));
    return {
      kind: 'electron-stand-in',
      page,
      ended: exitOf(child),
      order,
      recorded: () => order({ do: 'recorded' }) as Promise<readonly Recorded[]>,
      async openSecondPage() {
        const before = pages();
        await order({ do: 'clickMenuItem', label: 'New window' });
        return nextPage(pages, before);
      },
      stop() {
        child.kill('SIGTERM');
        return exitOf(child);
      },
      dispose,
    };
  } catch (failure) {
    await dispose();
    throw failure;
  }
}

/** Starts the application a second time on a data folder; resolves with its exit code, or with null if it stays. */
export async function startSecondInstance(options: StartOptions, mainScript = BUILT_MAIN): Promise<number | null> {
  const child = forkApplication(options, mainScript);
  const stays = once(child, 'message').then(() => null);
  const outcome = await Promise.race([exitOf(child), stays]);
  if (outcome === null) child.disconnect();
  return outcome;
}

function forkApplication({ dataFolder, speed }: StartOptions, mainScript: string): ChildProcess {
  const script = join(import.meta.dirname, '..', 'electron-stand-in', 'start.ts');
  const args = [mainScript, `--profile=${join(dataFolder, 'desktop')}`, `--data=${dataFolder}`, `--speed=${speed}`];
  return fork(script, args, { stdio: ['ignore', 'inherit', 'pipe', 'ipc'], execArgv: [...NODE_FLAGS] });
}

/** Waits for a window of the application that was not there before. */
async function nextPage(pages: () => Page[], before: readonly Page[]): Promise<Page> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    const page = pages().find((candidate) => !before.includes(candidate) && candidate.url().startsWith(STAND_IN_PAGE));
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return page;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The application opened no window');
}
