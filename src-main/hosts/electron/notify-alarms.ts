import { BrowserWindow, ipcMain, Notification } from 'electron';
import { z } from 'zod';
import { type AlarmSeverity, type AlarmView, isNews } from '../../contract/alarms.ts';
import type { EventSource } from '../../contract/events.ts';
import { ALARM_WORDS, type AlarmWords } from './ipc-names.ts';
import { isOwnPage } from './own-page.ts';

const TITLES: Readonly<Record<AlarmSeverity, string>> = {
  notice: 'Notice',
  warning: 'Warning',
  serious: 'Serious alarm',
  critical: 'Critical alarm',
};

/** A page words an alarm at once. One that does not within this is being loaded, or hangs: then it is told in English, ms. */
const WORDS_WITHIN_MS = 2_000;

const alarmWords = z.object({ id: z.int(), title: z.string().max(200), body: z.string().max(4_000) });

/**
 * Shows new alarms as notifications of the desktop while no window of the console is in front; a click brings one there. They speak the
 * language of the screen, whose page words them; without a page, English. The page makes the sound.
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
  const showInEnglish = (id: number) => {
    const alarm = takeAwaited(id);
    if (alarm !== undefined) show(alarm, inEnglish(alarm));
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
    awaited.set(alarm.id, { alarm, patience: setTimeout(() => showInEnglish(alarm.id), patienceMs) });
  });

  // Every window's page words every new alarm; the first of them is taken.
  ipcMain.on(ALARM_WORDS, (event, value: unknown) => {
    const words = alarmWords.safeParse(value);
    if (!isOwnPage(event) || !words.success) return;
    const alarm = takeAwaited(words.data.id);
    if (alarm !== undefined) show(alarm, words.data);
  });
}

function inEnglish({ severity, message, advice }: AlarmView): Omit<AlarmWords, 'id'> {
  return { title: `Warmroom: ${TITLES[severity]}`, body: `${message} ${advice}` };
}

function bringToFront(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
