import { count } from '../../format/numbers.ts';
import type { lightExport as English } from '../en/light-export.ts';
import { plural } from './plural.ts';

const lights = (n: number) => `${count(n)} ${plural(n, { one: 'Light', other: 'Lights' })}`;

export const lightExport: typeof English = {
  kinds: { bias: 'Bias', dark: 'Dark', flat: 'Flat' },
  open: 'Ausgeben …',
  underWay: (percent) => `Ausgabe ${percent}`,
  title: 'Kalibrierte Lights ausgeben',
  lead: 'Als FITS mit 32-Bit-Gleitkommazahlen nach calibrated/<Nacht> im Datenordner. Die Aufnahmen selbst bleiben, wie sie sind.',
  which: 'Welche Lights',
  thisOne: 'Das geöffnete',
  filtered: 'Alle, die zählen, wie die Liste gefiltert ist',
  nameSome: 'Ein Light wählen oder die Liste nach Nacht, Auftrag oder Filter eingrenzen.',
  goWithout: 'Wo kein Master passt, ohne ihn',
  badPixels: 'Defekte Pixel',
  repair: 'Ersetzen',
  keep: 'Lassen',
  start: 'Ausgeben',
  stop: 'Abbrechen',
  progress: 'Kalibrierte Lights werden ausgegeben',
  refused: 'Nichts wurde ausgegeben.',
  written: (n, folder) => `${lights(n)} geschrieben nach ${folder}`,
  alreadyThere: (n) => `${lights(n)} schon da, mit denselben Mastern`,
  notReached: (n) => `Abgebrochen: ${lights(n)} nicht ausgegeben`,
  skipped: (n) => `${lights(n)} nicht ausgegeben:`,
  andMore: (n) => `und ${count(n)} weitere`,
};
