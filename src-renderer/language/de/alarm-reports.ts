import { ALARM_KINDS, type AlarmFacts, type AlarmKind, type AlarmNames } from '../../../src-main/contract/alarms.ts';
import type { ToldAlarm } from '../../../src-main/contract/log-lines.ts';
import { spellTime } from '../../../src-main/contract/spelled-time.ts';
import { celsius, count } from '../../format/numbers.ts';
import type { alarmReports as English } from '../en/alarm-reports.ts';
import type { Said } from '../said.ts';
import { frameReason, starSentence } from './frame-reports.ts';
import { deviceProblem, frames, only, QUESTIONS, recoverySentence } from './reports.ts';
import { becauseNotMoved, isDitherSaid, leftSentence, troubleSentence } from './run-reasons.ts';

interface AlarmWords<Facts> {
  /** What is the matter, where no more than the kind is known: the console's own sentence follows. */
  readonly kind: string;
  /** The same with what is known of it. */
  readonly matter: (facts: Facts) => Said;
  readonly advice: string;
}

const ALARMS: { readonly [Kind in AlarmKind]: AlarmWords<AlarmFacts[Kind]> } = {
  'run.trouble': {
    kind: 'Der Ablauf hat von selbst angehalten.',
    matter: (facts) => {
      const { text, original } = troubleSentence(facts);
      return { text: `Der Ablauf hat angehalten. ${text}`, original };
    },
    advice: 'In Ordnung bringen, was genannt ist, dann den Ablauf fortsetzen.',
  },
  'run.asks': {
    kind: 'Der Ablauf fragt etwas.',
    matter: ({ about }) => only(QUESTIONS[about].text),
    advice: 'Unter „Heute Nacht“ beantworten; der Ablauf wartet.',
  },
  'run.interrupted': {
    kind: 'Die Konsole endete mitten in einem Ablauf.',
    matter: (facts) => only(`Die Konsole endete mitten in einem Ablauf. ${recoverySentence(facts)}`),
    advice: 'Nach Kuppel und Geräten sehen, dann den Ablauf wieder starten.',
  },
  'queue.ended': {
    kind: 'Nichts mehr auszuführen.',
    matter: ({ waits }) =>
      only(
        waits
          ? 'Jetzt ist nichts mehr auszuführen. Der Ablauf wartet auf Zeitfenster und neue Aufträge.'
          : 'Der Ablauf ist zu Ende: Jetzt ist nichts mehr auszuführen.',
      ),
    advice: 'Aufträge hinzufügen, oder die Nacht beenden und die Kamera aufwärmen.',
  },
  'task.left': {
    kind: 'Ein Auftrag wurde ausgelassen.',
    matter: ({ title, ...facts }) => {
      const { text, original } = leftSentence(facts);
      return { text: `„${title}“ ${text}`, original };
    },
    advice: 'Näheres im Verlauf des Auftrags; der nächste Start des Ablaufs nimmt ihn wieder auf.',
  },
  'frames.rejected': {
    kind: 'Aufnahmen wurden nacheinander verworfen.',
    matter: ({ inARow, why, reason }) => {
      const last = reason == null ? { text: '', original: why } : frameReason(reason);
      return { ...last, text: `${frames(inARow)} nacheinander verworfen. ${last.text}`.trim() };
    },
    advice: 'Die letzten Aufnahmen ansehen: Himmel, Fokus, Nachführung, Verschluss, Deckel.',
  },
  'frame.threshold': {
    kind: 'Eine Aufnahme liegt jenseits einer Grenze.',
    matter: (facts) => only(starSentence(facts)),
    advice: 'Die letzten Aufnahmen und den Verlauf der Nacht ansehen.',
  },
  'dither.failed': {
    kind: 'Das Teleskop wurde zwischen Aufnahmen nicht bewegt.',
    matter: ({ givenUp, why, failure }) => ({
      text: `Das Teleskop wurde zwischen Aufnahmen nicht bewegt${becauseNotMoved(failure)}.${givenUp ? ' Für diesen Auftrag wird es nicht mehr versucht.' : ''}`,
      original: isDitherSaid(failure) ? null : why,
    }),
    advice: 'Nach der Montierung sehen und nach dem Programm, das sie bewegt; es geht ohne weiter.',
  },
  'device.lost': {
    kind: 'Ein Gerät ist weg.',
    matter: ({ unplugged, why, fault }) => {
      if (unplugged !== null) return only(`Abgezogen: ${unplugged}.`);
      return fault === undefined ? { text: 'Ein Gerät antwortet nicht.', original: why } : deviceProblem(why, fault);
    },
    advice: 'Strom und Kabel prüfen. Ein Ablauf verbindet es von selbst wieder; sonst unter „Geräte“ verbinden.',
  },
  'cooler.off-target': {
    kind: 'Die Kühlung erreicht ihren Sollwert nicht.',
    matter: ({ offC, setPointC }) =>
      only(`Der Sensor ist ${celsius(offC)} neben dem Sollwert von ${celsius(setPointC)} und kommt ihm nicht näher.`),
    advice: 'Einen wärmeren Sollwert wählen, oder nach Netzteil und Lüfter der Kühlung sehen.',
  },
  'disk.full': {
    kind: 'Die Platte nimmt keine Aufnahme mehr an.',
    matter: ({ writable }) =>
      only(
        writable
          ? 'Die Platte ist voll. Platz schaffen; der Ablauf geht von selbst weiter.'
          : 'Der Datenordner lässt sich nicht beschreiben: Die Platte ist schreibgeschützt, oder das Recht dazu fehlt. Der Ablauf geht weiter, sobald es wieder geht.',
      ),
    advice:
      'Alte Nächte aus dem Ordner der Aufnahmen auf eine andere Platte bringen, oder Rechte und Zustand der Platte prüfen.',
  },
  'disk.low': {
    kind: 'Auf der Platte wird es eng.',
    matter: ({ room, needed }) =>
      only(
        `Die Platte hat noch Platz für ${frames(room)}${needed === null ? '' : `; die Warteschlange verlangt ${count(needed)}`}.`,
      ),
    advice: 'Platz schaffen, bevor die Platte voll ist, oder die Warteschlange kürzen.',
  },
  'backup.failed': {
    kind: 'Eine Sicherung ist misslungen.',
    matter: ({ why }) => ({ text: 'Eine Sicherung ist misslungen.', original: why }),
    advice: 'Nach der Platte sehen. Es wird jede Stunde eines Ablaufs und an seinem Ende wieder versucht.',
  },
  'database.mended': {
    kind: 'Die Datenbank war beschädigt und wurde hergestellt.',
    matter: ({ why }) => ({ text: 'Die Datenbank war beschädigt und wurde hergestellt.', original: why }),
    advice: 'Die letzten Aufträge und Aufnahmen prüfen, und den Zustand der Platte.',
  },
  'clock.stepped': {
    kind: 'Die Uhr des Computers wurde verstellt.',
    matter: ({ stepMs, inFrame }) =>
      only(
        `Die Uhr des Computers wurde um ${spellTime(Math.abs(stepMs))} ${stepMs > 0 ? 'vor' : 'zurück'}gestellt. Der Ablauf geht weiter; kein Auftrag verfällt allein dadurch.${
          inFrame ? ' Die laufende Aufnahme begann nach der alten Uhr.' : ''
        } Aufnahmen von vorher tragen die alte Zeit.`,
      ),
    advice: 'Uhrzeit und Zeitdienst des Computers prüfen.',
  },
  'console.look-failed': {
    kind: 'Die Konsole konnte nicht nach dem Rechten sehen.',
    matter: ({ why }) => ({ text: 'Die Konsole konnte nicht nach dem Rechten sehen.', original: why }),
    advice: 'Nach der Platte sehen; der Befehl „doctor“ sagt mehr.',
  },
};

/** Where no more than the kind is known. */
export function alarmKind(kind: AlarmKind): string {
  return ALARMS[kind].kind;
}

export function alarmMatter({ kind, message, facts }: ToldAlarm): Said {
  // A console keeps each kind with its own facts.
  const words = ALARMS[kind] as AlarmWords<unknown>;
  return facts === null ? { text: words.kind, original: message } : words.matter(facts);
}

export const alarmReports: typeof English = {
  kinds: () => {
    const named = ALARM_KINDS.map(
      (kind) => [kind, { matter: ALARMS[kind].kind, advice: ALARMS[kind].advice }] as const,
    );
    return Object.fromEntries(named) as NonNullable<AlarmNames['kinds']>;
  },
  matter: alarmMatter,
  advice: ({ kind }) => ALARMS[kind].advice,
};
