/** What stands around the pages: header, night strip, banner, theme and language. */

import { count } from '../../format/numbers.ts';
import type { Page } from '../../state/route.svelte.ts';
import type { Theme } from '../../state/theme.svelte.ts';
import type { SunRule } from '../../theme/sun-look.ts';

const pages: Readonly<Record<Page, string>> = {
  tonight: 'Tonight',
  queue: 'Queue',
  frames: 'Frames',
  calibration: 'Calibration',
  devices: 'Devices',
  log: 'Log',
  alarms: 'Alarms',
};
const sunRules: Readonly<Record<SunRule, string>> = {
  never: 'Never',
  sunset: 'Sunset',
  civil: 'Civil',
  nautical: 'Nautical',
  astronomical: 'Astronomical',
};
const themes: Readonly<Record<Theme, string>> = { dark: 'Dark', night: 'Night', light: 'Light' };

export const shell = {
  pages,
  pagesLabel: 'Pages',
  openTasks: 'open tasks: ',
  openAlarms: 'alarms that nobody has acknowledged: ',
  language: 'Language',
  themes,
  themeLabel: 'Look of the screen',
  brightnessAndDusk: 'Brightness and dusk',
  brightness: 'Brightness',
  brightnessHint: 'Of the dark and the night look.',
  sunRule: 'Night look from dusk to dawn',
  sunRules,
  sunRuleHint: 'By the sun’s altitude at the site. What you choose in between stays until the next dusk or dawn.',
  allShortcuts: 'All shortcuts',
  reaching: 'Reaching the console …',

  simulated: 'Simulated',
  night: 'Night',
  sun: (altitude: string) => `Sun ${altitude}`,
  moon: (altitude: string, lit: number) => `Moon ${altitude}, ${lit} % lit`,
  dark: (from: string, to: string) => `Dark ${from} to ${to}`,
  siteTime: 'site',
  nightSpoken: (night: { name: string; sunset: string; dusk: string; dawn: string; sunrise: string }) =>
    `Night ${night.name}: sunset ${night.sunset}, dark from ${night.dusk} to ${night.dawn}, sunrise ${night.sunrise} UTC`,

  diskUnwritable: 'Disk cannot be written',
  roomFor: (frames: number) => `Room for ${count(frames)} frames`,
  needed: (room: string, frames: number) => `${room}, ${count(frames)} needed`,

  unknown: 'Unknown',
  noConnection: 'no connection',
  waitingForYou: 'Waiting for you',
  byItself: 'by itself',
  afterThisFrame: 'after this frame',

  notConnected: 'There is no connection to the console. Nothing was changed; try again soon.',
  connectionLost: 'No connection to the console.',
  beingReached: 'It is being reached.',
  reconnecting: 'Reconnecting. What stands here may be out of date; the run goes on without this screen.',
  lockedOut: 'This browser is not let in any more.',
  howToGetIn: 'Open the address that the console printed when it was started, or start it again to get a new one.',
};
