/** Numbers, fields and the console's reports on a German screen. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConsoleError } from '../../../src-main/contract/errors.ts';
import { formatDec, formatRa, parseRa } from '../../../src-renderer/format/coordinates.ts';
import { exposure } from '../../../src-renderer/format/durations.ts';
import { adu, celsius, numberField, parseNumber, percent } from '../../../src-renderer/format/numbers.ts';
import { parseUtc } from '../../../src-renderer/format/parse-time.ts';
import { utcDateTime } from '../../../src-renderer/format/times.ts';
import { language } from '../../../src-renderer/language/language.svelte.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { STATE } from '../sample-state.ts';

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} });
  language.choose('de');
});
afterAll(() => {
  language.choose('en');
  vi.unstubAllGlobals();
});

test('measured numbers have a decimal comma', () => {
  expect([celsius(-10.04), adu(3.14), percent(0.0042), percent(0.00001), exposure(0.25)]).toEqual([
    '−10,0 °C',
    '3,1',
    '0,42 %',
    '<0,01 %',
    '0,25 s',
  ]);
});

test('a field is filled in with a comma, and either sign is read', () => {
  expect(numberField(0.5)).toBe('0,5');
  expect([parseNumber('0,5'), parseNumber('0.5')]).toEqual([0.5, 0.5]);
});

test('coordinates and times are written as in catalogues and logs, in every language', () => {
  expect([formatRa(202.4696), formatDec(47.1952)]).toEqual(['13 29 52.70', '+47 11 42.7']);
  expect(utcDateTime('2026-11-22T23:05:00Z')).toBe('2026-11-22 23:05');
});

test('what cannot be read is said in German', () => {
  expect(parseRa('viel')).toMatchObject({ message: expect.stringMatching(/^Rektaszension/) });
  expect(parseUtc('bald', 0)).toMatchObject({ message: expect.stringMatching(/^UTC-Zeit/) });
});

describe('a report of the console', () => {
  test('is worded by its code, with the console’s own sentence where that says more', () => {
    const failure = new ConsoleError('wrong-state', 'The run has the devices. Pause it first.');
    expect(texts().failures.failure(failure)).toEqual({
      text: 'Das geht im Augenblick nicht.',
      original: 'The run has the devices. Pause it first.',
    });
  });

  test('needs no English where the code says it all', () => {
    const hindrance = { reason: 'not-before', message: 'Not before 2026-11-23 01:00 UTC.' } as const;
    expect(texts().taskReports.hindrance(hindrance, { earliestStart: '2026-11-23T01:00:00.000Z' })).toEqual({
      text: 'Nicht vor 2026-11-23 01:00 UTC.',
      original: null,
    });
  });

  test('of a run tells the frame, and of waiting what it waits for', () => {
    const run = { ...STATE.run, state: 'running' as const, frameOfCell: { number: 2, of: 5 } };
    expect(texts().reports.activity({ ...run, step: 'exposing' }).text).toBe('Aufnahme 2 von 5');
    expect(texts().reports.activity({ ...run, step: 'waiting', activity: 'The disk is full.' })).toEqual({
      text: 'Wartet.',
      original: 'The disk is full.',
    });
  });

  test('that asks has its answers in German, and sends the console its own', () => {
    const question = { id: '1', about: 'cover', text: 'Cover it.', answers: ['Covered', 'Leave this task'] } as const;
    expect(question.answers.map((answer) => texts().reports.answer(question, answer))).toEqual([
      'Abgedeckt',
      'Auftrag auslassen',
    ]);
  });
});
