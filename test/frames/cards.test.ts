import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderCard } from '../../src-main/frames/fits/card.ts';
import { FitsError } from '../../src-main/frames/fits/fits-error.ts';
import { formatCard } from '../../src-main/frames/fits/format-card.ts';
import { joinContinued, parseCard } from '../../src-main/frames/fits/parse-card.ts';

const keyword = fc
  .stringMatching(/^[A-Z][A-Z0-9_-]{0,7}$/)
  .filter((word) => !['COMMENT', 'HISTORY', 'CONTINUE', 'HIERARCH', 'END'].includes(word));
/** Printable ASCII as a header holds it; blanks at the end mean nothing. */
const ascii = (maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...'abcXYZ019 \'&/=().,-+"~'), maxLength, size: 'max' })
    .map((text) => text.trimEnd());
const value = fc.oneof(
  ascii(300),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.boolean(),
);

const readBack = (card: HeaderCard) => joinContinued(formatCard(card).map(parseCard));

describe('a header card', () => {
  it('reads back as it was written, whatever its value', () => {
    fc.assert(
      fc.property(keyword, value, (name, content) => {
        const cards = readBack({ keyword: name, value: content, comment: 'why' });
        expect(cards).toHaveLength(1);
        expect(cards[0]!.keyword).toBe(name);
        expect(cards[0]!.value).toBe(content);
      }),
      { numRuns: 1000 },
    );
  });

  it('is made of records of 80 printable ASCII characters, whatever it is given', () => {
    fc.assert(
      fc.property(keyword, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'binary' }), (...given) => {
        for (const record of formatCard({ keyword: given[0], value: given[1], comment: given[2] })) {
          expect(record).toMatch(/^[\x20-\x7e]{80}$/);
        }
      }),
    );
  });

  it('keeps as much of the comment as fits', () => {
    fc.assert(
      fc.property(fc.oneof(ascii(60), fc.maxSafeInteger()), ascii(100), (content, comment) => {
        const [card] = readBack({ keyword: 'KEY', value: content, comment });
        expect(comment.startsWith(card!.comment)).toBe(true);
        if (typeof content === 'number')
          expect(card!.comment.length).toBeGreaterThanOrEqual(Math.min(comment.length, 40));
      }),
    );
  });

  it('is in fixed format', () => {
    const record = (card: HeaderCard) => formatCard(card)[0]!.trimEnd();
    expect(record({ keyword: 'GAIN', value: 120, comment: 'setting' })).toBe(
      'GAIN    =                  120 / setting',
    );
    expect(record({ keyword: 'FLAG', value: true, comment: '' })).toBe('FLAG    =                    T');
    expect(record({ keyword: 'OBJECT', value: "Barnard's star", comment: 'target' })).toBe(
      "OBJECT  = 'Barnard''s star'    / target",
    );
    expect(record({ keyword: 'X', value: '', comment: '' })).toBe("X       = '        '");
  });

  it.each([
    [60, 3, '60.0'],
    [0.000032, 7, '0.000032'],
    [-0.00001, 3, '0.0'],
    [202.46957512, 6, '202.469575'],
    [1e300, undefined, '1.0E+300'],
    [-0, undefined, '-0.0'],
    [2 ** 60, undefined, '1152921504606847000.0'],
  ])('writes %d with %s decimals as %s', (number, decimals, text) => {
    const card = { keyword: 'X', value: number, comment: '', ...(decimals === undefined ? {} : { decimals }) };
    expect(readBack(card)[0]!.text).toBe(text);
  });

  it.each([
    ['α Centauri', 'alpha Centauri'],
    ['Δ Ori', 'Delta Ori'],
    ['−10 °C', '-10 degC'],
    ['3.76 µm, e⁻', '3.76 um, e-'],
    ['Čerenkov – Ångström, Straße', 'Cerenkov - Angstrom, Strasse'],
    ['two\nlines\tand a tab', 'two lines and a tab'],
    ['星', '?'],
  ])('says “%s” in ASCII as “%s”', (text, expected) => {
    expect(readBack({ keyword: 'OBJECT', value: text, comment: '' })[0]!.value).toBe(expected);
  });

  it.each([
    ['a keyword in lower case', { keyword: 'gain', value: 1, comment: '' }],
    ['a keyword of nine characters', { keyword: 'NINECHARS', value: 1, comment: '' }],
    ['an empty keyword', { keyword: '', value: 1, comment: '' }],
    ['not a number', { keyword: 'X', value: Number.NaN, comment: '' }],
    ['infinity', { keyword: 'X', value: Number.POSITIVE_INFINITY, comment: '' }],
  ])('refuses %s', (_, card) => {
    expect(() => formatCard(card)).toThrow(FitsError);
  });
});

describe('reading cards that others wrote', () => {
  const read = (record: string) => parseCard(record.padEnd(80));

  it.each([
    ['X       =                 1.5D3 / double', 1500],
    ['X       =   -.5', -0.5],
    ['X       = +7', 7],
    ['X       = 123456789012345678901 / big', 123456789012345678901n],
    ['X       = (1.0, -2.5E1) / complex', { real: 1, imaginary: -25 }],
    ['X       =                      / nothing', null],
    ["X       = 'a / b'/tight", 'a / b'],
    ["X       = ''", ''],
    ['X       =                    F', false],
  ])('%s', (record, expected) => {
    expect(read(record).value).toEqual(expected);
  });

  it('takes HIERARCH keywords with their words', () => {
    expect(read("HIERARCH ESO  DET NAME = 'ccd''1' / detector")).toEqual({
      keyword: 'HIERARCH ESO DET NAME',
      value: "ccd'1",
      text: "ccd'1",
      comment: 'detector',
    });
  });

  it('takes comments, history, blanks and keywords without a value as text', () => {
    expect(read('COMMENT = not a value').comment).toBe('= not a value');
    expect(read('HISTORY made by hand')).toMatchObject({ keyword: 'HISTORY', value: null, comment: 'made by hand' });
    expect(read('').keyword).toBe('');
    expect(read('ODDBALL no equals sign')).toMatchObject({ keyword: 'ODDBALL', value: null });
  });

  it('leaves a CONTINUE that continues nothing as commentary, and a lone & alone', () => {
    const cards = joinContinued([read("X       = 'salt & pepper &'"), read('Y       = 1'), read("CONTINUE  'lost'")]);
    expect(cards.map((card) => card.value)).toEqual(['salt & pepper &', 1, null]);
    expect(cards[2]!.comment).toBe('lost');
  });

  it.each([
    ['a string without its closing quote', "X       = 'open"],
    ['text behind a string', "X       = 'shut' open"],
    ['a value of no kind', 'X       = seven'],
    ['lower case in a keyword', 'gain    = 1'],
    ['a tab', 'X       =\t1'],
  ])('names %s as a bad card', (_, record) => {
    expect(() => read(record)).toThrow(expect.objectContaining({ fault: 'bad-card', reason: 'storage' }));
  });

  it('throws nothing but FitsErrors, whatever the record', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', minLength: 80, maxLength: 80 }), fc.boolean(), (noise, asValue) => {
        try {
          parseCard(asValue ? `KEYWORD = ${noise.slice(0, 70)}` : noise);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(FitsError);
        }
      }),
    );
  });
});
