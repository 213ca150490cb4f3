/** Why requests failed, in every language of the screen. */
import { describe, expect, test } from 'vitest';
import { CALIBRATION_REASON_CODES } from '../../../src-main/contract/calibration-reason.ts';
import { setupFaultAt } from '../../../src-main/contract/check-setup.ts';
import { ConsoleError } from '../../../src-main/contract/errors.ts';
import { FILE_FAULT_CODES } from '../../../src-main/contract/file-fault.ts';
import { INPUT_FAULT_CODES, type InputFault, type InputFaultCode } from '../../../src-main/contract/input-fault.ts';
import {
  type FailureFacts,
  type LackingLight,
  REFUSAL_CODES,
  type Refusal,
  type RefusalCode,
} from '../../../src-main/contract/refusal.ts';
import { SETUP_FAULT_CODES, type SetupFault, type SetupFaultCode } from '../../../src-main/contract/setup-fault.ts';
import { STEP_REFUSAL_CODES } from '../../../src-main/contract/step-refusal.ts';
import { TASK_FAULT_CODES } from '../../../src-main/contract/task-fault.ts';
import { faultAt } from '../../../src-main/tasks/task-faults.ts';
import { whyItFailed } from '../../../src-renderer/format/failure-words.ts';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { fileFaults } from './every-file-fault.ts';
import { WHY } from './every-frame-reason.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';
import { STEP_REFUSALS } from './every-step-refusal.ts';

const SENTENCE = /^[\p{Lu}\d].{5,}\.$/su;
const NO_FLAT: LackingLight = {
  name: 'x.fits',
  reasons: [{ message: 'There is no master flat.', facts: { code: 'no-master', kind: 'flat' } }],
};

const REFUSALS: { readonly [Code in RefusalCode]: readonly Extract<Refusal, { code: Code }>[] } = {
  'no-such-frame': [{ code: 'no-such-frame' }],
  'no-file-yet': [{ code: 'no-file-yet', state: 'exposing' }],
  'file-away': [{ code: 'file-away' }],
  'master-away': [{ code: 'master-away' }],
  'masters-changed': [{ code: 'masters-changed' }],
  'outside-frame': [{ code: 'outside-frame', width: 4096, height: 4000 }],
  'only-lights': [{ code: 'only-lights', frameType: 'dark' }],
  'not-a-light': [{ code: 'not-a-light' }],
  'too-small': [{ code: 'too-small', width: 10, height: 20 }],
  'export-going-on': [{ code: 'export-going-on' }],
  'export-stopped': [{ code: 'export-stopped' }],
  'lights-lack-masters': [1, 3].map((of) => ({
    ...{ code: 'lights-lack-masters', lights: 1, of, kinds: ['dark', 'flat'] },
    first: NO_FLAT,
  })),
  'too-many-lights': [{ code: 'too-many-lights', lights: 12_000, most: 10_000 }],
  'no-lights': [
    { code: 'no-lights', ofTask: true, night: null, filter: null },
    { code: 'no-lights', ofTask: false, night: '2026-11-22', filter: 'Ha' },
  ],
  'building-going-on': [{ code: 'building-going-on' }],
  'no-master-file': [{ code: 'no-master-file', path: 'masters/x.fits' }],
  'nothing-imported': [{ code: 'nothing-imported' }],
  'not-json': (['tasks', 'setup'] as const).flatMap((what) =>
    [null, 'too-early' as const, { line: 2, column: 4 }].map((end) => ({ code: 'not-json', what, end })),
  ),
  'not-a-list': [{ code: 'not-a-list' }],
  'setup-not-saved': [{ code: 'setup-not-saved' }],
  'database-full': [{ code: 'database-full' }],
  'database-read-only': [{ code: 'database-read-only' }],
  'database-folder': [{ code: 'database-folder' }],
  'database-disk-failed': [{ code: 'database-disk-failed' }],
  'no-map-file': [{ code: 'no-map-file', path: 'masters/bad-pixels/x.fits' }],
};

