import { BrowserWindow, Notification } from 'electron';
import { type AlarmSeverity, type AlarmView, isNews } from '../../contract/alarms.ts';
import type { EventSource } from '../../contract/events.ts';

const TITLES: Readonly<Record<AlarmSeverity, string>> = {
  notice: 'Notice',
  warning: 'Warning',
  serious: 'Serious alarm',
  critical: 'Critical alarm',
};

/**
 * Shows new alarms as notifications of the desktop while no window of the console is in front; a click brings one there.
 * The page makes the sound.
 */
export function notifyAlarms(events: EventSource): void {
  const known = new Map<number, AlarmView>();
  /** A notification that nobody holds loses its click handler. */
  const shown = new Map<number, Notification>();

  events.subscribe((event) => {
    if (event.type !== 'alarm') return;
    const { alarm } = event;
    const before = known.get(alarm.id);
    known.set(alarm.id, alarm);
    if (alarm.state !== 'raised') {
      shown.get(alarm.id)?.close();
      shown.delete(alarm.id);
    }
    if (alarm.state === 'cleared') known.delete(alarm.id);
    if (!isNews(before, alarm) || BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
    shown.get(alarm.id)?.close();
    const note = new Notification({
      title: `Warmroom: ${TITLES[alarm.severity]}`,
      body: `${alarm.message} ${alarm.advice}`,
      silent: true,
      urgency: alarm.severity === 'critical' ? 'critical' : 'normal',
    });
    note.on('click', bringToFront);
    note.show();
    shown.set(alarm.id, note);
  });
}

function bringToFront(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}
