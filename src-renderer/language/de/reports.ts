import type { DeviceFault, RecoveryView, RunView } from '../../../src-main/contract/views.ts';
import type { TroubleReason, WaitReason } from '../../../src-main/contract/vocabulary.ts';
import { count } from '../../format/numbers.ts';
import type { reports as English } from '../en/reports.ts';
import type { Said } from '../said.ts';
import { plural } from './plural.ts';

const STEPS: Readonly<Record<RunView['step'], string>> = {
  none: 'Beginnt.',
  cooling: 'Der Sensor wird auf den Sollwert gekühlt.',
  filter: 'Das Filterrad dreht.',
  exposing: 'Belichtet.',
  reading: 'Liest aus.',
  writing: 'Speichert.',
  waiting: 'Wartet.',
  searching: 'Die Belichtungszeit der Flats wird gesucht.',
  asking: 'Eine Antwort ist nötig.',
};

const WAITS: Readonly<Record<WaitReason, string>> = {
  queue: 'Wartet: In der Warteschlange ist jetzt nichts auszuführen.',
  'another-try': 'Versucht es noch einmal.',
  'disk-full': 'Die Platte ist voll. Platz schaffen; der Ablauf geht von selbst weiter.',
  'disk-refuses': 'Der Datenordner lässt sich nicht beschreiben. Der Ablauf geht weiter, sobald es wieder geht.',
  dither: 'Das Teleskop wird zwischen zwei Aufnahmen ein wenig bewegt.',
  'flat-too-bright': 'Noch zu hell für ein Flat.',
  'flat-too-dark': 'Noch zu dunkel für ein Flat.',
};
/** Of these the console's own sentence says for what or how long. */
const WAITS_WITH_PARTICULARS: readonly WaitReason[] = ['another-try', 'flat-too-bright', 'flat-too-dark'];

/** Why a run has paused by itself, and what to look at. */
export const TROUBLES: Readonly<Record<TroubleReason, string>> = {
  'not-connected': 'Ein Gerät lässt sich nicht verbinden. Strom und Kabel prüfen.',
  lost: 'Ein Gerät ist weg. Strom und Kabel prüfen.',
  timeout: 'Ein Gerät antwortet nicht rechtzeitig. Die Kamera aus- und wieder einschalten.',
  'short-frame': 'Aufnahmen kommen unvollständig an. Ein anderes Kabel oder einen anderen Anschluss versuchen.',
  protocol: 'Ein Gerät antwortet Unverständliches. Ein anderes Kabel oder einen anderen Anschluss versuchen.',
  refused: 'Ein Gerät kann nicht, was verlangt ist.',
  jammed: 'Das Filterrad klemmt. Es gangbar machen.',
  'wrong-slot': 'Das Filterrad steht falsch. Nachsehen, welcher Filter im Strahlengang ist.',
  'cooling-timeout': 'Die Kühlung erreicht ihren Sollwert nicht.',
  shutter: 'Der Verschluss arbeitet nicht. Nach ihm sehen.',
  aborted: 'Eine Aufnahme wurde abgebrochen.',
  'host-crashed': 'Das Programm der Kamera ist abgestürzt. Sie unter „Geräte“ trennen und wieder verbinden.',
  storage: 'Die Platte macht Schwierigkeiten. Nach ihr sehen.',
  'frames-rejected': 'Zu viele Aufnahmen nacheinander wurden verworfen.',
  'lights-rejected': 'Zu viele Lights nacheinander wurden wegen ihrer Sterne oder des Himmels verworfen.',
  internal: 'Ein Fehler in der Konsole selbst.',
};

type Question = NonNullable<RunView['question']>;
export const QUESTIONS: Readonly<
  Record<Question['about'], { text: string; answers: Readonly<Record<string, string>> }>
> = {
  cover: {
    text: 'Die Kamera hat keinen Verschluss. Teleskop abdecken, dann bestätigen.',
    answers: { Covered: 'Abgedeckt', 'Leave this task': 'Auftrag auslassen' },
  },
  dither: {
    text: 'Teleskop ein wenig bewegen, damit die Sterne auf andere Pixel fallen, dann bestätigen.',
    answers: { Moved: 'Bewegt', 'Go on without': 'Ohne weitermachen' },
  },
};

export const only = (text: string): Said => ({ text, original: null });

export const frames = (n: number) => `${count(n)} ${plural(n, { one: 'Aufnahme', other: 'Aufnahmen' })}`;

export function recoverySentence({
  recovered,
  lost,
  interrupted,
}: Pick<RecoveryView, 'recovered' | 'lost' | 'interrupted'>): string {
  const tasks = `${count(interrupted)} ${plural(interrupted, { one: 'Auftrag', other: 'Aufträge' })}`;
  return `Nach dem unerwarteten Ende: ${frames(recovered)} wiedergefunden, ${frames(lost)} verloren, ${tasks} unterbrochen.`;
}

/** Which one is gone, where that is known: then the console's own sentence says no more. */
const GONE = {
  camera: 'Die Kamera antwortet nicht mehr. Strom und Kabel prüfen.',
  wheel: 'Das Filterrad antwortet nicht mehr. Strom und Kabel prüfen.',
} as const;

export function deviceProblem(problem: string, fault: DeviceFault | null): Said {
  if (fault === null) return { text: 'Das Gerät meldet eine Störung.', original: problem };
  const { failure, device } = fault;
  if (failure === 'lost' && device !== null) return only(GONE[device]);
  return { text: TROUBLES[failure], original: problem };
}

export const reports: typeof English = {
  activity: ({ state, step, waitsFor, frameOfCell, activity }) => {
    if (state === 'paused') return only('Der Ablauf ruht.');
    if (state === 'idle') return only('Es läuft nichts.');
    if (step === 'waiting') {
      if (waitsFor === null) return { text: STEPS.waiting, original: activity };
      return { text: WAITS[waitsFor], original: WAITS_WITH_PARTICULARS.includes(waitsFor) ? activity : null };
    }
    const isFrame = step === 'exposing' || step === 'reading' || step === 'writing';
    return only(isFrame && frameOfCell !== null ? `Aufnahme ${frameOfCell.number} von ${frameOfCell.of}` : STEPS[step]);
  },
  deviceProblem,
  recovery: (recovery) => only(recoverySentence(recovery)),
  question: ({ about }) => only(QUESTIONS[about].text),
  answer: ({ about }, answer) => QUESTIONS[about].answers[answer] ?? answer,
};
