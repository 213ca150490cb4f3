/** The command palette. What the actions are called stands in `keys.ts`. */
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

export const palette = {
  title: 'Commands',
  open: 'Commands: find and do anything',
  hint: 'What to do, a key, a task or a night …',
  count: (n: number) => plural(n, { one: '1 command', other: `${count(n)} commands` }),
  nothing: 'Nothing is called that. Try fewer letters.',
  notNow: 'Not now:',
  task: 'Task',
  night: 'Night',
  framesOfNight: (night: string, n: number) =>
    `Frames of the night ${night} (${plural(n, { one: '1 frame', other: `${count(n)} frames` })})`,
};
