import { app, BrowserWindow, session } from 'electron';
import { isPageUrl, PAGE_URL } from './page-scheme.ts';

/** What a page may ask for; everything else (devices, location, notifications …) is denied. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'fullscreen'];

/** Shuts the ways out of the page, for every window there will be: navigation, new windows, webviews, permissions. */
export function confineWindows(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isPageUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(ALLOWED_PERMISSIONS.includes(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission));
  session.defaultSession.setDevicePermissionHandler(() => false);
}

/** Opens a window on the console. `preload` is the absolute path of the built preload script. */
export function openConsoleWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Warmroom',
    width: 1440,
    height: 900,
    minWidth: 720,
    minHeight: 480,
    // Dark from the first instant: a white flash costs an observer their night vision.
    backgroundColor: '#0b0d10',
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A minimised console must still sound its alarms and count its clock.
      backgroundThrottling: false,
      // An alarm must be heard even where nobody has touched the window since it was opened.
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) void window.loadURL(PAGE_URL);
  });
  void window.loadURL(PAGE_URL);
  return window;
}
