/** What the desktop application itself says. */
import { expect, test } from 'vitest';
import { wordsIn } from '../../src-main/hosts/electron/shell-words.ts';

const [english, german] = [wordsIn('en'), wordsIn('de')];

test.each([
  ['de', german],
  ['de-AT', german],
  ['DE', german],
  ['en-GB', english],
  ['fr', english],
  ['', english],
  ['__proto__', english],
])('the system’s or a page’s language “%s” has its words, others have English', (tag, words) => {
  expect(wordsIn(tag)).toBe(words);
});

test('no German text was left in English', () => {
  const textsOf = (words: object): [string, string][] =>
    Object.entries(words).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : textsOf(text)));
  const same = textsOf(german).filter(([name, text]) => textsOf(english).some(([n, t]) => n === name && t === text));
  expect(same).toEqual([]);
});

test.each([
  ['English', english],
  ['German', german],
])('the menus have an access key each in %s', (_, { menu: { file, edit, view, window } }) => {
  const keys = [file, edit, view, window].map((label) => /&(.)/.exec(label)?.[1]?.toLowerCase());
  expect(new Set(keys).size).toBe(4);
  expect(keys).not.toContain(undefined);
});
