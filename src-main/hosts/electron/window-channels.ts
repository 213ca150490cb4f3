import { ipcMain, type WebContents } from 'electron';
import { serveChannel } from '../../contract/rpc.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { canBeCall } from '../page/call-message.ts';
import { CHANNEL_MESSAGE, OPEN_CHANNEL } from './ipc-names.ts';
import { isOwnPage } from './own-page.ts';

interface OpenChannel {
  receive(text: string): void;
  stop(): void;
}

/** Serves the procedure table to every window that shows the console's own page. Other senders get no answer. */
export function serveWindowChannels(services: Pick<ConsoleServices, 'handlers' | 'events'>): void {
  const channels = new WeakMap<WebContents, OpenChannel>();

  ipcMain.on(OPEN_CHANNEL, (event) => {
    if (!isOwnPage(event)) return;
    const contents = event.sender;
    const previous = channels.get(contents);
    if (previous === undefined) contents.once('destroyed', () => channels.get(contents)?.stop());
    previous?.stop();
    channels.set(contents, openChannel(contents, services));
  });
  ipcMain.on(CHANNEL_MESSAGE, (event, text: unknown) => {
    if (isOwnPage(event) && canBeCall(text)) channels.get(event.sender)?.receive(text);
  });
}

function openChannel(contents: WebContents, services: Pick<ConsoleServices, 'handlers' | 'events'>): OpenChannel {
  let receive: (text: string) => void = () => {};
  const stop = serveChannel(
    {
      send: (text) => {
        if (!contents.isDestroyed()) contents.send(CHANNEL_MESSAGE, text);
      },
      onMessage: (listener) => {
        receive = listener;
      },
    },
    services.handlers,
    services.events,
    { who: 'observer' },
  );
  return { receive: (text) => receive(text), stop };
}
