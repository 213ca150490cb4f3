import { count } from '../../format/numbers.ts';
import type { plot as English } from '../en/plot.ts';
import { plural } from './plural.ts';

export const plot: typeof English = {
  empty: 'Noch nichts gemessen.',
  table: 'Tabelle',
  tableOf: (title) => `Tabelle zu ${title}`,
  points: (title, n) => `${title}, ${count(n)} ${plural(n, { one: 'Punkt', other: 'Punkte' })}`,
  series: 'Reihe',
  note: 'Zu',
  lastOf: (shown, all) => `Die letzten ${count(shown)} von ${count(all)}.`,
};
