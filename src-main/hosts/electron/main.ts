/** The desktop application: a thin shell around the console. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { openConsole } from '../../app/open-console.ts';
import { toFailure } from '../../contract/errors.ts';
import { createPageHandler } from '../page/page-handler.ts';
import { followRun } from './active-run.ts';
import { confineWindows, openConsoleWindow } from './console-window.ts';
import { installMenu } from './menu.ts';
import { notifyAlarms } from './notify-alarms.ts';
import { registerPageScheme, servePageScheme } from './page-scheme.ts';
import { prepareQuitting } from './quitting.ts';
import { followLanguage } from './shell-language.ts';
import { readShellOptions } from './shell-options.ts';
import { whyNoStart, wordsIn } from './shell-words.ts';
import { serveWindowChannels } from './window-channels.ts';

const isMac = process.platform === 'darwin';
/** This file is built to out/main; preload and page are its neighbours. */
const preload = join(import.meta.dirname, '..', 'preload', 'index.cjs');
const page = join(import.meta.dirname, '..', 'renderer');
const { dataFolder, speed } = readShellOptions(process.argv.slice(1), process.env);

app.setName('Warmroom');
useProfile(join(dataFolder, 'desktop'));
app.enableSandbox();
registerPageScheme();

/** The window's profile lies in the data folder, which makes the single-instance lock one for each data folder. */
function useProfile(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    app.setPath('userData', folder);
  } catch {
    // A data folder that cannot be made: opening the console says so, with the reason.
  }
}

async function start(): Promise<void> {
  confineWindows();
  const services = await openConsole({ dataFolder, host: 'electron', ...(speed === undefined ? {} : { speed }) });
  servePageScheme(createPageHandler(services, page));
  serveWindowChannels(services);
  notifyAlarms(services.events);
  const run = await followRun(services);
  const openWindow = () => quitting.guard(openConsoleWindow(preload));
  const language = followLanguage((words) => installMenu({ newWindow: openWindow }, words, isMac));
  const quitting = prepareQuitting(run, language, () => services.close(), isMac);

  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return openWindow();
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
  openWindow();
}

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(start)
    .catch((fault) => {
      const words = wordsIn(app.getLocale());
      dialog.showErrorBox(words.cannotStart.title, whyNoStart(words, toFailure(fault)));
      app.exit(1);
    });
} else {
  app.quit();
}
