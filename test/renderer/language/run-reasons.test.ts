/** Why tasks changed their status and runs paused, in every language of the screen. */
import { expect, test } from 'vitest';
import {
  HISTORY_REASON_CODES,
  type HistoryReason,
  type HistoryReasonCode,
} from '../../../src-main/contract/history-reason.ts';
import { LEFT_REASONS, TROUBLE_REASONS } from '../../../src-main/contract/vocabulary.ts';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { WHY } from './every-frame-reason.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';
import { LEFT_WITH_MORE, TROUBLE_OF_REJECTED } from './every-run-reason.ts';

const MESSAGE = 'The console’s own sentence.';
const time = { acquired: 3, planned: 12 };

const REASONS: { readonly [Code in HistoryReasonCode]: readonly Extract<HistoryReason, { code: Code }>[] } = {
  started: [{ code: 'started' }],
  resumed: [{ code: 'resumed' }],
  complete: [{ code: 'complete' }],
  left: [...LEFT_REASONS.map((reason) => ({ reason, why: WHY })), ...LEFT_WITH_MORE].map((facts) => {
    return { code: 'left', ...facts };
  }),
  halted: ['observer', 'cli', 'console'].flatMap((who) =>
    (['paused', 'stopped'] as const).map((how) => ({ code: 'halted', how, who }) as const),
  ),
  trouble: [...TROUBLE_REASONS.map((reason) => ({ reason, why: WHY })), ...TROUBLE_OF_REJECTED].map((facts) => {
    return { code: 'trouble', ...facts };
  }),
  'out-of-time': [true, false].map((unfit) => ({ code: 'out-of-time', unfit, ...time })),
  expired: [{ code: 'expired' }],
  'console-ended': [{ code: 'console-ended' }],
  'run-ended': [{ code: 'run-ended' }],
  upstream: [{ code: 'upstream' }],
  'cancel-taken-back': [{ code: 'cancel-taken-back' }],
  'queueing-taken-back': [{ code: 'queueing-taken-back' }],
  'made-from-frames': [{ code: 'made-from-frames' }],
};

chooseLanguages();

function wording(code: LanguageCode, whyFacts: HistoryReason | null, why = MESSAGE) {
  language.choose(code);
  return texts().runReasons.history({ why, whyFacts });
}

testEveryCode(HISTORY_REASON_CODES, /^[\p{Lu}\d].{5,}\.$/su, (code, to) =>
  REASONS[code].map((facts) => wording(to, facts)),
);

test.each(LANGUAGES)('what somebody typed, or an earlier version kept, stays as it is in %s', (code) => {
  expect(wording(code, null, 'Wolken')).toEqual({ text: 'Wolken', original: null });
});

test('a run that paused by itself says why in German, and by what the last frame was rejected', () => {
  language.choose('de');
  const said = texts().runReasons.trouble(WHY, TROUBLE_OF_REJECTED[0]!);
  expect(said.text).toMatch(/^Der Ablauf hat von selbst angehalten\. 3 Aufnahmen .*Die letzte: Es kam kein Licht/);
  expect(said.original).toBeNull();
});

test('flats that have to wait say for how long, and at which exposure', () => {
  const facts = { code: 'left', reason: 'flat-light', why: WHY } as const;
  const flats = [{ filter: 'Ha', light: 'too-bright', source: 'sky', evenAtS: 0.5, forMin: 25 }] as const;
  expect(wording('de', { ...facts, flats }).text).toBe(
    'Ausgelassen, keine Flats mehr in Ha, denn der Himmel ist auch bei 0,5 s noch zu hell und bleibt es noch etwa 25 min.',
  );
});
