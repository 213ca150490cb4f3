/** The alarm bar and the Alarms page. What an alarm says itself comes from the console. */
import type { AlarmSeverity, AlarmState } from '../../../src-main/contract/alarms.ts';
import type { Sound } from '../../alarms/sound-patterns.ts';

const severities: Readonly<Record<AlarmSeverity, string>> = {
  notice: 'Notice',
  warning: 'Warning',
  serious: 'Serious',
  critical: 'Critical',
};
const noteTitles: Readonly<Record<AlarmSeverity, string>> = {
  notice: 'Warmroom: Notice',
  warning: 'Warmroom: Warning',
  serious: 'Warmroom: Serious alarm',
  critical: 'Warmroom: Critical alarm',
};
const states: Readonly<Record<AlarmState, string>> = {
  raised: 'not acknowledged',
  acknowledged: 'acknowledged',
  returned: 'over, not acknowledged',
  cleared: 'over',
};
const sounds: Readonly<Record<Sound, string>> = {
  ...severities,
  over: 'Alarm over',
  'run-started': 'Run started',
  'run-ended': 'Run ended',
};

export const alarms = {
  title: 'Alarms',
  bar: 'Alarm',
  none: 'No alarms.',
  allSeen: (count: string) => `${count} acknowledged and still there`,
  more: (count: string) => `${count} more`,
  severities,
  /** Title of a desktop notification. */
  noteTitles,
  states,
  acknowledge: 'Acknowledge',
  acknowledgeOf: (message: string) => `Acknowledge: ${message}`,
  acknowledgeAll: 'Acknowledge all',
  since: (time: string) => `since ${time}`,
  times: (count: string) => `${count} times`,
  steppedUp: 'Nobody has acknowledged it for a while: it is louder now.',
  acknowledgedBy: (who: string, time: string) => `Acknowledged by ${who} at ${time}.`,
  endedAt: (time: string) => `Over at ${time}.`,
  open: 'Now',
  noneOpen: 'All is well: no alarm is open.',
  past: 'Past',
  nonePast: 'No past alarms.',
  older: 'Older ones',

  sound: 'Sound',
  soundLead: 'Of this screen only.',
  volume: 'Volume',
  off: 'Off',
  tests: 'Listen to a sound',
  sounds,
  runChanges: 'Beginning and end of a run',
  heard: 'Heard',
  silent: 'Silent',
  mute: 'Mute',
  muteFor: (minutes: string) => `${minutes} min`,
  muteHint: 'Ends by itself. A critical alarm that comes meanwhile is heard all the same.',
  muted: (left: string) => `Muted, ${left} left`,
  endMute: 'Sound on',
  waiting: 'This browser lets no sound out before you press a key or click somewhere.',
  noSound: 'This browser cannot make sounds.',

  notes: 'Desktop notifications',
  notesHint: 'While another window is in front.',
  notesAllow: 'Allow notifications',
  notesAllowed: 'Shown for every new alarm.',
  notesDenied: 'This browser forbids them to this page; its settings can allow them.',
  notesUnsupported: 'This browser has none.',
  notesByApplication: 'Shown by the application for every new alarm.',
};
