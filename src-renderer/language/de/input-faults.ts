/** What is wrong with fields of input and records: each the end of a line that names row and field. */
import { INPUT_FAULT_CODES, type InputFault, type InputFaultCode } from '../../../src-main/contract/input-fault.ts';
import { asSet, count } from '../../format/numbers.ts';

/** By the schema's words. */
const TYPES: Readonly<Record<string, string>> = {
  number: 'eine Zahl',
  int: 'eine ganze Zahl',
  string: 'ein Text',
  boolean: 'ein Ja oder Nein (true oder false)',
  array: 'eine Liste',
  object: 'ein Objekt in geschweiften Klammern',
};
const FORMATS: Readonly<Record<string, string>> = {
  guid: 'Hier wird eine UUID erwartet.',
  datetime: 'Hier wird eine Zeit erwartet, etwa 2026-11-22T20:30:00Z.',
};

const FAULTS: { readonly [Code in InputFaultCode]: (facts: Extract<InputFault, { code: Code }>) => string } = {
  missing: () => 'Diese Angabe fehlt.',
  'wrong-type': ({ expected }) => `Hier wird ${TYPES[expected] ?? 'eine andere Art von Wert'} erwartet.`,
  'at-least': ({ min, itself }) => (itself ? `Mindestens ${asSet(min)}.` : `Mehr als ${asSet(min)}.`),
  'at-most': ({ max, itself }) => (itself ? `Höchstens ${asSet(max)}.` : `Weniger als ${asSet(max)}.`),
  'too-long': ({ most }) => `Zu lang: höchstens ${count(most)}.`,
  'too-short': ({ least }) => (least === 1 ? 'Darf nicht leer sein.' : `Zu kurz: mindestens ${count(least)}.`),
  'not-one-of': ({ values }) => `Möglich sind: ${values.join(', ')}.`,
  'wrong-format': ({ format }) => FORMATS[format] ?? 'Hier wird eine andere Schreibweise erwartet.',
  'unknown-fields': ({ fields }) => `Unbekannte Felder: ${fields.join(', ')}.`,
  'no-instant': () => 'Hier wird eine UTC-Zeit erwartet, etwa 2026-11-22T20:30:00Z.',
  'no-duration': () =>
    'Hier wird eine Dauer erwartet: Sekunden oder nach ISO 8601, etwa PT1H30M, bis zu 10 000 Stunden.',
  'no-time-zone': () => 'Hier wird eine Zeitzone erwartet, etwa Europe/Madrid.',
  'not-a-number': ({ token }) =>
    `${token} ist keine Zahl; eine angeben, oder das Feld weglassen, wo sie unbekannt ist.`,
  'not-a-task': () => 'Hier steht kein Auftrag.',
  twice: ({ row }) => `Derselbe Auftrag steht schon in Zeile ${count(row)}; jeder darf nur einmal vorkommen.`,
  'names-none': () => 'Diese Angabe fehlt; ein optischer Auftrag braucht sie.',
  'not-here': ({ id, known }) =>
    `${id} gibt es hier nicht (bekannt: ${known.join(', ') || 'nichts'}). Unter „Geräte“ eintragen, oder den Auftrag berichtigen.`,
  'filter-not-here': ({ id, known }) =>
    `Den Filter ${id} gibt es hier nicht (bekannt: ${known.join(', ') || 'keiner'}). Unter „Geräte“ eintragen, oder den Auftrag berichtigen.`,
  'other-name': ({ id, here, given }) =>
    `Der Filter ${id} heißt hier „${here}“, nicht „${given}“. Ein verwechselter Filter kostet die Nacht: die Namen angleichen.`,
  'other-filters': () => 'Hier stehen andere Filter als unter den Filtern des Auftrags.',
};

export function isInputFault(facts: { readonly code: string }): facts is InputFault {
  return (INPUT_FAULT_CODES as readonly string[]).includes(facts.code);
}

export function inputFaultText(facts: InputFault): string {
  // A fault has the facts of its own code.
  const word = FAULTS[facts.code] as (facts: InputFault) => string;
  return word(facts);
}
