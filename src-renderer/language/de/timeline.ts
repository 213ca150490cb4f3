/** Die Nacht als Linie. */
import { count } from '../../format/numbers.ts';
import type { timeline as English } from '../en/timeline.ts';
import { plural } from './plural.ts';

const frames = (n: number) => `${count(n)} ${plural(n, { one: 'Aufnahme', other: 'Aufnahmen' })}`;

export const timeline: typeof English = {
  label: (night) => `Die Nacht vom ${night} als Linie. Die Pfeiltasten gehen sie durch.`,
  plan: 'Plan',
  planTitle: (night) => `Die Nacht vom ${night}`,
  moon: (illuminated) => `Mond ${illuminated}`,
  testFrames: 'Testaufnahmen',
  states: {
    counted: 'gezählt',
    rejected: 'verworfen',
    lost: 'verloren',
    test: 'Test',
    'under way': 'läuft',
  },
  done: (title, from, to, counted) => `${title}: ${from} bis ${to} UTC, ${frames(counted)} gezählt`,
  rejected: (n) => `, ${count(n)} verworfen`,
  lost: (n) => `, ${count(n)} verloren`,
  planned: (title, from, to) => `Geplant: ${title}, ${from} bis ${to} UTC`,
  misfit: {
    expires: 'nicht ganz: er läuft ab',
    dawn: 'sein Ende liegt nach der Morgendämmerung',
  },
  mark: (at, message) => `${at} UTC: ${message}`,
  marks: (n, newest) => `${count(n)} Ereignisse, das letzte: ${newest}`,
  all: (ends) => `Alles ist bis ${ends} UTC fertig.`,
  nothingPlanned: 'Nichts ist geplant.',
  misfits: (n) => `${count(n)} ${plural(n, { one: 'Auftrag passt', other: 'Aufträge passen' })} nicht`,
  doneHeading: 'Aufgenommen',
  plannedHeading: 'Geplant',
  missedHeading: 'Läuft ab, bevor er beginnt',
  eventsHeading: 'Ereignisse',
  nothingDone: 'Noch nichts.',
  noEvents: 'Keine.',
  task: 'Auftrag',
  from: 'Von, UTC',
  to: 'Bis, UTC',
  frames: 'Aufnahmen',
  fits: 'Passt',
  fitsAll: 'ja',
  expires: 'Läuft ab, UTC',
  shortenedDone: 'Die ersten Aufnahmen der Nacht fehlen hier.',
  shortenedPlan: 'Die Warteschlange geht über diese Aufträge hinaus.',
  forecastNote: 'Die Zeiten sind Belichtung und Auslesen; Radbewegungen und Kühlen kommen hinzu.',
};
