import type {
  CalibrationReason,
  CalibrationReasonCode,
  MatchedProperty,
  MatchedValue,
  RejectedInput,
} from '../../../src-main/contract/calibration-reason.ts';
import { count, decimal } from '../../format/numbers.ts';
import type { calibrationReports as English } from '../en/calibration-reports.ts';
import { inOneLine, type Said } from '../said.ts';
import { frameReports } from './frame-reports.ts';
import { plural } from './plural.ts';
import { frames, only } from './reports.ts';
import { taskFault } from './task-reports.ts';

const KINDS = { bias: 'Bias', dark: 'Dark', flat: 'Flat' } as const;

const PROPERTIES: Readonly<Record<MatchedProperty, readonly [name: string, unit: string]>> = {
  camera: ['Kamera', ''],
  readoutMode: ['Auslesemodus', ''],
  gain: ['Gain', ''],
  offset: ['Offset', ''],
  binning: ['Binning', ''],
  width: ['Breite', ' px'],
  height: ['Höhe', ' px'],
  exposure: ['Belichtung', ' s'],
  temperature: ['Temperatur', ' °C'],
  filter: ['Filter', ''],
  telescope: ['Teleskop', ''],
};
const UNSET = { 'not-known': 'unbekannt', none: 'ohne', 'camera-default': 'die Voreinstellung der Kamera' } as const;

function shown(value: MatchedValue, unit: string): string {
  if (typeof value === 'object') return UNSET[value.unset];
  return typeof value === 'number' ? `${decimal(String(value)).replace('-', '−')}${unit}` : value;
}

const rejected = ({ name, why }: RejectedInput) =>
  `${name} (${inOneLine(frameReports.reason({ reason: why.message, reasonFacts: why.facts }))})`;

const REASONS: {
  readonly [Code in CalibrationReasonCode]: (facts: Extract<CalibrationReason, { code: Code }>) => string;
} = {
  'other-kind': ({ needed, has }) => `Gebraucht wird ein ${KINDS[needed]}; dies ist ein ${KINDS[has]}.`,
  differs: ({ property, needed, has, tolerance }) => {
    const [name, unit] = PROPERTIES[property];
    const within = tolerance === null ? '' : ` (± ${decimal(String(tolerance))} °C)`;
    return `${name}: gebraucht ${shown(needed, unit)}${within}, vorhanden ${shown(has, unit)}.`;
  },
  origin: ({ needed, has }) =>
    `Der Ausschnitt sollte bei ${needed.join(', ')} (px) beginnen; dieser beginnt bei ${has.join(', ')}.`,
  age: ({ kind, days, younger, servesDays }) =>
    `${count(days)} Tage ${younger ? 'jünger als das Light' : 'alt'}; ein ${KINDS[kind]} gilt ${servesDays} Tage.`,
  'rejected-frames': ({ frames: n, named }) => {
    const others = n > named.length ? ` und ${count(n - named.length)} weitere` : '';
    const from = plural(n, {
      one: 'einer Aufnahme erstellt, die seither verworfen wurde',
      other: `${count(n)} Aufnahmen erstellt, die seither verworfen wurden`,
    });
    return `Aus ${from}: ${named.map(rejected).join(', ')}${others}.`;
  },
  'stale-within': ({ kind, name, reason }) =>
    `Sein Master-${KINDS[kind]} ${name} ist überholt. ${inOneLine(calibrationReports.reason(reason))}`,
  'no-master': ({ kind }) => `Es gibt keinen Master-${KINDS[kind]}.`,
  'no-map': () => 'Es gibt keine Karte defekter Pixel dieser Kamera, dieses Binnings und dieser Größe.',
  'dark-without-bias': () =>
    'Ein Master-Dark ohne Bias taugt nur zusammen mit einem Master-Bias, und es gibt keinen, der passt.',
  'too-old': ({ kind, newest, servesDays }) =>
    `Die vom ${newest} sind zu alt: Ein ${KINDS[kind]} gilt ${servesDays} Tage.`,
  'no-temperature': () =>
    'Weder der Auftrag der Lights noch die Einrichtung der Kamera nennt eine Temperatur; so kann kein Dark passen. Eine angeben.',
  'built-already': ({ path }) => `Schon erstellt: ${path}.`,
  'too-few': ({ frames: n, enough }) => `Nur ${frames(n)}; ein Master entsteht ab ${enough}.`,
  stopped: () => 'Das Erstellen wurde vorher abgebrochen.',
  'not-stale': () => 'Nicht überholt: Alle seine Aufnahmen zählen.',
  'too-few-left': ({ left, before, enough }) =>
    `Von ${frames(before)} ${plural(left, { one: 'zählt', other: 'zählen' })} nur noch ${count(left)}; ein Master entsteht ab ${enough}. Mehr davon aufnehmen, dann Master erstellen.`,
  'too-few-darks-left': ({ left, enough }) =>
    `Von den Darks ${plural(left, { one: 'zählt', other: 'zählen' })} nur noch ${count(left)}; eine Karte defekter Pixel entsteht ab ${enough}. Erst mehr davon aufnehmen.`,
  'too-few-flats-left': () =>
    'Von den Flats zählen weniger als zwei, und ohne Flats gingen kalte Pixel verloren. Erst mehr Flats aufnehmen.',
  'none-to-take-off': ({ kind }) =>
    `Früher wurde ein Master-${KINDS[kind]} abgezogen, und jetzt passt keiner. Erst diesen erstellen.`,
  'unknown-method': ({ method }) =>
    `Das Verfahren (${method}) ist hier nicht bekannt. Aus den Aufnahmen Master erstellen.`,
  'not-in-ledger': ({ name }) =>
    `Die Aufnahme ${name} steht nicht im Aufnahmebuch dieser Konsole. Noch einmal aus den Dateien erstellen, wie beim ersten Mal.`,
  task: ({ fault }) => taskFault(fault),
};

function worded(message: string, facts: CalibrationReason | null): Said {
  if (facts === null) return { text: '', original: message };
  // A reason has the facts of its own code.
  const word = REASONS[facts.code] as (facts: CalibrationReason) => string;
  return only(word(facts));
}

export const calibrationReports: typeof English = {
  reason: ({ message, facts }) => worded(message, facts),
  why: worded,
  inOne: (reasons) => reasons.map((reason) => inOneLine(calibrationReports.reason(reason))).join(' '),
};
