/** The browser's desktop notifications. The desktop application shows its own (src-main/hosts/electron/notify-alarms.ts). */
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

  /** Shows an alarm, unless somebody is looking at this page. */
  show(alarm: AlarmView, title: string): void {
    if (this.permission !== 'granted' || document.hasFocus()) return;
    const { matter, advice } = texts().alarmReports;
    const body = `${inOneLine(matter(alarm))} ${advice(alarm)}`;
    // One for each alarm: told again, it replaces the one before. The page makes the sound.
    const note = new Notification(title, { body, tag: `alarm-${alarm.id}`, silent: true });
    note.addEventListener('click', () => {
      window.focus();
      note.close();
    });
  }
}

export const desktopNotes = new DesktopNotes();
