/** What a notification says of an alarm while no page is there to word it. */
import { describe, expect, test, vi } from 'vitest';
import { alarmNames, ENGLISH_NAMES, noteWords } from '../../src-main/hosts/electron/note-words.ts';
import { LANGUAGES, type LanguageCode, language } from '../../src-renderer/language/language.svelte.ts';
import { texts } from '../../src-renderer/language/texts.ts';

const ALARM = {
  kind: 'disk.full',
  severity: 'critical',
  message: 'The disk is full.',
  advice: 'Move old nights away.',
} as const;

/** As a page gives them. */
function namesIn(code: LanguageCode) {
  vi.stubGlobal('document', { documentElement: {} });
  language.choose(code);
  const { alarms, alarmReports } = texts();
  language.choose('en');
  vi.unstubAllGlobals();
  return structuredClone({ titles: alarms.noteTitles, kinds: alarmReports.kinds() });
}

describe('an alarm that no page words', () => {
  test('is told in English until a page has named the kinds', () => {
    expect(noteWords(ALARM, ENGLISH_NAMES)).toEqual({
      title: 'Warmroom: Critical alarm',
      body: 'The disk is full. Move old nights away.',
    });
  });

  test('is told by the names of its kind, around the console’s own sentence', () => {
    expect(noteWords(ALARM, namesIn('de'))).toEqual({
      title: 'Warmroom: Kritischer Alarm',
      body: expect.stringMatching(/^Die Platte nimmt keine Aufnahme mehr an\. The disk is full\. Alte Nächte /),
    });
  });

  test('has the titles that an English page has', () => {
    expect(namesIn('en')).toEqual(ENGLISH_NAMES);
  });
});

test.each(LANGUAGES)('the names that a page gives in %s are taken', (code) => {
  expect(alarmNames.parse(namesIn(code))).toEqual(namesIn(code));
});

test.each([
  ['nothing', null],
  ['a kind without its words', { ...ENGLISH_NAMES, kinds: { 'disk.full': { matter: 'x', advice: 'y' } } }],
  ['a title that is none', { ...ENGLISH_NAMES, titles: { ...ENGLISH_NAMES.titles, notice: 3 } }],
])('%s is not taken', (_, value) => {
  expect(alarmNames.safeParse(value).success).toBe(false);
});
