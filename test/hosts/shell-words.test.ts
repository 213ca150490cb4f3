/** What the desktop application itself says. */
import { expect, test } from 'vitest';
import { menuTemplate } from '../../src-main/hosts/electron/menu-template.ts';
import { whyNoStart, wordsIn } from '../../src-main/hosts/electron/shell-words.ts';

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
    Object.entries(words).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : textsOf(text ?? {})));
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

test.each([true, false])(
  'every item of the menus (on a Mac: %s) has a label of the language, none that of its role',
  (isMac) => {
    const labels = (words: typeof german) =>
      menuTemplate({ newWindow: () => {} }, words, isMac)
        .flatMap((menu) => [menu, ...(menu.submenu as (typeof menu)[])])
        .filter(({ type }) => type !== 'separator')
        .map(({ label }) => label);
    const both = [labels(english), labels(german)] as const;
    expect(both.flat()).not.toContain(undefined);
    const same = both[0].filter((label, i) => label === both[1][i]);
    expect(same).toEqual(isMac ? ['Warmroom'] : []);
  },
);

test('why the console cannot start is told by its kind first, where the console’s own sentence is in another language', () => {
  const failure = { reason: 'storage', message: '/data cannot be written.' } as const;
  expect(whyNoStart(english, failure)).toBe('/data cannot be written.');
  expect(whyNoStart(german, failure)).toBe(
    'Der Datenordner, oder etwas in ihm, lässt sich nicht verwenden.\n\n/data cannot be written.',
  );
});
