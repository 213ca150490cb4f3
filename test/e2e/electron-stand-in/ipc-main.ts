import { EventEmitter } from 'node:events';

/** `ipcMain`: what pages send is emitted here, with `sender` and `senderFrame` on the event. */
export const ipcMain = new EventEmitter();
