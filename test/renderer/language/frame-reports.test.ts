/** Why a frame does not count, in every language of the screen. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FRAME_REASON_CODES, type FrameReason } from '../../../src-main/contract/frame-reason.ts';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { inOneLine, type Said } from '../../../src-renderer/language/said.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { ENGLISH } from './english-words.ts';
import { FRAME_REASONS, WHY } from './every-frame-reason.ts';

const MESSAGE = 'The console’s own sentence.';

beforeEach(() => vi.stubGlobal('document', { documentElement: {} }));
afterEach(() => {
  language.choose('en');
  vi.unstubAllGlobals();
});

function wording(code: LanguageCode, reasonFacts: FrameReason | null, reason = MESSAGE): Said {
  language.choose(code);
  return texts().frameReports.reason({ reason, reasonFacts });
}

describe.each(FRAME_REASON_CODES)('%s', (code) => {
  test.each(LANGUAGES)('is said in %s', (to) => {
    for (const facts of FRAME_REASONS[code]) {
      const said = wording(to, facts);
      expect(said.text).toMatch(/^[\p{Lu}\d].{5,}\.$/su);
      expect(inOneLine(said)).not.toMatch(/undefined|null|NaN/);
    }
  });

  test('is said in German only by what is German, the device’s own words apart from it', () => {
    const all = FRAME_REASONS[code].map((facts) => wording('de', facts));
    for (const { text, original } of all) {
      expect(text).not.toMatch(ENGLISH);
      expect([null, WHY]).toContain(original);
    }
    expect(new Set(all.map(inOneLine)).size).toBe(all.length);
  });
});

test('values are filled in as a German screen writes them', () => {
  expect(wording('de', FRAME_REASONS['off-set-point'][0]!).text).toBe(
    'Der Sensor hatte am Anfang −7,5 °C, 2,5 °C neben dem Sollwert.',
  );
  expect(wording('de', FRAME_REASONS['flat-level'][1]!).text).toContain('60 % unter den 30\u2009000 ADU');
});

test.each(LANGUAGES)('what somebody typed, or an earlier version kept, stays as it is in %s', (code) => {
  expect(wording(code, null, 'Satellit')).toEqual({ text: 'Satellit', original: null });
});