const INPUT_FAULTS: { readonly [Code in InputFaultCode]: readonly Extract<InputFault, { code: Code }>[] } = {
  missing: [{ code: 'missing' }],
  'wrong-type': ['number', 'int', 'string', 'boolean', 'array', 'object', 'map'].map((expected) => {
    return { code: 'wrong-type', expected };
  }),
  'at-least': [true, false].map((itself) => ({ code: 'at-least', min: -0.5, itself })),
  'at-most': [true, false].map((itself) => ({ code: 'at-most', max: 360, itself })),
  'too-long': [{ code: 'too-long', most: 200 }],
  'too-short': [1, 3].map((least) => ({ code: 'too-short', least })),
  'not-one-of': [{ code: 'not-one-of', values: ['panel', 'sky'] }],
  'wrong-format': ['guid', 'datetime', 'emoji'].map((format) => ({ code: 'wrong-format', format })),
  'unknown-fields': [{ code: 'unknown-fields', fields: ['a', 'b'] }],
  'no-instant': [{ code: 'no-instant' }],
  'no-duration': [{ code: 'no-duration' }],
  'no-time-zone': [{ code: 'no-time-zone' }],
  'not-a-number': [{ code: 'not-a-number', token: 'Infinity' }],
  'not-a-task': [{ code: 'not-a-task' }],
  twice: [{ code: 'twice', row: 3 }],
  'names-none': [{ code: 'names-none' }],
  'not-here': [[], [1, 2]].map((known) => ({ code: 'not-here', id: 7, known })),
  'filter-not-here': [[], ['2 L', '3 R']].map((known) => ({ code: 'filter-not-here', id: 7, known })),
  'other-name': [{ code: 'other-name', id: 2, here: 'L', given: 'R' }],
  'other-filters': [{ code: 'other-filters' }],
};

chooseLanguages();

function wording(to: LanguageCode, facts: FailureFacts) {
  language.choose(to);
  return texts().failures.failure(new ConsoleError('wrong-state', to === 'en' ? 'Said in English.' : WHY, { facts }));
}

describe('a refusal', () => {
  // A file may come first.
  testEveryCode(REFUSAL_CODES, /^[\p{Lu}\dm].{5,}\.$/su, (code, to) =>
    REFUSALS[code].map((facts) => wording(to, facts)),
  );
});

describe('a refused step', () => {
  // A task's title may come first.
  testEveryCode(STEP_REFUSAL_CODES, /^[„\p{Lu}].{5,}\.$/su, (code, to) =>
    STEP_REFUSALS[code].map((facts) => wording(to, facts)),
  );

  test('by a device is followed by what the device says', () => {
    expect(wording('de', { code: 'device-failed', failure: 'jammed' })).toEqual({
      text: 'Das Filterrad klemmt. Es gangbar machen.',
      original: WHY,
    });
    expect(wording('de', { code: 'run-has-devices' }).original).toBeNull();
  });
});

describe('a fault of a file', () => {
  testEveryCode(FILE_FAULT_CODES, SENTENCE, (code, to) => fileFaults(code).map((facts) => wording(to, facts)));

  test('that only the console can tell exactly is followed by its own sentence', () => {
    expect(wording('de', fileFaults('bad-card')[0]!).original).toBe(WHY);
    expect(wording('de', fileFaults('truncated')[0]!).original).toBeNull();
  });
});

test('no two kinds of facts share a code, by which they are told apart', () => {
  const codes = [...REFUSAL_CODES, ...STEP_REFUSAL_CODES, ...FILE_FAULT_CODES, ...CALIBRATION_REASON_CODES];
  expect(new Set(codes).size).toBe(codes.length);
});

describe('a fault of a field', () => {
  testEveryCode(INPUT_FAULT_CODES, SENTENCE, (code, to) => {
    language.choose(to);
    const message = to === 'en' ? 'Said in English.' : WHY;
    return INPUT_FAULTS[code].map((facts) => texts().failures.problem({ message, facts }));
  });
});

