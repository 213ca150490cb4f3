/** What holds of every sentence that the screen words from a code and facts. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { inOneLine, type Said } from '../../../src-renderer/language/said.ts';
import { ENGLISH } from './english-words.ts';
import { WHY } from './every-frame-reason.ts';

/** Lets the tests of a file choose the language. */
export function chooseLanguages(): void {
  beforeEach(() => vi.stubGlobal('document', { documentElement: {} }));
  afterEach(() => {
    language.choose('en');
    vi.unstubAllGlobals();
  });
}

/**
 * Tests each code, with all facts that it can have, in every language.
 * @param sentence what every sentence looks like
 */
export function testEveryCode<Code extends string>(
  codes: readonly Code[],
  sentence: RegExp,
  saidOf: (code: Code, to: LanguageCode) => readonly Said[],
): void {
  describe.each(codes)('%s', (code) => {
    test.each(LANGUAGES)('is said in %s', (to) => {
      for (const said of saidOf(code, to)) {
        expect(said.text).toMatch(sentence);
        expect(inOneLine(said)).not.toMatch(/undefined|null|NaN|\.\./);
      }
    });

    test('is said in German only by what is German, each in its own words, a device’s apart from them', () => {
      const all = saidOf(code, 'de');
      for (const { text, original } of all) {
        expect(text).not.toMatch(ENGLISH);
        expect([null, WHY]).toContain(original);
      }
      expect(new Set(all.map(inOneLine)).size).toBe(all.length);
    });
  });
}
