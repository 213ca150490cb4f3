/** Why a run leaves a task or pauses, and why a task changed its status. */
import type { HistoryReason, HistoryReasonCode } from '../../../src-main/contract/history-reason.ts';
import type {
  DitherFailure,
  FlatLeft,
  Halt,
  LeftFacts,
  OutOfTime,
  RejectedInARow,
  TroubleFacts,
} from '../../../src-main/contract/run-reasons.ts';
import type { LeftReason } from '../../../src-main/contract/vocabulary.ts';
import { exposure } from '../../format/durations.ts';
import { count } from '../../format/numbers.ts';
import type { runReasons as English } from '../en/run-reasons.ts';
import { inOneLine, type Said } from '../said.ts';
import { frameReason } from './frame-reports.ts';
import { plural } from './plural.ts';
import { frames, only, TROUBLES } from './reports.ts';

const SOURCES = { panel: 'das Flatpanel', sky: 'der Himmel' } as const;

/** The end of a sentence: “keine Flats mehr in L, denn der Himmel ist auch bei 8 s noch zu hell”. */
export function flatLeft({ filter, light, source, evenAtS, forMin }: FlatLeft): string {
  const tooBright = light === 'too-bright';
  const remedy = tooBright
    ? '; dimmen, oder kürzere Belichtungen erlauben'
    : '; aufhellen, oder längere Belichtungen erlauben';
  return [
    `keine Flats mehr${filter && ` in ${filter}`}, denn ${SOURCES[source]} ist auch bei ${exposure(evenAtS)} noch zu ${tooBright ? 'hell' : 'dunkel'}`,
    forMin === null ? '' : ` und bleibt es noch etwa ${forMin} min`,
    source === 'panel' ? remedy : '',
  ].join('');
}

const DITHERS: Readonly<Record<DitherFailure, string>> = {
  'not-confirmed': 'niemand hat es bestätigt',
  'no-program': 'die Einrichtung nennt kein Programm dafür',
  'program-failed': 'das Programm dafür ist gescheitert',
};

/** Where a reason is known, the end of a sentence: “: niemand hat es bestätigt”. */
export function becauseNotMoved(failure: DitherFailure | undefined): string {
  return failure === undefined ? '' : `: ${DITHERS[failure]}`;
}

/** What the program says of itself has no code. */
export function isDitherSaid(failure: DitherFailure | undefined): boolean {
  return failure !== undefined && failure !== 'program-failed';
}

/** “Die letzte: Es kam kein Licht auf den Sensor …”; null where only the console's own sentence knows. */
function lastRejected(rejected: RejectedInARow | undefined): string | null {
  return rejected?.last == null ? null : `Die letzte: ${inOneLine(frameReason(rejected.last))}`;
}

const LEFT: Readonly<Record<LeftReason, (facts: LeftFacts) => Said>> = {
  skipped: () => only('ausgelassen.'),
  'no-frames': () => only('ausgelassen, sein Plan hat keine Aufnahmen.'),
  'not-covered': () => only('ausgelassen, das Teleskop wurde nicht abgedeckt.'),
  'not-dithered': ({ dither, why }) => ({
    text: `ausgelassen, das Teleskop wurde nicht bewegt${becauseNotMoved(dither)}.`,
    original: isDitherSaid(dither) ? null : why,
  }),
  'start-moved': () => only('ausgelassen, sein frühester Beginn liegt jetzt in der Zukunft.'),
  'flat-light': ({ flats, why }) =>
    flats === undefined
      ? { text: 'ausgelassen, das Licht passt nicht für Flats.', original: why }
      : only(`ausgelassen, ${flats.map(flatLeft).join('; ')}.`),
  'frames-rejected': ({ rejected, why }) => {
    const last = lastRejected(rejected);
    const text = 'ausgelassen, zu viele Aufnahmen nacheinander wurden verworfen.';
    return last === null ? { text, original: why } : only(`${text} ${last}`);
  },
  refused: ({ why }) => ({ text: 'ausgelassen, ein Gerät kann nicht, was er verlangt.', original: why }),
};

/** Of a task, as the end of a sentence. */
export function leftSentence(facts: LeftFacts): Said {
  return LEFT[facts.reason](facts);
}

/** Why a run has paused by itself, and what to look at. */
export function troubleSentence({ reason, why, rejected }: TroubleFacts): Said {
  const last = lastRejected(rejected);
  if (last === null) return { text: TROUBLES[reason], original: why };
  return only(`${frames(rejected?.frames ?? 0)} nacheinander wurden verworfen. ${last}`);
}

export function outOfTime({ unfit, acquired, planned }: OutOfTime): string {
  const of = `${count(acquired)} von ${count(planned)} ${plural(planned, { one: 'Aufnahme', other: 'Aufnahmen' })}`;
  return unfit ? `Eine weitere Aufnahme hätte nach der Frist geendet (${of}).` : `Seine Frist endete nach ${of}.`;
}

const BY: Readonly<Record<string, string>> = {
  observer: 'vom Beobachter',
  cli: 'auf der Befehlszeile',
  console: 'von der Konsole',
};

function halted({ how, who }: Halt): string {
  return `${how === 'paused' ? 'Pausiert' : 'Gestoppt'} ${BY[who] ?? `von ${who}`}.`;
}

const HISTORY: { readonly [Code in HistoryReasonCode]: (facts: Extract<HistoryReason, { code: Code }>) => Said } = {
  started: () => only('Begonnen.'),
  resumed: () => only('Wieder aufgenommen.'),
  complete: () => only('Jeder Teil des Plans hat, was er braucht.'),
  left: (facts) => {
    const { text, original } = leftSentence(facts);
    return { text: `${text[0]?.toUpperCase()}${text.slice(1)}`, original };
  },
  halted: (facts) => only(halted(facts)),
  trouble: troubleSentence,
  'out-of-time': (facts) => only(outOfTime(facts)),
  expired: () => only('Seine Frist endete vor der ersten Aufnahme.'),
  'console-ended': () => only('Die Konsole endete mitten in ihm.'),
  'run-ended': () => only('Der Ablauf, der ihn ausführte, endete.'),
  upstream: () => only('Von der Stelle so bestimmt, die den Auftrag vergeben hat.'),
  'cancel-taken-back': () => only('Die Stornierung wurde zurückgenommen.'),
  'queueing-taken-back': () => only('Das Einreihen wurde zurückgenommen.'),
  'made-from-frames': () => only('Aus seinen Aufnahmen neu angelegt; was geplant war, ist nicht bekannt.'),
};

export const runReasons: typeof English = {
  history: ({ why, whyFacts }) => {
    if (whyFacts === null) return only(why);
    // A reason has the facts of its own code.
    const word = HISTORY[whyFacts.code] as (facts: HistoryReason) => Said;
    return word(whyFacts);
  },
  trouble: (problem, facts) => {
    const { text, original } = facts === null ? { text: '', original: problem } : troubleSentence(facts);
    return { text: `Der Ablauf hat von selbst angehalten. ${text}`.trim(), original };
  },
};
