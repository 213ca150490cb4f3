import { count } from '../../format/numbers.ts';
import type { palette as English } from '../en/palette.ts';
import { plural } from './plural.ts';

export const palette: typeof English = {
  title: 'Befehle',
  open: 'Befehle: alles finden und tun',
  hint: 'Was zu tun ist, eine Taste, ein Auftrag oder eine Nacht …',
  count: (n) => plural(n, { one: '1 Befehl', other: `${count(n)} Befehle` }),
  nothing: 'So heißt nichts. Mit weniger Buchstaben versuchen.',
  notNow: 'Jetzt nicht:',
  task: 'Auftrag',
  night: 'Nacht',
  framesOfNight: (night, n) =>
    `Aufnahmen der Nacht ${night} (${plural(n, { one: '1 Aufnahme', other: `${count(n)} Aufnahmen` })})`,
};
