/** Tonight as a line. */
import type { DoneState } from '../../../src-main/contract/timeline-view.ts';
import { count } from '../../format/numbers.ts';
import { plural } from './plural.ts';

const frames = (n: number) => `${count(n)} ${plural(n, { one: 'frame', other: 'frames' })}`;
const states: Readonly<Record<DoneState, string>> = {
  counted: 'counted',
  rejected: 'rejected',
  lost: 'lost',
  test: 'test',
  'under way': 'under way',
};

export const timeline = {
  label: (night: string) => `Night of ${night} as a line. Arrow keys go through it.`,
  plan: 'Plan',
  planTitle: (night: string) => `The night of ${night}`,
  moon: (illuminated: string) => `Moon ${illuminated}`,
  testFrames: 'Test frames',
  states,
  done: (title: string, from: string, to: string, counted: number) =>
    `${title}: ${from} to ${to} UTC, ${frames(counted)} counted`,
  rejected: (n: number) => `, ${count(n)} rejected`,
  lost: (n: number) => `, ${count(n)} lost`,
  planned: (title: string, from: string, to: string) => `Planned: ${title}, ${from} to ${to} UTC`,
  misfit: {
    expires: 'not all of it: it expires',
    dawn: 'its end comes after dawn',
  },
  mark: (at: string, message: string) => `${at} UTC: ${message}`,
  marks: (n: number, newest: string) => `${count(n)} events, the last: ${newest}`,
  all: (ends: string) => `All of it is done by ${ends} UTC.`,
  nothingPlanned: 'Nothing is planned.',
  misfits: (n: number) => `${count(n)} ${plural(n, { one: 'task does', other: 'tasks do' })} not fit`,
  doneHeading: 'Taken',
  plannedHeading: 'Planned',
  missedHeading: 'Will not start before it expires',
  eventsHeading: 'Events',
  nothingDone: 'Nothing yet.',
  noEvents: 'None.',
  task: 'Task',
  from: 'From, UTC',
  to: 'To, UTC',
  frames: 'Frames',
  fits: 'Fits',
  fitsAll: 'yes',
  expires: 'Expires, UTC',
  shortenedDone: 'The night’s first frames are left out.',
  shortenedPlan: 'The queue goes on beyond these tasks.',
  forecastNote: 'Times are what exposures and readouts need; wheel moves and cooling come on top.',
};
