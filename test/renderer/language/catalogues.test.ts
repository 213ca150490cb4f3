/** The catalogues of texts: every language says everything, with the same things filled in. */
import { describe, expect, test } from 'vitest';
import { firstLanguage, LANGUAGES } from '../../../src-renderer/language/language.svelte.ts';
import { pluralOf } from '../../../src-renderer/language/plural.ts';
import { CATALOGUES, type Texts } from '../../../src-renderer/language/texts.ts';

type Entry = string | ((...parameters: never[]) => string);

/** Every text of a catalogue by its path, `log.levels.info`. */
function entries(of: object, path = ''): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [name, value] of Object.entries(of)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string' || typeof value === 'function') found.set(at, value as Entry);
    else for (const [inner, text] of entries(value as object, at)) found.set(inner, text);
  }
  return found;
}

const english = entries(CATALOGUES.en satisfies Texts);

describe.each(LANGUAGES.filter((code) => code !== 'en'))('the catalogue %s', (code) => {
  const other = entries(CATALOGUES[code]);

  test('has the same texts as the English one', () => {
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('fills in as many things in each', () => {
    const parameters = (of: Map<string, Entry>) => Object.fromEntries([...of].map(([at, text]) => [at, kind(text)]));
    expect(parameters(other)).toEqual(parameters(english));
  });

  test('leaves no text empty that is not empty in English', () => {
    const empty = [...other].filter(([at, text]) => text === '' && english.get(at) !== '').map(([at]) => at);
    expect(empty).toEqual([]);
  });
});

function kind(text: Entry): string {
  return typeof text === 'string' ? 'text' : `function of ${text.length}`;
}

test.each([
  ['the language chosen here before wins over the browser’s', 'de', ['en-GB'], 'de'],
  ['a regional language is its language', null, ['de-AT', 'en'], 'de'],
  ['the first known one of the browser’s languages', null, ['fr-FR', 'de', 'en'], 'de'],
  ['English where none is known', null, ['fr', 'sv-SE'], 'en'],
  ['a choice that there is no more is not kept', 'xx', ['de'], 'de'],
])('%s', (_, chosen, preferred, expected) => {
  expect(firstLanguage(chosen, preferred)).toBe(expected);
});

test('a word takes the form that goes with its number', () => {
  const plural = pluralOf('de');
  const frames = (count: number) => plural(count, { one: 'Aufnahme', other: 'Aufnahmen' });
  expect([0, 1, 2].map(frames)).toEqual(['Aufnahmen', 'Aufnahme', 'Aufnahmen']);
});
