/** Runs before the page's scripts, sandboxed: gives the page its channel to the console, a way to word the notifications of its alarms and to say which language it speaks, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron';
import type { AlarmNames } from '../../contract/alarms.ts';
import {
  ALARM_NAMES,
  ALARM_WORDS,
  type AlarmWords,
  CHANNEL_MESSAGE,
  OPEN_CHANNEL,
  SCREEN_LANGUAGE,
} from './ipc-names.ts';

contextBridge.exposeInMainWorld('warmroom', {
  send: (text: string) => ipcRenderer.send(CHANNEL_MESSAGE, text),
  onMessage: (listener: (text: string) => void) => {
    ipcRenderer.on(CHANNEL_MESSAGE, (_event, text: string) => listener(text));
    ipcRenderer.send(OPEN_CHANNEL);
  },
  wordAlarm: (words: AlarmWords) => ipcRenderer.send(ALARM_WORDS, words),
  nameAlarms: (names: AlarmNames) => ipcRenderer.send(ALARM_NAMES, names),
  speak: (language: string) => ipcRenderer.send(SCREEN_LANGUAGE, language),
});
