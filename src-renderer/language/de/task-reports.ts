import type { ImportRemark, ImportRemarkCode } from '../../../src-main/contract/import-report.ts';
import type { TaskFault, TaskFaultCode } from '../../../src-main/contract/task-fault.ts';
import type { Hindrance, QueueRow } from '../../../src-main/contract/views.ts';
import { asSet, count, percent } from '../../format/numbers.ts';
import { utcDateTime } from '../../format/times.ts';
import type { taskReports as English } from '../en/task-reports.ts';
import { frames, only } from './reports.ts';
import { statusWord } from './words.ts';

const FAULTS: { readonly [Code in TaskFaultCode]: (facts: Extract<TaskFault, { code: Code }>) => string } = {
  'filter-twice': () => 'Ein Filter ist zweimal genannt; jeden nur einmal nennen.',
  'no-exposure': () => 'Lights brauchen eine Gesamtbelichtung über 0 s.',
  'no-longest-frame': () => 'Die längste Einzelbelichtung muss über 0 s liegen.',
  'frame-over-a-day': ({ exposureS }) =>
    `Eine einzige Aufnahme würde ${count(Math.round(exposureS))} s dauern, mehr als einen Tag. Die längste Einzelbelichtung verkürzen.`,
  'dark-over-a-day': ({ exposureS }) => `${asSet(exposureS)} s sind für eine einzige Aufnahme mehr als ein Tag.`,
  'frames-over-most': ({ frames: n, most }) => `Das ergibt ${frames(n)}; ein Auftrag fasst höchstens ${count(most)}.`,
  'counted-over-most': ({ most }) => `Ein Auftrag fasst höchstens ${frames(most)}.`,
  'no-frames': () => 'Angeben, wie viele Aufnahmen: eine ganze Zahl ab 1.',
  'no-dark-exposure': () => 'Darks brauchen eine Belichtung über 0 s, die der Lights, denen sie dienen.',
  'total-disagrees': ({ came, planned }) =>
    `Der Auftrag kam mit insgesamt ${frames(came)}; sein Plan ergibt ${count(planned)}. Ausgeführt wird der Plan.`,
  'expires-before-start': () =>
    'Die Frist des Auftrags würde enden, bevor er beginnen darf. Sie muss nach dem frühesten Beginn enden.',
  'planned-after-expiry': () =>
    'Der geplante Beginn liegt nach dem Ende der Frist. Früher planen, oder die Frist verlängern.',
  'exposure-over-most': ({ mostH }) => `Das ist mehr als ${count(mostH)} Stunden Belichtung. Weniger verlangen.`,
  'unknown-filter': ({ filterId }) => `Den Filter ${filterId} gibt es hier nicht.`,
  'not-in-wheel': ({ filter }) => `${filter} steckt nicht im Filterrad.`,
  'flats-without-filter': () => 'Die Filter wählen, in denen Flats aufgenommen werden.',
  'right-ascension': ({ pointing }) =>
    `Teilbild ${pointing}: Die Rektaszension muss zwischen 0 und 360° (0h bis 24h) liegen.`,
  declination: ({ pointing }) => `Teilbild ${pointing}: Die Deklination muss zwischen −90° und +90° liegen.`,
  'no-pointing': () => 'Angeben, wohin das Teleskop zeigt: mindestens eine Position.',
  binning: ({ binnings }) => `Die Kamera kann dieses Binning nicht, nur ${binnings.join(', ')}.`,
  gain: ({ min, max }) => `Der Gain der Kamera geht von ${asSet(min)} bis ${asSet(max)}.`,
  temperature: ({ minC, maxC }) => `Sensoren werden auf ${asSet(minC)} bis ${asSet(maxC)} °C gekühlt.`,
  tolerance: () => 'Die Toleranz muss über 0 °C liegen.',
  'flat-level': ({ min, max }) => `Zwischen ${percent(min)} und ${percent(max)} vom Maximum wählen.`,
  'negative-exposure': () => 'Die kürzeste Belichtung darf nicht negativ sein.',
  'flat-exposure': () => 'Die längste Belichtung muss über 0 s liegen und darf höchstens einen Tag dauern.',
  'shortest-over-longest': () => 'Die kürzeste Belichtung ist länger als die längste.',
  'other-type': () => 'Ein Auftrag behält seine Art. Für eine andere einen neuen anlegen.',
  'frames-taken': ({ filters }) => {
    const names = filters.map((filter) => filter ?? 'eine Position').join(', ');
    return `Für ${names} gibt es schon Aufnahmen. Beibehalten, oder den Auftrag stornieren und einen neuen anlegen.`;
  },
};

/** What is wrong with a task's plan, or with a draft. */
export function taskFault(facts: TaskFault): string {
  // A fault has the facts of its own code.
  const word = FAULTS[facts.code] as (facts: TaskFault) => string;
  return word(facts);
}

const HINDRANCES: {
  readonly [Reason in Hindrance['reason']]: (
    facts: Extract<Hindrance, { reason: Reason }>,
    task: Pick<QueueRow, 'earliestStart'>,
  ) => string;
} = {
  radio: () => 'Ein Radioauftrag: wird hier aufbewahrt und vom Radioteleskop ausgeführt.',
  'unknown-type': ({ unknown, word }) =>
    `${unknown === 'type' ? 'Die Auftragsart' : 'Den Status'} „${word}“ kennt diese Konsole nicht. Wird aufbewahrt, nicht ausgeführt.`,
  'not-before': (_, { earliestStart }) => `Nicht vor ${utcDateTime(earliestStart)} UTC.`,
  expired: () => 'Seine Frist ist vorbei.',
  'no-time-left': () => 'Eine weitere Aufnahme würde nach der Frist enden.',
  'other-instrument': ({ instrumentId }) => `Für Instrument ${instrumentId ?? '?'}, das hier nicht betrieben wird.`,
  'no-filter': ({ filters }) =>
    `Nicht im Filterrad: ${filters.join(', ')}. Einsetzen und unter „Geräte“ eintragen, oder den Auftrag ändern.`,
  unassigned: () => 'Diesem Standort noch nicht zugeteilt.',
  final: () => '',
  skipped: () => 'In diesem Ablauf übersprungen. Der nächste nimmt ihn wieder auf.',
  plan: ({ fault }) => taskFault(fault),
};

const REMARKS: { readonly [Code in ImportRemarkCode]: (facts: Extract<ImportRemark, { code: Code }>) => string } = {
  'row-fault': ({ row, fault }) => `Zeile ${count(row)}: ${taskFault(fault)}`,
  'final-here': ({ uid, status }) =>
    `Der Auftrag ${uid} ist hier schon beendet (${statusWord(status)}) und wurde nicht geändert.`,
  'order-not-followed': ({ uid, status, order }) =>
    `Der Auftrag ${uid} hat hier den Zustand „${statusWord(status)}“, auf den „${statusWord(order)}“ nicht folgen kann.`,
};

function importRemark(facts: ImportRemark): string {
  // A remark has the facts of its own code.
  const word = REMARKS[facts.code] as (facts: ImportRemark) => string;
  return word(facts);
}

export const taskReports: typeof English = {
  hindrance: (hindrance, task) => {
    // A hindrance has the facts of its own reason.
    const word = HINDRANCES[hindrance.reason] as (facts: Hindrance, row: typeof task) => string;
    return only(word(hindrance, task));
  },
  fault: ({ message, facts }) => (facts === null ? { text: '', original: message } : only(taskFault(facts))),
  remark: ({ message, facts }) => (facts === null ? { text: '', original: message } : only(importRemark(facts))),
};
