/** Desktop notifications: the browser's, and the words of those that the desktop application shows (src-main/hosts/electron/notify-alarms.ts). */
import type { AlarmView } from '../../src-main/contract/alarms.ts';
import { inOneLine } from '../language/said.ts';
import { texts } from '../language/texts.ts';

type Permission = 'default' | 'granted' | 'denied' | 'unsupported';

class DesktopNotes {
  permission = $state<Permission>(typeof Notification === 'undefined' ? 'unsupported' : Notification.permission);

  /** Browsers ask the person, and only when a press has led to it. */
  async ask(): Promise<void> {
    if (this.permission !== 'unsupported') this.permission = await Notification.requestPermission();
  }

  /** Tells the desktop application how the screen names alarms: to be called whenever the language is another. */
  nameAlarms(): void {
    const { alarms, alarmReports } = texts();
    window.warmroom?.nameAlarms({ titles: alarms.noteTitles, kinds: alarmReports.kinds() });
  }

  /** Shows an alarm, unless somebody is looking at this page. */
  show(alarm: AlarmView): void {
    const { matter, advice } = texts().alarmReports;
    const title = texts().alarms.noteTitles[alarm.severity];
    const body = `${inOneLine(matter(alarm))} ${advice(alarm)}`;
    window.warmroom?.wordAlarm({ id: alarm.id, title, body });
    if (this.permission !== 'granted' || document.hasFocus()) return;
    // One for each alarm: told again, it replaces the one before. The page makes the sound.
    const note = new Notification(title, { body, tag: `alarm-${alarm.id}`, silent: true });
    note.addEventListener('click', () => {
      window.focus();
      note.close();
    });
  }
}

export const desktopNotes = new DesktopNotes();
