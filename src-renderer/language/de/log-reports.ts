import { ALARM_KINDS, type AlarmKind } from '../../../src-main/contract/alarms.ts';
import type { LogCause, LogFacts, LogKind, SomeTasks } from '../../../src-main/contract/log-lines.ts';
import { exposure } from '../../format/durations.ts';
import { celsius, count, decimal } from '../../format/numbers.ts';
import type { logReports as English } from '../en/log-reports.ts';
import { inOneLine, type Said } from '../said.ts';
import { alarmKind, alarmMatter } from './alarm-reports.ts';
import { calibration } from './calibration.ts';
import { failures } from './failures.ts';
import { frameReason } from './frame-reports.ts';
import { plural } from './plural.ts';
import { frames, only, QUESTIONS, recoverySentence, TROUBLES } from './reports.ts';
import { flatLeft, outOfTime } from './run-reasons.ts';
import { sensorWarning } from './sensor-warnings.ts';
import { words } from './words.ts';

const tasks = (n: number) => `${count(n)} ${plural(n, { one: 'Auftrag', other: 'Aufträge' })}`;
const files = (n: number) => `${count(n)} ${plural(n, { one: 'Datei', other: 'Dateien' })}`;

const someTasks = ({ tasks: n, title }: SomeTasks, done: string) =>
  title === null ? `${tasks(n)} ${done}.` : `„${title}“ ${done}.`;

const MASTERS = { bias: 'Master-Bias', dark: 'Master-Dark', flat: 'Master-Flat', 'bad-pixels': 'Pixelkarte' } as const;

const NEXT: Readonly<Record<LogFacts['frame.failed']['then'], string>> = {
  'await-disk': 'Sie wird wiederholt, wenn die Platte in Ordnung ist.',
  retry: 'Sie wird wiederholt.',
  restart: 'Das Instrument wird neu gestartet und die Aufnahme wiederholt.',
};

const REJECTED: Readonly<Record<LogFacts['frame.rejected']['how'], string>> = {
  'by-check': 'verworfen',
  'by-hand': 'von Hand verworfen',
  again: 'wieder verworfen',
};

const MORNINGS = { off: 'gelassen', queue: 'eingereiht', queue_and_run: 'eingereiht und aufgenommen' } as const;

const ENDS: Readonly<Record<LogFacts['run.ended']['how'], string>> = {
  'queue-ended': 'Der Ablauf ist zu Ende: Jetzt ist nichts mehr auszuführen.',
  paused: 'Der Ablauf ist pausiert.',
  stopped: 'Der Ablauf ist gestoppt.',
};

function rebuilt(facts: LogFacts['ledger.rebuilt']): string {
  const { counted, kept, moved, lost, tasksMade, tasksRecounted, strange, oneStrange } = facts;
  const parts = [
    counted > 0 && `${frames(counted)} aufgenommen, die dem Aufnahmebuch fehlten`,
    kept > 0 && `${frames(kept)} aufbewahrt, ohne zu zählen`,
    moved > 0 && `${files(moved)} anderswo wiedergefunden`,
    lost > 0 && `${frames(lost)} verloren, ihre Dateien fehlen`,
    tasksMade > 0 && `${tasks(tasksMade)} aus den Aufnahmen neu angelegt (Pläne prüfen)`,
    tasksRecounted > 0 && `die Zahlen von ${count(tasksRecounted)} Aufträgen berichtigt`,
    strange > 0 &&
      `${files(strange)} unter frames/ beschädigt, doppelt oder nicht von dieser Konsole (${oneStrange}): nachsehen`,
  ].filter((part) => part !== false);
  return `Das Aufnahmebuch wurde mit der Platte abgeglichen: ${parts.join('; ')}.`;
}

/** One sentence after the other; the console's own words come last. */
function after(text: string, said: Said): Said {
  return { text: `${text} ${said.text}`.trim(), original: said.original };
}

