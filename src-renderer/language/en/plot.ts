/** Plots, and their numbers as a table. */
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

export const plot = {
  empty: 'Nothing measured yet.',
  table: 'Table',
  tableOf: (title: string) => `Table of ${title}`,
  points: (title: string, n: number) => `${title}, ${count(n)} ${plural(n, { one: 'point', other: 'points' })}`,
  series: 'Series',
  note: 'Of',
  lastOf: (shown: number, all: number) => `The last ${count(shown)} of ${count(all)}.`,
};
