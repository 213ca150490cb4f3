/** The one Chromium that all windows of the application open in. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { chromiumLaunchOptions } from '../chromium.ts';

let context: BrowserContext | null = null;

/** Starts Chromium with the application's profile; gives the address at which a test can join in to drive the pages. */
export async function startBrowserProcess(userData: string): Promise<string> {
  const port = await freePort();
  const options = chromiumLaunchOptions();
  context = await chromium.launchPersistentContext(join(userData, 'chromium'), {
    ...options,
    // What the windows' autoplayPolicy asks for is a matter of the whole browser here.
    args: [...options.args, '--autoplay-policy=no-user-gesture-required', `--remote-debugging-port=${port}`],
    viewport: { width: 1440, height: 900 },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // Pages of the application answer for themselves; whatever else may open gets nothing from the network.
  await context.route('**/*', (route) => route.abort('addressunreachable'));
  return `http://127.0.0.1:${port}`;
}

export function browserContext(): BrowserContext {
  if (context === null) throw new Error('A window was opened before the application was ready');
  return context;
}

export async function endBrowserProcess(): Promise<void> {
  await context?.close();
  context = null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
