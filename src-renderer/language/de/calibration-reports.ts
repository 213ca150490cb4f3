import type {
  CalibrationReason,
  CalibrationReasonCode,
  MatchedProperty,
  MatchedValue,
  RejectedInput,
} from '../../../src-main/contract/calibration-reason.ts';
import { asSet, count, decimal } from '../../format/numbers.ts';
import type { calibrationReports as English } from '../en/calibration-reports.ts';
import { inOneLine, type Said } from '../said.ts';
import { fileFaultText } from './file-faults.ts';
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
  return typeof value === 'number' ? `${asSet(value)}${unit}` : value;
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
  'too-few-files': () => 'Ein Master braucht mindestens zwei Aufnahmen; mehr Dateien angeben.',
  'too-many-frames': ({ frames: n, most }) =>
    `${frames(n)} sind für einen Master zu viele; höchstens ${count(most)} gehen.`,
  'named-twice': ({ path }) => `${path} ist zweimal genannt; jede Datei nur einmal nennen.`,
  mixed: ({ path, property, has, first }) => {
    const [name, unit] = PROPERTIES[property];
    return `${path} passt nicht zur ersten Aufnahme. ${name}: dort ${shown(first, unit)}, hier ${shown(has, unit)}.`;
  },
  'mixed-kinds': ({ path, has, wanted }) => `${path} ist ein ${KINDS[has]}, kein ${KINDS[wanted]}.`,
  'mixed-numbers': ({ path, has }) =>
    has === 'floats'
      ? `${path} enthält Gleitkommazahlen, die erste Aufnahme ganze Zahlen.`
      : `${path} enthält ganze Zahlen, die erste Aufnahme Gleitkommazahlen.`,
  'mixed-sizes': ({ path, has, first }) =>
    `${path} hat ${has.join(' × ')} Pixel, die erste Aufnahme ${first.join(' × ')}.`,
  'was-rejected': ({ path, why }) =>
    `${rejected({ name: path, why })} ist verworfen. Die Aufnahme wieder zulassen, oder sie weglassen.`,
  'not-calibration': ({ path, imageType }) =>
    `${path} ist weder Bias noch Dark noch Flat (im Kopf steht „${imageType}“); Master entstehen nur aus solchen.`,
  'no-bias-for-darks': () => 'Zu diesen Darks passt kein Master-Bias. Erst einen erstellen.',
  'none-serves': () => 'Kein Master passt dazu.',
  'other-export': ({ path }) =>
    `${path} gibt es schon, mit anderen Mastern kalibriert. Verschieben, dann noch einmal ausgeben.`,
  'broken-export': ({ path, fault }) =>
    `${path} gibt es schon, ist aber nicht in Ordnung.${fault === null ? '' : ` ${fileFaultText(fault)}`} Verschieben, dann noch einmal ausgeben.`,
};

export function calibrationReason(facts: CalibrationReason): string {
  // A reason has the facts of its own code.
  const word = REASONS[facts.code] as (facts: CalibrationReason) => string;
  return word(facts);
}

function worded(message: string, facts: CalibrationReason | null): Said {
  return facts === null ? { text: '', original: message } : only(calibrationReason(facts));
}

export const calibrationReports: typeof English = {
  reason: ({ message, facts }) => worded(message, facts),
  why: worded,
  inOne: (reasons) => reasons.map((reason) => inOneLine(calibrationReports.reason(reason))).join(' '),
};
