import { app, type BrowserWindow, dialog } from 'electron';
import type { ActiveRun } from './active-run.ts';
import type { ShellLanguage } from './shell-language.ts';

/** A device that does not let go must not keep a person from quitting: the ledger is safe at any moment. */
const CLOSING_LIMIT_MS = 15_000;

export interface Quitting {
  /** To be called for every window: closing the last one ends the console. */
  guard(window: BrowserWindow): void;
}

/**
 * Ends the console in order. Quitting during a run asks first; then the run ends (the frame in flight is aborted and
 * never counts), devices and store are closed by `close`, and only then the process ends.
 */
export function prepareQuitting(
  run: ActiveRun,
  language: ShellLanguage,
  close: () => Promise<void>,
  isMac: boolean,
): Quitting {
  const windows = new Set<BrowserWindow>();
  let agreed = false;
  let closing = false;

  const mayQuit = () => {
    if (agreed || !run.isActive()) return true;
    const { message, detail, keepRunning, quit } = language.words.quitting;
    const answer = dialog.showMessageBoxSync({
      type: 'warning',
      title: 'Warmroom',
      ...{ message, detail },
      buttons: [keepRunning, quit],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    agreed = answer === 1;
    return agreed;
  };

  app.on('before-quit', (event) => {
    if (!mayQuit()) event.preventDefault();
  });
  app.on('window-all-closed', () => {
    if (!isMac) app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    setTimeout(() => {
      console.error(`warmroom: closing took longer than ${CLOSING_LIMIT_MS / 1000} s`);
      app.exit(1);
    }, CLOSING_LIMIT_MS);
    close().then(
      () => app.exit(0),
      (fault) => {
        console.error('warmroom: closing failed:', fault);
        app.exit(1);
      },
    );
  });

  return {
    guard(window) {
      windows.add(window);
      window.on('closed', () => windows.delete(window));
      window.on('close', (event) => {
        // On a Mac the application, and the run, outlive their windows.
        if (!isMac && windows.size === 1 && !mayQuit()) event.preventDefault();
      });
    },
  };
}