const LINES: { readonly [Kind in LogKind]: (facts: LogFacts[Kind]) => Said } = {
  'alarm.acknowledged': ({ alarm }) => after('Quittiert:', alarmMatter(alarm)),
  'alarm.escalated': ({ alarm, minutes }) => after(`Seit ${minutes} min nicht quittiert:`, alarmMatter(alarm)),
  'calibration.morning': (facts) => {
    switch (facts.did) {
      case 'queued': {
        const end = facts.end === 'sun-up' ? 'Die Sonne geht auf' : 'Die Lights der Nacht sind fertig';
        return only(`${end}: eingereiht, was ihnen an Kalibrierung fehlt (${facts.titles.join(', ')}).`);
      }
      case 'not-queued': {
        const why = failures.why(facts.why, facts.whyFacts ?? null);
        const title = calibration.setTitle(facts);
        return { ...why, text: `Am Morgen nicht eingereiht: ${title}. ${why.text}`.trimEnd() };
      }
      case 'failed':
        return { text: 'Am Morgen konnte keine Kalibrierung eingereiht werden.', original: facts.why };
    }
  },
  'device.abort-failed': ({ why }) => ({ text: 'Das Abbrechen ist misslungen.', original: why }),
  'device.assigned': ({ instrument, device, kind }) =>
    only(
      kind === 'wheel'
        ? `${instrument} hat jetzt ${device} als Filterrad. Nachsehen, ob die Filter auf den Plätzen stecken, die die Einrichtung nennt.`
        : `${instrument} hat jetzt ${device} als Kamera.`,
    ),
  'device.connected': ({ instrument }) => only(`${instrument} verbunden.`),
  'device.cooling': ({ setPointC }) => only(`Kühlt auf ${celsius(setPointC)}.`),
  'device.disconnected': ({ instrument }) => only(`${instrument} getrennt.`),
  'device.filter': ({ slot }) => only(`Filterrad auf Platz ${slot}.`),
  'device.plugged': ({ device }) => only(`Angeschlossen: ${device}.`),
  'device.test-frame': ({ frameType, exposureS }) =>
    only(`Testaufnahme: ${words.frameTypes[frameType]}, ${exposure(exposureS)}.`),
  'device.unplugged': ({ device }) => only(`Abgezogen: ${device}.`),
  'device.warming': () => only('Wärmt langsam auf.'),
  'disk.well': () => only('Die Platte hat wieder Platz; der Ablauf geht weiter.'),
  'flat.left': (facts) => {
    const text = flatLeft(facts);
    return only(`Vorerst ${text}.`);
  },
  'frame.aborted': () => only('Aufnahme abgebrochen.'),
  'frame.failed': ({ failure, why, then }) => ({
    text: `Eine Aufnahme ist misslungen. ${TROUBLES[failure]} ${NEXT[then]}`,
    original: why,
  }),
  'frame.not-measured': ({ why }) => ({ text: 'Die Sterne einer Aufnahme ließen sich nicht messen.', original: why }),
  'frame.rejected': ({ how, frames: n, reason }) => {
    const text = n === 1 ? `Aufnahme ${REJECTED[how]}:` : `${frames(n)} ${REJECTED[how]}:`;
    return after(text, reason.facts === null ? only(`${reason.message}.`) : frameReason(reason.facts));
  },
  'frame.restored': ({ frames: n }) => only(n === 1 ? 'Aufnahme zurückgeholt.' : `${frames(n)} zurückgeholt.`),
  'frame.warning': ({ reason }) => frameReason(reason),
  'frames.exported': ({ frames: n, folder }) =>
    only(
      `${count(n)} ${plural(n, { one: 'kalibriertes Light', other: 'kalibrierte Lights' })} nach ${folder} geschrieben.`,
    ),
  'ledger.rebuilt': (facts) => only(rebuilt(facts)),
  'ledger.recovered': (facts) => only(recoverySentence(facts)),
  'master.built': ({ kind, frames: n, path, replaces }) => {
    if (replaces === null)
      return only(`${kind === null ? 'Master' : MASTERS[kind]} aus ${count(n)} Aufnahmen erstellt: ${path}.`);
    return only(
      `Neu erstellt aus ${count(n)} Aufnahmen: ${path} anstelle von ${replaces.path}, das jetzt ${replaces.movedTo} heißt.`,
    );
  },
  'run.answered': ({ about, answer }) => {
    const { text, answers } = QUESTIONS[about];
    return only(`„${text}“ – ${answers[answer] ?? answer}.`);
  },
  'run.ended': ({ how }) => only(ENDS[how]),
  'run.pausing': () => only('Pause nach dieser Aufnahme verlangt.'),
  'run.started': () => only('Ablauf gestartet.'),
  'run.stopping': () => only('Ablauf sofort gestoppt.'),
  'sensor.off': ({ night, ...measured }) => only(`${night}: ${sensorWarning(measured)}`),
  'setup.saved': ({ morning }) =>
    only(
      morning === null
        ? 'Die Einrichtung wurde geändert.'
        : `Nach der Nacht wird Kalibrierung, die ihren Lights fehlt, ${MORNINGS[morning]}.`,
    ),
  'simulation.fault': ({ device, kind }) => only(`Simulierte Störung: ${device}, ${kind}.`),
  'simulation.speed': ({ speed }) =>
    only(
      speed === 1
        ? 'Simulierte Geräte in Echtzeit.'
        : `Simulierte Geräte ${decimal(String(speed))}-mal so schnell wie in Wirklichkeit.`,
    ),
  'task.canceled': ({ title, why }) => only(`„${title}“ storniert: ${why}.`),
  'task.completed': ({ title }) => only(`„${title}“ ist fertig.`),
  'task.created': ({ title }) => only(`Neuer Auftrag „${title}“.`),
  'task.edited': ({ title }) => only(`„${title}“ bearbeitet.`),
  'task.expired': () => only('Die Frist des Auftrags endete vor der ersten Aufnahme.'),
  'task.out-of-time': ({ title, ...facts }) => only(`„${title}“: ${outOfTime(facts)}`),
  'task.skipped': () => only('Auftrag für diesen Ablauf übersprungen.'),
  'tasks.canceled': (facts) => only(someTasks(facts, 'storniert')),
  'tasks.imported': ({ created, updated, unchanged }) =>
    only(`Importiert: ${tasks(created)} neu, ${count(updated)} aktualisiert, ${count(unchanged)} unverändert.`),
  'tasks.moved': (facts) => only(someTasks(facts, 'in der Warteschlange verschoben')),
  'tasks.queued': (facts) => only(someTasks(facts, 'eingereiht')),
  'tasks.sample': ({ tasks: n }) => only(`Beispielnacht mit ${count(n)} Aufträgen geladen.`),
  undo: ({ step }) => after('Zurückgenommen:', line(step)),
};

function isAlarm(cause: { readonly what: string }): cause is { readonly what: AlarmKind } {
  return ALARM_KINDS.some((kind) => kind === cause.what);
}

function line({ what, facts }: LogCause): Said {
  if (isAlarm({ what })) return alarmMatter({ kind: what as AlarmKind, facts } as Parameters<typeof alarmMatter>[0]);
  // A line has the facts of its own kind.
  const word = LINES[what as LogKind] as (facts: LogCause['facts']) => Said;
  return word(facts);
}

export const logReports: typeof English = {
  line: (entry) => {
    if (entry.facts !== null && (entry.what in LINES || isAlarm(entry))) return line(entry as LogCause);
    return { text: isAlarm(entry) ? alarmKind(entry.what) : '', original: entry.message };
  },
  step: ({ step }) => inOneLine(line(step)),
};
