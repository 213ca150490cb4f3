/** The two pipes that lead to a console: Electron's bridge where the page runs in the desktop shell, else a WebSocket. */
import type { AlarmNames } from '../../src-main/contract/alarms.ts';
import type { Channel } from '../../src-main/contract/rpc.ts';

/** What Electron's preload puts on the window. */
interface DesktopBridge {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  /** How a notification of the desktop is to tell an alarm; whether there is one, the shell decides. */
  wordAlarm(words: { readonly id: number; readonly title: string; readonly body: string }): void;
  /** How the screen names alarms, for notifications that no page is there to word. */
  nameAlarms(names: AlarmNames): void;
  /** Which language the screen speaks, for the shell's own menu and questions to speak it as well. */
  speak(language: string): void;
}
declare global {
  interface Window {
    readonly warmroom?: DesktopBridge;
  }
}

/** An open pipe. `closed` resolves when it is gone, whoever closed it. */
export interface Pipe {
  readonly channel: Channel;
  readonly closed: Promise<void>;
  close(): void;
}

/** Opens the pipe that this page can use; rejects when the console cannot be reached. */
export function openPipe(): Promise<Pipe> {
  return window.warmroom === undefined ? openWebSocket() : Promise.resolve(desktopPipe(window.warmroom));
}

let desktopListener: ((text: string) => void) | null = null;
let desktopBridgeUsed = false;

function desktopPipe(bridge: DesktopBridge): Pipe {
  // The bridge has no way to take a listener off again, so it gets one for good, which passes on to the present channel.
  if (!desktopBridgeUsed) bridge.onMessage((text) => desktopListener?.(text));
  desktopBridgeUsed = true;
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const channel: Channel = {
    send: (text) => bridge.send(text),
    onMessage: (listener) => {
      desktopListener = listener;
    },
  };
  return { channel, closed, close };
}

function openWebSocket(): Promise<Pipe> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/channel`);
  return new Promise((resolve, reject) => {
    const { promise: closed, resolve: setClosed } = Promise.withResolvers<void>();
    socket.addEventListener('close', () => {
      setClosed();
      reject(new Error('The console closed the connection.'));
    });
    socket.addEventListener('open', () => {
      resolve({
        channel: {
          send: (text) => socket.send(text),
          onMessage: (listener) => {
            socket.addEventListener('message', ({ data }) => {
              if (typeof data === 'string') listener(data);
            });
          },
        },
        closed,
        close: () => socket.close(),
      });
    });
  });
}
