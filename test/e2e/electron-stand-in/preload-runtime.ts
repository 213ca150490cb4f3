/**
 * The script that runs in the page before the page's own: gives the built preload a `require('electron')` like the one in
 * Electron's sandbox, with values copied across the bridge as Electron copies them.
 */

/** Name under which the page reaches the stand-in's main process until the preload has taken it away. */
export const TO_MAIN = '__electronStandInToMain';
/** Name under which main delivers messages to the preload. */
export const FROM_MAIN = '__electronStandInFromMain';

/** Wraps the text of a built (CommonJS) preload script. */
export function preloadScript(preload: string): string {
  return `(${bridge})(${JSON.stringify({ toMain: TO_MAIN, fromMain: FROM_MAIN })}, (require, module, exports) => {\n${preload}\n});`;
}

/** Runs in the page; stands alone there. */
function bridge(
  names: { toMain: string; fromMain: string },
  preload: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  const globals = window as unknown as Record<string, unknown>;
  const toMain = globals[names.toMain] as (channel: string, args: unknown[]) => Promise<unknown>;
  delete globals[names.toMain];
  // Like Electron without nodeIntegrationInSubFrames: frames within the page get no preload.
  if (window.top !== window) return;

  const listeners = new Map<string, Listener[]>();
  Object.defineProperty(globals, names.fromMain, {
    value: (messages: { channel: string; args: unknown[] }[]) => {
      for (const { channel, args } of messages) {
        for (const listener of listeners.get(channel) ?? []) {
          // One that throws must not keep messages from the others; it shows as an uncaught error of the page.
          try {
            listener({}, ...args);
          } catch (error) {
            reportError(error);
          }
        }
      }
    },
  });

  /** Functions and promises cross the bridge as proxies, everything else as copies. */
  const acrossBridge = (value: unknown): unknown => {
    if (value instanceof Promise) return value.then(acrossBridge);
    if (typeof value === 'function') {
      return (...args: unknown[]) => acrossBridge(value(...args.map(acrossBridge)));
    }
    if (Array.isArray(value)) return value.map(acrossBridge);
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, acrossBridge(item)])));
    }
    return structuredClone(value);
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) =>
        Object.defineProperty(globals, key, { value: acrossBridge(api), enumerable: true }),
    },
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => void toMain(channel, structuredClone(args)),
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
  };
  const module = { exports: {} };
  preload(
    (name) => {
      if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}`);
      return electron;
    },
    module,
    module.exports,
  );
}
