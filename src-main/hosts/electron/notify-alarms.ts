import { BrowserWindow, ipcMain, Notification } from 'electron';
import { z } from 'zod';
import { type AlarmView, isNews } from '../../contract/alarms.ts';
import type { EventSource } from '../../contract/events.ts';
import { ALARM_NAMES, ALARM_WORDS, type AlarmWords } from './ipc-names.ts';
import { alarmNames, ENGLISH_NAMES, noteWords } from './note-words.ts';
import { isOwnPage } from './own-page.ts';

/** A page words an alarm at once. One that does not within this is being loaded, or hangs: then it is told without it, ms. */
const WORDS_WITHIN_MS = 2_000;

const alarmWords = z.object({ id: z.int(), title: z.string().max(200), body: z.string().max(4_000) });

/**
 * Shows new alarms as notifications of the desktop while no window of the console is in front; a click brings one there. They speak the
 * language of the screen, whose page words them. Without one that answers they have the names that a page gave to their kinds, or else are
 * in English. The page makes the sound.
 */
export function notifyAlarms(events: EventSource): void {
  const known = new Map<number, AlarmView>();
  /** A notification that nobody holds loses its click handler. */
  const shown = new Map<number, Notification>();
  /** Those that wait for a page's words. */
  const awaited = new Map<number, { readonly alarm: AlarmView; readonly patience: NodeJS.Timeout }>();

  const show = (alarm: AlarmView, { title, body }: Omit<AlarmWords, 'id'>) => {
    shown.get(alarm.id)?.close();
    const urgency = alarm.severity === 'critical' ? 'critical' : 'normal';
    const note = new Notification({ title, body, silent: true, urgency });
    note.on('click', bringToFront);
    note.show();
    shown.set(alarm.id, note);
  };
  const takeAwaited = (id: number) => {
    const waiting = awaited.get(id);
    clearTimeout(waiting?.patience);
    awaited.delete(id);
    return waiting?.alarm;
  };
  let names = ENGLISH_NAMES;
  const showByItsKind = (id: number) => {
    const alarm = takeAwaited(id);
    if (alarm !== undefined) show(alarm, noteWords(alarm, names));
  };

  events.subscribe((event) => {
    if (event.type !== 'alarm') return;
    const { alarm } = event;
    const before = known.get(alarm.id);
    known.set(alarm.id, alarm);
    if (alarm.state !== 'raised') {
      takeAwaited(alarm.id);
      shown.get(alarm.id)?.close();
      shown.delete(alarm.id);
    }
    if (alarm.state === 'cleared') known.delete(alarm.id);
    if (!isNews(before, alarm) || BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    takeAwaited(alarm.id);
    const patienceMs = BrowserWindow.getAllWindows().length === 0 ? 0 : WORDS_WITHIN_MS;
    awaited.set(alarm.id, { alarm, patience: setTimeout(() => showByItsKind(alarm.id), patienceMs) });
  });

  // Every window's page words every new alarm; the first of them is taken.
  ipcMain.on(ALARM_WORDS, (event, value: unknown) => {
    const words = alarmWords.safeParse(value);
    if (!isOwnPage(event) || !words.success) return;
    const alarm = takeAwaited(words.data.id);
    if (alarm !== undefined) show(alarm, words.data);
  });
  ipcMain.on(ALARM_NAMES, (event, value: unknown) => {
    const given = alarmNames.safeParse(value);
    if (isOwnPage(event) && given.success) names = given.data;
  });
}

function bringToFront(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
