/** The export of calibrated lights, on the Frames page. */
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

const kinds: Readonly<Record<'bias' | 'dark' | 'flat', string>> = { bias: 'Bias', dark: 'Dark', flat: 'Flat' };
const lights = (n: number) => `${count(n)} ${plural(n, { one: 'light', other: 'lights' })}`;

export const lightExport = {
  kinds,
  open: 'Export …',
  underWay: (percent: string) => `Exporting ${percent}`,
  title: 'Export calibrated lights',
  lead: 'As 32-bit float FITS into calibrated/<night> of the data folder. The frames themselves stay as they are.',
  which: 'Which lights',
  thisOne: 'The open one',
  filtered: 'All that count, as the list is filtered',
  nameSome: 'Choose a light, or filter the list by night, task or filter.',
  goWithout: 'Where no master serves, go without',
  badPixels: 'Bad pixels',
  repair: 'Replace them',
  keep: 'Leave them',
  start: 'Export',
  stop: 'Stop',
  progress: 'Exporting calibrated lights',
  refused: 'Nothing was exported.',
  written: (n: number, folder: string) => `${lights(n)} written to ${folder}`,
  alreadyThere: (n: number) => `${lights(n)} there already, from the same masters`,
  notReached: (n: number) => `Stopped: ${lights(n)} not exported`,
  skipped: (n: number) => `${lights(n)} could not be exported:`,
  andMore: (n: number) => `and ${count(n)} more`,
};
