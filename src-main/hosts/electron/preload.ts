/** Runs before the page's scripts, sandboxed: gives the page its channel to the console and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import { CHANNEL_MESSAGE, OPEN_CHANNEL } from './ipc-names.ts';

contextBridge.exposeInMainWorld('warmroom', {
  send: (text: string) => ipcRenderer.send(CHANNEL_MESSAGE, text),
  onMessage: (listener: (text: string) => void) => {
    ipcRenderer.on(CHANNEL_MESSAGE, (_event, text: string) => listener(text));
    ipcRenderer.send(OPEN_CHANNEL);
  },
});
