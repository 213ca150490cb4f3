/** Why a frame does not count, in every language of the screen. */
import { expect, test } from 'vitest';
import { FRAME_REASON_CODES, type FrameReason } from '../../../src-main/contract/frame-reason.ts';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import type { Said } from '../../../src-renderer/language/said.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { FRAME_REASONS } from './every-frame-reason.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';

const MESSAGE = 'The console’s own sentence.';

chooseLanguages();

function wording(code: LanguageCode, reasonFacts: FrameReason | null, reason = MESSAGE): Said {
  language.choose(code);
  return texts().frameReports.reason({ reason, reasonFacts });
}

testEveryCode(FRAME_REASON_CODES, /^[\p{Lu}\d].{5,}\.$/su, (code, to) =>
  FRAME_REASONS[code].map((facts) => wording(to, facts)),
);

test('values are filled in as a German screen writes them', () => {
  expect(wording('de', FRAME_REASONS['off-set-point'][0]!).text).toBe(
    'Der Sensor hatte am Anfang −7,5 °C, 2,5 °C neben dem Sollwert.',
  );
  expect(wording('de', FRAME_REASONS['flat-level'][1]!).text).toContain('60 % unter den 30\u2009000 ADU');
});

test.each(LANGUAGES)('what somebody typed, or an earlier version kept, stays as it is in %s', (code) => {
  expect(wording(code, null, 'Satellit')).toEqual({ text: 'Satellit', original: null });
});
