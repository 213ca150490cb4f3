/**
 * Runs a built Electron main script in Node, with the stand-in for the `electron` module:
 * `node start.ts out/main/electron.js --profile=DIR [the application's own arguments]`, as a child with an IPC channel.
 * The parent gets `{ debuggingAddress }` once Chromium runs, and may then send `{ id, do, … }`. A second instance ends
 * without a word.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, standIn, takeInstanceLock } from './application.ts';
import { endBrowserProcess } from './browser-process.ts';
import { clickMenuItem, isPermissionGranted } from './electron.ts';
import { allRecorded, answers } from './record.ts';
import { BrowserWindow } from './window.ts';

/** What a test may ask of the stand-in. Answered with `{ id, result }`. */
export type StandInOrder =
  | { readonly do: 'recorded' }
  | { readonly do: 'pressInMessageBoxes'; readonly button: number }
  | { readonly do: 'clickMenuItem'; readonly label: string }
  | { readonly do: 'closeFirstWindow' }
  | { readonly do: 'minimizeFirstWindow' }
  | { readonly do: 'isPermissionGranted'; readonly permission: string };

function carryOut(order: StandInOrder): unknown {
  switch (order.do) {
    case 'recorded':
      return allRecorded();
    case 'pressInMessageBoxes':
      answers.messageBoxButton = order.button;
      return null;
    case 'clickMenuItem':
      return clickMenuItem(order.label);
    case 'closeFirstWindow':
      return BrowserWindow.getAllWindows()[0]?.close();
    case 'minimizeFirstWindow':
      return BrowserWindow.getAllWindows()[0]?.minimize();
    case 'isPermissionGranted':
      return isPermissionGranted(order.permission);
  }
}

const [mainScript, profile, ...applicationArguments] = process.argv.slice(2) as [string, string, ...string[]];
const electronUrl = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: electronUrl, shortCircuit: true } : next(specifier, context),
});
process.on('message', (message: StandInOrder & { id: number }) => {
  process.send?.({ id: message.id, result: carryOut(message) ?? null });
});
// A parent that has gone must not leave a browser behind.
process.on('disconnect', () => void endBrowserProcess().finally(() => process.exit(1)));
process.on('SIGTERM', () => app.quit());

process.argv = [process.execPath, resolve(mainScript), ...applicationArguments];
await takeInstanceLock(profile.replace('--profile=', ''));
await import(pathToFileURL(resolve(mainScript)).href);
if (!standIn.isSecondInstance) process.send?.({ debuggingAddress: await app.becomeReady() });
