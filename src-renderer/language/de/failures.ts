/** Why a request failed, or a part of it. */
import type { FailureReason, Problem } from '../../../src-main/contract/errors.ts';
import { isFileFault } from '../../../src-main/contract/file-fault.ts';
import type { FailureFacts, JsonEnd, LackingLight, Refusal, RefusalCode } from '../../../src-main/contract/refusal.ts';
import { isSetupFault } from '../../../src-main/contract/setup-fault.ts';
import { isStepRefusal } from '../../../src-main/contract/step-refusal.ts';
import { count } from '../../format/numbers.ts';
import type { failures as English } from '../en/failures.ts';
import type { Said } from '../said.ts';
import { calibrationReason, calibrationReports } from './calibration-reports.ts';
import { fileFault } from './file-faults.ts';
import { inputFaultText, isInputFault } from './input-faults.ts';
import { plural } from './plural.ts';
import { only } from './reports.ts';
import { setupFault } from './setup-faults.ts';
import { stepRefusal } from './step-refusals.ts';
import { taskFault } from './task-reports.ts';
import { words } from './words.ts';

const FAILURES: Readonly<Record<FailureReason, string>> = {
  'bad-input': 'Die Angaben gehen so nicht.',
  'not-found': 'Das gibt es hier nicht (mehr).',
  'wrong-state': 'Das geht im Augenblick nicht.',
  device: 'Ein Gerät meldet einen Fehler.',
  storage: 'Die Platte oder eine Datei macht Schwierigkeiten.',
  busy: 'Der Datenordner gehört einer laufenden Konsole.',
  disconnected: 'Keine Verbindung zur Konsole. Nichts wurde geändert; bald noch einmal versuchen.',
  internal: 'Ein Fehler in der Konsole selbst.',
};

const KINDS = { bias: 'Master-Bias', dark: 'Master-Dark', flat: 'Master-Flat' } as const;

const lights = (n: number) => `${count(n)} ${plural(n, { one: 'Light', other: 'Lights' })}`;

function jsonEnd(end: JsonEnd | null): string {
  if (end === null) return '';
  if (end === 'too-early') return ': Der Text endet zu früh';
  return ` (ab Zeile ${count(end.line)}, Spalte ${count(end.column)})`;
}

const lackingLight = ({ name, reasons }: LackingLight) => `${name}: ${calibrationReports.inOne(reasons)}`;