const SETUP_FAULTS: { readonly [Code in SetupFaultCode]: readonly Extract<SetupFault, { code: Code }>[] } = {
  'id-twice': [{ code: 'id-twice', id: 3 }],
  'refers-to-none': (['telescope', 'camera', 'wheel', 'filter'] as const).map((what) => {
    return { code: 'refers-to-none', what, id: 9 };
  }),
  'beyond-wheel': [{ code: 'beyond-wheel', slots: 7 }],
  'slot-twice': [{ code: 'slot-twice', slot: 1 }],
  'without-device': (['camera', 'wheel'] as const).map((what) => {
    return { code: 'without-device', what, instrument: 'North' };
  }),
  'no-program': [{ code: 'no-program' }],
  'relative-program': [{ code: 'relative-program' }],
  'program-from-a-screen': [{ code: 'program-from-a-screen' }],
  'none-active': [{ code: 'none-active' }],
};

describe('a contradiction in a set-up', () => {
  testEveryCode(SETUP_FAULT_CODES, SENTENCE, (code, to) => {
    language.choose(to);
    return SETUP_FAULTS[code].map((facts) => texts().failures.problem(setupFaultAt('instruments', facts)));
  });
});

test('no two things that can be wrong with a field share a code', () => {
  const codes = [...INPUT_FAULT_CODES, ...SETUP_FAULT_CODES, ...TASK_FAULT_CODES, 'lacking-light'];
  expect(new Set(codes).size).toBe(codes.length);
});

test('text that is no JSON is told of with the place where it stops being any', () => {
  expect(wording('de', { code: 'not-json', what: 'setup', end: { line: 2, column: 4 } }).text).toBe(
    'Die Einrichtung ist kein JSON (ab Zeile 2, Spalte 4).',
  );
});

test('an export says which lights lack what', () => {
  expect(wording('de', REFUSALS['lights-lack-masters'][1]!).text).toBe(
    '1 von 3 Lights fehlt: Master-Dark, Master-Flat; nichts wurde geschrieben. x.fits: Es gibt keinen Master-Flat. Das Fehlende erstellen, oder zulassen, dass es fehlt.',
  );
  const facts = { code: 'lacking-light', ...NO_FLAT } as const;
  expect(texts().failures.problem({ message: WHY, facts }).text).toBe('x.fits: Es gibt keinen Master-Flat.');
});

test('why something was not done may be a file’s, calibration’s or the request’s own matter', () => {
  language.choose('de');
  const said = (facts: FailureFacts | null) => texts().failures.why(WHY, facts);
  expect(said(fileFaults('damaged')[0]!).text).toMatch(/^Die Datei .* Prüfsumme/);
  expect(said({ code: 'none-serves' }).text).toBe('Kein Master passt dazu.');
  expect(said({ code: 'not-a-light' }).text).toBe('Kalibriert werden nur Lights. Ein Light wählen.');
  expect(said(null)).toEqual({ text: '', original: WHY });
});

test('what the viewer cannot show is said in one line', () => {
  language.choose('de');
  const failure = { reason: 'not-found', message: WHY, facts: { code: 'file-away' } } as const;
  expect(whyItFailed(ConsoleError.from(failure))).toBe('Die Datei der Aufnahme ist nicht an ihrem Platz.');
  expect(whyItFailed(new Error('Kein Netz.'))).toBe('Kein Netz.');
});

describe('a refusal that names what is wrong', () => {
  const faults = [faultAt('frames', { code: 'no-frames' }), faultAt('gain', { code: 'gain', min: 0, max: 300 })];

  test('is said by its problems, without the console’s own sentence for the first of them', () => {
    language.choose('de');
    const refusal = new ConsoleError('bad-input', faults[0]!.message, { problems: faults });
    expect(texts().failures.failure(refusal)).toEqual({ text: 'Die Angaben gehen so nicht.', original: null });
    expect(faults.map((fault) => texts().failures.problem(fault).text)).toEqual([
      'Angeben, wie viele Aufnahmen: eine ganze Zahl ab 1.',
      'Der Gain der Kamera geht von 0 bis 300.',
    ]);
  });

  test.each(LANGUAGES)('is shown as the console said it in %s where a problem has no code', (to) => {
    language.choose(to);
    const message = 'Too long.';
    const refusal = new ConsoleError('bad-input', message, { problems: [{ field: 'title', message }] });
    const { text, original } = texts().failures.failure(refusal);
    expect(original ?? text).toBe(message);
    const problem = texts().failures.problem({ message });
    expect(problem.original ?? problem.text).toBe(message);
  });
});
