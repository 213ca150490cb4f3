/** Names on Electron's IPC, and what goes under them, for both of its ends. */

/** Page → main: the page listens now, serve it. A reloaded page says so again. */
export const OPEN_CHANNEL = 'warmroom:open';
/** Either way: one text message of the channel. */
export const CHANNEL_MESSAGE = 'warmroom:message';
/** Page → main: the language that the page speaks, as `de`. */
export const SCREEN_LANGUAGE = 'warmroom:language';
/** Page → main: how the page words an alarm that a notification of the desktop may be about to tell; an `AlarmWords`. */
export const ALARM_WORDS = 'warmroom:alarm-words';

/** Page → main: how the page names alarms, for those that are told while no page answers; the contract's `AlarmNames`. */
export const ALARM_NAMES = 'warmroom:alarm-names';

export interface AlarmWords {
  /** The alarm's. */
  readonly id: number;
  readonly title: string;
  readonly body: string;
}