const REFUSALS: { readonly [Code in RefusalCode]: (facts: Extract<Refusal, { code: Code }>) => string } = {
  'no-such-frame': () => 'Diese Aufnahme gibt es nicht, oder sie hat keine Datei.',
  'no-file-yet': ({ state }) => `Die Aufnahme hat noch keine Datei (${words.frameStates[state]}).`,
  'file-away': () => 'Die Datei der Aufnahme ist nicht an ihrem Platz.',
  'master-away': () => 'Diesen Master gibt es nicht mehr.',
  'masters-changed': () => 'Die Master für diese Aufnahme haben sich geändert. Noch einmal ansehen.',
  'outside-frame': ({ width, height }) => `Das liegt außerhalb der Aufnahme, die ${width} × ${height} Pixel hat.`,
  'only-lights': ({ frameType }) =>
    `Die Aufnahme ist ein ${words.frameTypes[frameType]}; nur Lights haben Sterne, die man messen kann.`,
  'not-a-light': () => 'Kalibriert werden nur Lights. Ein Light wählen.',
  'too-small': ({ width, height }) => `Eine Aufnahme von ${width} × ${height} Pixeln ist zum Messen zu klein.`,
  'export-going-on': () => 'Es werden schon Lights ausgegeben. Warten, bis das fertig ist, oder es abbrechen.',
  'export-stopped': () => 'Die Ausgabe wurde abgebrochen; nichts wurde geschrieben.',
  'lights-lack-masters': ({ lights: n, of, kinds, first }) => {
    const lacking = of === 1 ? 'Dem Light fehlt' : `${count(n)} von ${lights(of)} fehlt`;
    const masters = kinds.map((kind) => KINDS[kind]).join(', ');
    return `${lacking}: ${masters}; nichts wurde geschrieben. ${lackingLight(first)} Das Fehlende erstellen, oder zulassen, dass es fehlt.`;
  },
  'too-many-lights': ({ lights: n, most }) =>
    `${lights(n)} sind auf einmal zu viele; höchstens ${count(most)} gehen. Auch eine Nacht angeben.`,
  'no-lights': ({ ofTask, night, filter }) =>
    `Es gibt keine gezählten Lights${ofTask ? ' dieses Auftrags' : ''}${night === null ? '' : ` der Nacht ${night}`}${filter === null ? '' : ` in ${filter}`}.`,
  'building-going-on': () => 'Es werden schon Master erstellt. Warten, bis das fertig ist, oder es abbrechen.',
  'no-master-file': ({ path }) => `${path} ist kein Master dieser Konsole.`,
  'nothing-imported': () => 'Nichts wurde importiert.',
  'not-json': ({ what, end }) =>
    what === 'setup'
      ? `Die Einrichtung ist kein JSON${jsonEnd(end)}.`
      : `Das ist kein JSON${jsonEnd(end)}. Eine Liste von Aufträgen angeben, oder {"items": [ … ]}.`,
  'not-a-list': () => 'Das ist JSON, aber keine Liste von Aufträgen. Eine Liste angeben, oder {"items": [ … ]}.',
  'setup-not-saved': () => 'Die Einrichtung wurde nicht geändert.',
  'no-map-file': ({ path }) => `${path} ist keine Pixelkarte dieser Konsole.`,
  'database-full': () =>
    'Die Platte ist voll; die Datenbank lässt sich nicht mehr schreiben. Platz schaffen, dann weitermachen.',
  'database-read-only': () =>
    'Die Platte darf nur gelesen werden; die Datenbank lässt sich nicht schreiben. Erst die Platte prüfen, dann sie beschreibbar machen.',
  'database-folder': () =>
    'Im Ordner der Datenbank lässt sich nicht schreiben. Nach der Platte und den Rechten des Datenordners sehen.',
  'database-disk-failed': () =>
    'Die Platte hat versagt, als die Datenbank gelesen oder geschrieben wurde. Die Platte und ihr Kabel prüfen.',
};

function isRefusal(facts: FailureFacts): facts is Refusal {
  return Object.hasOwn(REFUSALS, facts.code);
}

/** Also of a fault whose particulars the console alone can tell. */
function worded(message: string, facts: FailureFacts): Said {
  if (isFileFault(facts)) return fileFault(message, facts);
  if (isStepRefusal(facts)) return stepRefusal(message, facts);
  if (!isRefusal(facts)) return only(calibrationReason(facts));
  // A refusal has the facts of its own code.
  const word = REFUSALS[facts.code] as (facts: Refusal) => string;
  return only(word(facts));
}

function problemText(facts: NonNullable<Problem['facts']>): string {
  if (facts.code === 'lacking-light') return lackingLight(facts);
  if (isSetupFault(facts)) return setupFault(facts);
  return isInputFault(facts) ? inputFaultText(facts) : taskFault(facts);
}

/** Whether each of them is worded by itself, so that the console's own sentence, which tells the first, says no more. */
function areSaid(problems: readonly Problem[] | undefined): boolean {
  return problems?.every(({ facts }) => facts !== undefined) ?? false;
}

export const failures: typeof English = {
  failure: ({ reason, message, facts, problems }) => {
    if (facts !== undefined) return worded(message, facts);
    return { text: FAILURES[reason], original: reason === 'disconnected' || areSaid(problems) ? null : message };
  },
  problem: ({ message, facts }) => (facts === undefined ? { text: '', original: message } : only(problemText(facts))),
  why: (why, facts) => (facts === null ? { text: '', original: why } : worded(why, facts)),
};
