/** `app`: the application's life, from ready to exit. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { endBrowserProcess, startBrowserProcess } from './browser-process.ts';
import { record } from './record.ts';

/** An event as Electron hands it to listeners that may forbid what is about to happen. */
export interface PreventableEvent {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
}

/** Emits an event with a preventable event object first; gives whether what it announces may go on. */
export function emitPreventable(emitter: EventEmitter, name: string, extra: object = {}): boolean {
  let defaultPrevented = false;
  const event = {
    ...extra,
    preventDefault: () => {
      defaultPrevented = true;
    },
    get defaultPrevented() {
      return defaultPrevented;
    },
  };
  emitter.emit(name, event);
  return !defaultPrevented;
}

interface ClosableWindow {
  /** False when a listener forbade it. */
  closeNow(): Promise<boolean>;
}

class Application extends EventEmitter {
  readonly isPackaged = false;
  readonly windows = new Set<ClosableWindow>();
  isReadyNow = false;
  private readonly paths = new Map<string, string>([['userData', join(homedir(), '.config', 'electron-stand-in')]]);
  private readonly ready = Promise.withResolvers<void>();
  private quitting = false;

  whenReady(): Promise<void> {
    return this.ready.promise;
  }
  isReady(): boolean {
    return this.isReadyNow;
  }
  getLocale(): string {
    return 'en-GB';
  }
  setName(name: string): void {
    record('app.setName', name);
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getPath(name: string): string {
    const path = this.paths.get(name);
    if (path === undefined) throw new Error(`The stand-in has no path “${name}”`);
    return path;
  }
  enableSandbox(): void {
    if (this.isReadyNow) throw new Error('app.enableSandbox() must be called before the application is ready');
    record('app.enableSandbox');
  }

  /** True for the first application with this profile; a second one makes the first emit `second-instance`. */
  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return !standIn.isSecondInstance;
  }

  /** Asks listeners, closes the windows, and ends; any listener may forbid it. */
  quit(): void {
    void this.quitInOrder();
  }
  private async quitInOrder(): Promise<void> {
    if (!emitPreventable(this, 'before-quit')) return;
    this.quitting = true;
    for (const window of [...this.windows]) {
      if (await window.closeNow()) continue;
      this.quitting = false;
      return;
    }
    if (!emitPreventable(this, 'will-quit')) return;
    this.exit(0);
  }
  /** Ends at once, asking nobody. */
  exit(code = 0): void {
    record('app.exit', code);
    void endBrowserProcess().finally(() => process.exit(code));
  }

  windowClosed(window: ClosableWindow): void {
    this.windows.delete(window);
    if (this.windows.size === 0 && !this.quitting) this.emit('window-all-closed');
  }

  /** Lets `ready` happen: Chromium runs from here on. Gives the address at which tests join. */
  async becomeReady(): Promise<string> {
    const debuggingAddress = await startBrowserProcess(this.getPath('userData'));
    this.isReadyNow = true;
    this.ready.resolve();
    this.emit('ready');
    return debuggingAddress;
  }
}

/** State that is the stand-in's own and not part of Electron's interface. */
export const standIn = { isSecondInstance: false };

export const app = new Application();

/** Takes the lock of a profile, or tells its holder about this second start. Must end before the application loads. */
export function takeInstanceLock(userData: string): Promise<void> {
  mkdirSync(userData, { recursive: true });
  const socketPath = join(userData, 'lock.sock');
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.end();
      app.emit('second-instance', {}, [], '');
    });
    server.once('error', () => {
      const first = connect(socketPath);
      first.on('close', () => {
        standIn.isSecondInstance = true;
        resolve();
      });
      first.on('error', reject);
    });
    server.listen(socketPath, resolve);
    server.unref();
  });
}
