import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openConsole } from '../../app/open-console.ts';
import { ConsoleError } from '../../contract/errors.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { type BrowserHost, DEFAULT_PORT, startBrowserHost } from '../browser/browser-host.ts';
import { isLoopback } from '../browser/request-guard.ts';
import { ensureBuilt } from './build.ts';
import { findProject } from './project.ts';

export interface ServeOptions {
  /** Absolute. */
  readonly dataFolder: string;
  readonly speed?: number;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Without it the usual port, or a free one when that is taken. 0 takes a free one. */
  readonly port?: number;
  /** Print `{"url": …}` instead of a sentence. */
  readonly json?: boolean;
  /** Called once it can be reached, with addresses for further browsers. */
  readonly onServing?: (host: BrowserHost) => void;
}

/** What stands on standard output stays parseable; everything said to a person goes to standard error. */
const say = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Opens the console and serves it to browsers until the process is told to end (Ctrl-C, SIGTERM), then closes it in
 * order. On a terminal, Enter prints an address for a further browser. Rejects with a ConsoleError when the console
 * cannot be opened or the port cannot be had.
 */
export async function serveConsole(options: ServeOptions): Promise<void> {
  const project = findProject();
  await ensureBuilt(project, 'page', say);
  const { dataFolder, speed } = options;
  const services = await openConsole({ dataFolder, host: 'browser', ...(speed === undefined ? {} : { speed }) });
  try {
    const host = await startOnPort(services, options, join(project.root, 'out', 'renderer'));
    announce(host, options);
    options.onServing?.(host);
    await toldToEnd();
    await host.close();
  } finally {
    await services.close();
  }
}

async function startOnPort(
  services: ConsoleServices,
  { dataFolder, host, port }: ServeOptions,
  staticFolder: string,
): Promise<BrowserHost> {
  const start = (chosen: number) =>
    startBrowserHost(services, { port: chosen, staticFolder, dataFolder, ...(host === undefined ? {} : { host }) });
  if (port !== undefined) return start(port);
  try {
    return await start(DEFAULT_PORT);
  } catch (failure) {
    const code = failure instanceof ConsoleError ? (failure.cause as NodeJS.ErrnoException | undefined)?.code : '';
    if (code !== 'EADDRINUSE') throw failure;
    say(`Port ${DEFAULT_PORT} is in use; taking a free one.`);
    return start(0);
  }
}

function announce(host: BrowserHost, options: ServeOptions): void {
  process.stdout.write(options.json ? `${JSON.stringify({ url: host.url })}\n` : `Open the console at ${host.url}\n`);
  if (options.host !== undefined && !isLoopback(options.host)) {
    say('It can be reached from the network, unencrypted: do this on a network that you trust only.');
  }
  if (!process.stdin.isTTY || options.json) return;
  say('That address lets one browser in. Press Enter for another one, Ctrl-C to end.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => process.stdout.write(`Open the console at ${host.newUrl()}\n`));
  // Enter must not keep a console alive that has been told to end.
  process.stdin.unref();
}

/** Resolves at the first signal to end. A second one ends the process at once. */
async function toldToEnd(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await Promise.race(signals.map((signal) => once(process, signal)));
  for (const signal of signals) process.once(signal, () => process.exit(130));
}
