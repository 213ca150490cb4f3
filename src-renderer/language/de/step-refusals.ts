/** Why a step at the screen was refused, or cannot be taken back. */
import type { StepRefusal, StepRefusalCode } from '../../../src-main/contract/step-refusal.ts';
import type { DeviceActivity } from '../../../src-main/contract/vocabulary.ts';
import type { Said } from '../said.ts';
import { TROUBLES } from './reports.ts';
import { statusWord, words } from './words.ts';

const BUSY: Readonly<Record<DeviceActivity, string>> = {
  frame: 'Die Kamera nimmt gerade auf.',
  move: 'Das Filterrad dreht sich gerade.',
  'temperature-wait': 'Gerade wird auf die Temperatur des Sensors gewartet.',
};

const REFUSALS: { readonly [Code in StepRefusalCode]: (facts: Extract<StepRefusal, { code: Code }>) => string } = {
  'nothing-running': () => 'Es läuft nichts.',
  'no-task-to-skip': () => 'Gerade wird kein Auftrag ausgeführt, der sich überspringen ließe.',
  'no-frame-to-abort': () => 'Gerade wird nichts aufgenommen.',
  'question-over': () => 'Diese Frage ist schon erledigt.',
  'no-such-task': () => 'Diesen Auftrag gibt es hier nicht.',
  'task-over': (facts) => `Der Auftrag ist inzwischen beendet (${statusWord(facts.status)}).`,
  'task-over-to-edit': (facts) =>
    `Der Auftrag ist beendet (${statusWord(facts.status)}) und ändert sich nicht mehr. Ihn duplizieren, um ihn noch einmal aufzunehmen.`,
  'task-over-to-cancel': ({ title, ...facts }) =>
    `„${title}“ ist schon beendet (${statusWord(facts.status)}); nichts wurde storniert.`,
  'not-run-here': () => 'Hier lassen sich nur Aufträge duplizieren, die diese Konsole ausführt.',
  'beside-itself': () => 'Ein Auftrag lässt sich nicht neben sich selbst verschieben.',
  'not-to-reject': ({ state }) =>
    `Die Aufnahme hat keine sichere Datei (${words.frameStates[state]}) und lässt sich nicht verwerfen.`,
  'not-to-restore': ({ state }) =>
    `Die Aufnahme ist nicht verworfen (${words.frameStates[state]}) und lässt sich nicht zurückholen.`,
  'nothing-to-undo': () => 'Es gibt nichts zurückzunehmen.',
  'cancel-overtaken': (facts) =>
    facts.status === null
      ? 'Den stornierten Auftrag gibt es nicht mehr.'
      : `Der Auftrag ist inzwischen nicht mehr storniert (${statusWord(facts.status)}).`,
  'queued-task-begun': ({ title }) =>
    `„${title}“ hat inzwischen begonnen. Was nicht gewünscht ist, in der Warteschlange stornieren.`,
  'queued-tasks-over': () => 'Diese Aufträge sind inzwischen fertig oder storniert.',
  'run-has-devices': () => 'Die Geräte gehören dem Ablauf. Ihn zuerst pausieren.',
  'run-has-setup': () => 'Die Einrichtung lässt sich nicht ändern, solange der Ablauf läuft. Ihn zuerst pausieren.',
  'not-active': ({ instrumentId }) => `Das Instrument ${instrumentId} ist nicht das aktive.`,
  'no-such-instrument': ({ instrumentId }) => `Das Instrument ${instrumentId} gibt es hier nicht.`,
  'no-such-device': ({ key }) => `Das Gerät „${key}“ ist nicht mehr da. Nachsehen, ob es angeschlossen ist.`,
  'no-driver': ({ model }) => `Für ${model} hat diese Konsole keinen Treiber.`,
  'camera-not-connected': () => 'Die Kamera ist nicht verbunden. Sie unter „Geräte“ verbinden.',
  'device-failed': ({ failure }) => TROUBLES[failure],
  'devices-busy': ({ busyWith }) => `${BUSY[busyWith]} Warten, bis das zu Ende ist, oder es abbrechen.`,
  'camera-binning': ({ binnings }) => `Die Kamera kann dieses Binning nicht, nur ${binnings.join(', ')}.`,
  'outside-sensor': ({ width, height }) =>
    `Der Ausschnitt ragt über den Sensor hinaus, der ${width} × ${height} Pixel hat.`,
  'no-such-alarm': ({ id }) => `Der Alarm ${id} ist nicht mehr offen: Er ist wohl vorbei und schon quittiert.`,
};
/** @param message the console's own sentence */
export function stepRefusal(message: string, facts: StepRefusal): Said {
  // A refusal has the facts of its own code.
  const word = REFUSALS[facts.code] as (facts: StepRefusal) => string;
  // What a device fails by is said by the device, too: which one, and what exactly.
  const hasParticulars = facts.code === 'device-failed' && facts.failure !== 'aborted';
  return { text: word(facts), original: hasParticulars ? message : null };
}
