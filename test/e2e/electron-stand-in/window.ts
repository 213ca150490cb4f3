/** `BrowserWindow` and its `webContents`, each window a real page in Chromium. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Frame, Page, Route } from '@playwright/test';
import { app, emitPreventable } from './application.ts';
import { browserContext } from './browser-process.ts';
import { ipcMain } from './ipc-main.ts';
import { toApplicationUrl, toBrowserUrl } from './page-address.ts';
import { FROM_MAIN, preloadScript, TO_MAIN } from './preload-runtime.ts';
import { handlerFor, schemes } from './protocol.ts';
import { record } from './record.ts';

interface WindowOptions {
  readonly title?: string;
  readonly webPreferences?: { readonly preload?: string } & Readonly<Record<string, unknown>>;
}
type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };

class WebContents extends EventEmitter {
  readonly page: Promise<Page>;
  private windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });
  private destroyed = false;
  private readonly unsent: { channel: string; args: unknown[] }[] = [];
  private sending = false;
  /** URL that main itself asked for: Electron emits `will-navigate` for the page's own doings only. */
  private askedFor: string | null = null;

  constructor(options: WindowOptions) {
    super();
    this.page = this.openPage(options);
    app.emit('web-contents-created', {}, this);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    this.askedFor = url;
    await page.goto(toBrowserUrl(url, schemes()), { waitUntil: 'load' });
  }

  /** Messages go in order; those to a page that is just being replaced are lost, as in Electron. */
  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.unsent.push({ channel, args: structuredClone(args) });
    if (!this.sending) void this.flush();
  }
  private async flush(): Promise<void> {
    this.sending = true;
    const page = await this.page;
    while (this.unsent.length > 0 && !this.destroyed) {
      const messages = this.unsent.splice(0);
      await page
        .evaluate(({ name, batch }) => (window as unknown as Record<string, (batch: unknown) => void>)[name]?.(batch), {
          name: FROM_MAIN,
          batch: messages,
        })
        .catch((error) => record('webContents.sendFailed', String(error)));
    }
    this.sending = false;
  }

  private async openPage(options: WindowOptions): Promise<Page> {
    const page = await browserContext().newPage();
    await page.exposeBinding(TO_MAIN, ({ frame }, channel: string, args: unknown[]) => {
      ipcMain.emit(channel, { sender: this, senderFrame: this.describeFrame(frame) }, ...structuredClone(args));
    });
    const preload = options.webPreferences?.preload;
    if (preload !== undefined) await page.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) });
    await page.route('**/*', (route) => this.answer(route, page));
    page.on('popup', (popup) => void this.onPopup(popup));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed' }));
    page.on('close', () => {
      this.destroyed = true;
      this.emit('destroyed');
    });
    page.on('pageerror', (error) => record('page.error', String(error)));
    return page;
  }

  private describeFrame(frame: Frame): { url: string; parent: object | null } {
    return { url: toApplicationUrl(frame.url(), schemes()), parent: frame.parentFrame() === null ? null : {} };
  }

  private async onPopup(popup: Page): Promise<void> {
    const url = toApplicationUrl(popup.url(), schemes());
    const { action } = this.windowOpenHandler({ url });
    record('window.open', { url, action });
    if (action === 'deny') await popup.close();
  }

  /** Every request of the page: the application's own schemes go to its handler, nothing goes to the network. */
  private async answer(route: Route, page: Page): Promise<void> {
    const request = route.request();
    const url = toApplicationUrl(request.url(), schemes());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      const asked = this.askedFor === url;
      this.askedFor = null;
      const allowed = asked || emitPreventable(this, 'will-navigate', { url });
      if (!asked) record('will-navigate', { url, allowed });
      if (!allowed) return route.abort('aborted');
    }
    const handler = handlerFor(url);
    if (handler === null) {
      record('request.refused', url);
      return route.abort('addressunreachable');
    }
    const body = request.postDataBuffer();
    const response = await handler(
      new Request(url, {
        method: request.method(),
        headers: await request.allHeaders(),
        ...(body === null ? {} : { body: new Uint8Array(body) }),
      }),
    );
    await route
      .fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      })
      // The page may have gone on meanwhile.
      .catch(() => {});
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows(): BrowserWindow[] {
    return [...app.windows] as BrowserWindow[];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => !window.isMinimized()) ?? null;
  }

  readonly webContents: WebContents;
  private minimized = false;

  constructor(options: WindowOptions) {
    super();
    if (!app.isReadyNow) throw new Error('Cannot create BrowserWindow before app is ready');
    record('BrowserWindow', structuredClone(options));
    app.windows.add(this);
    this.webContents = new WebContents(options);
    void this.webContents.page.then((page) => {
      page.once('load', () => this.emit('ready-to-show'));
      page.on('close', () => {
        this.emit('closed');
        app.windowClosed(this);
      });
    });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  show(): void {
    record('window.show');
  }
  focus(): void {
    record('window.focus');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  minimize(): void {
    this.minimized = true;
  }
  restore(): void {
    this.minimized = false;
    record('window.restore');
  }
  isDestroyed(): boolean {
    return this.webContents.isDestroyed();
  }
  /** As the user's click on the window's close button. */
  close(): void {
    void this.closeNow();
  }
  async closeNow(): Promise<boolean> {
    if (!emitPreventable(this, 'close')) return false;
    const page = await this.webContents.page;
    await page.close();
    return true;
  }
}
