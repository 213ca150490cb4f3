/** Why masters and calibration frames do not serve, or are not made, in every language of the screen. */
import { describe, expect, test } from 'vitest';
import { buildingTitle, setTitle } from '../../../src-main/calibration/titles.ts';
import {
  CALIBRATION_REASON_CODES,
  type CalibrationReason,
  type CalibrationReasonCode,
  MATCHED_PROPERTIES,
} from '../../../src-main/contract/calibration-reason.ts';
import type { BeingBuilt, CalibrationSet } from '../../../src-main/contract/calibration-set.ts';
import { CALIBRATION_KINDS } from '../../../src-main/tasks/calibration-matching.ts';
import { type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { fileFaults } from './every-file-fault.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';
import { TASK_FAULTS } from './every-task-fault.ts';

const MESSAGE = 'The console’s own sentence.';

const rejected = ['a', 'b', 'c'].map((name) => ({
  name: `${name}.fits`,
  why: { message: 'It is saturated.', facts: { code: 'saturated', fraction: 0.07 } as const },
}));
const ONE_REJECTED = { code: 'rejected-frames', frames: 1, named: rejected.slice(0, 1) } as const;

const REASONS: {
  readonly [Code in CalibrationReasonCode]: readonly Extract<CalibrationReason, { code: Code }>[];
} = {
  'other-kind': [{ code: 'other-kind', needed: 'dark', has: 'flat' }],
  differs: [
    ...MATCHED_PROPERTIES.map(
      (property) => ({ code: 'differs', property, needed: 100, has: 7, tolerance: null }) as const,
    ),
    ...(['not-known', 'none', 'camera-default'] as const).map(
      (unset) => ({ code: 'differs', property: 'gain', needed: 100, has: { unset }, tolerance: null }) as const,
    ),
    { code: 'differs', property: 'temperature', needed: -10, has: -7.5, tolerance: 0.5 },
    { code: 'differs', property: 'filter', needed: 'Ha', has: 'R', tolerance: null },
  ],
  origin: [{ code: 'origin', needed: [0, 0], has: [10, 4] }],
  age: CALIBRATION_KINDS.flatMap((kind) =>
    [true, false].map((younger) => ({ code: 'age', kind, days: 45, younger, servesDays: 30 }) as const),
  ),
  'rejected-frames': [ONE_REJECTED, { code: 'rejected-frames', frames: 5, named: rejected }],
  'stale-within': (['bias', 'dark'] as const).map((kind) => ({
    ...{ code: 'stale-within', kind, name: `${kind}.fits` },
    reason: { message: MESSAGE, facts: ONE_REJECTED },
  })),
  'no-master': CALIBRATION_KINDS.map((kind) => ({ code: 'no-master', kind })),
  'no-map': [{ code: 'no-map' }],
  'dark-without-bias': [{ code: 'dark-without-bias' }],
  'too-old': CALIBRATION_KINDS.map((kind) => ({ code: 'too-old', kind, newest: '2026-10-02', servesDays: 30 })),
  'no-temperature': [{ code: 'no-temperature' }],
  'built-already': [{ code: 'built-already', path: 'masters/dark.fits' }],
  'too-few': [1, 4].map((frames) => ({ code: 'too-few', frames, enough: 5 })),
  stopped: [{ code: 'stopped' }],
  'not-stale': [{ code: 'not-stale' }],
  'too-few-left': [1, 4].map((left) => ({ code: 'too-few-left', left, before: 6, enough: 5 })),
  'too-few-darks-left': [1, 4].map((left) => ({ code: 'too-few-darks-left', left, enough: 5 })),
  'too-few-flats-left': [{ code: 'too-few-flats-left' }],
  'none-to-take-off': (['bias', 'dark'] as const).map((kind) => ({ code: 'none-to-take-off', kind })),
  'unknown-method': [{ code: 'unknown-method', method: 'winsorized' }],
  'not-in-ledger': [{ code: 'not-in-ledger', name: 'x.fits' }],
  'too-few-files': [{ code: 'too-few-files' }],
  'too-many-frames': [{ code: 'too-many-frames', frames: 1200, most: 1000 }],
  'named-twice': [{ code: 'named-twice', path: '/x.fits' }],
  mixed: [
    ...MATCHED_PROPERTIES.map(
      (property) => ({ code: 'mixed', path: '/x.fits', property, has: 7, first: 100 }) as const,
    ),
    { code: 'mixed', path: '/x.fits', property: 'gain', has: { unset: 'not-known' }, first: 100 },
  ],
  'mixed-kinds': [{ code: 'mixed-kinds', path: '/x.fits', has: 'flat', wanted: 'dark' }],
  'mixed-numbers': (['floats', 'integers'] as const).map((has) => ({ code: 'mixed-numbers', path: '/x.fits', has })),
  'mixed-sizes': [{ code: 'mixed-sizes', path: '/x.fits', has: [10, 20], first: [100, 200] }],
  'was-rejected': [{ code: 'was-rejected', path: '/x.fits', why: rejected[0]!.why }],
  'not-calibration': [{ code: 'not-calibration', path: '/x.fits', imageType: 'light' }],
  'no-bias-for-darks': [{ code: 'no-bias-for-darks' }],
  'none-serves': [{ code: 'none-serves' }],
  'other-export': [{ code: 'other-export', path: '/x_cal.fits' }],
  'broken-export': [null, fileFaults('truncated')[0]!].map((fault) => ({
    ...{ code: 'broken-export', path: '/x_cal.fits' },
    fault,
  })),
  task: Object.values(TASK_FAULTS).map(([fault]) => ({ code: 'task', fault: fault! })),
};

chooseLanguages();

function wording(code: LanguageCode, facts: CalibrationReason | null) {
  language.choose(code);
  return texts().calibrationReports.reason({ message: MESSAGE, facts });
}

// Names of files and frames may come first.
testEveryCode(CALIBRATION_REASON_CODES, /^[\p{Lu}\d/a-z].{5,}[.)]$/su, (code, to) =>
  REASONS[code].map((facts) => wording(to, facts)),
);

test('values are filled in as a German screen writes them', () => {
  const facts = REASONS.differs.find(({ property, tolerance }) => property === 'temperature' && tolerance !== null)!;
  expect(wording('de', facts).text).toBe('Temperatur: gebraucht −10 °C (± 0,5 °C), vorhanden −7,5 °C.');
});

test('a master is stale by what is in it, down to why a frame was rejected; several reasons stand one after the other', () => {
  language.choose('de');
  const reasons = [REASONS['stale-within'][1]!, REASONS['no-map'][0]!].map((facts) => ({ message: MESSAGE, facts }));
  expect(texts().calibrationReports.inOne(reasons)).toMatch(
    /^Sein Master-Dark dark\.fits ist überholt\. Aus einer Aufnahme .* verworfen wurde: a\.fits \(.*gesättigt.* Es gibt keine Karte/,
  );
});

test('what has no code is shown in the console’s own words, apart from the German', () => {
  expect(wording('de', null)).toEqual({ text: '', original: MESSAGE });
  expect(wording('en', null)).toEqual({ text: MESSAGE, original: null });
});

describe('sets of calibration frames', () => {
  const SETS: readonly CalibrationSet[] = [
    { kind: 'bias', filterName: null, exposureS: null, temperatureC: null, binning: 2, gain: 100 },
    { kind: 'dark', filterName: null, exposureS: 0.5, temperatureC: -10, binning: 1, gain: null },
    { kind: 'flat', filterName: null, exposureS: null, temperatureC: null, binning: 1, gain: 0 },
  ];
  const titled = (sets: readonly CalibrationSet[]) => ({ title: sets.map(setTitle).join('; '), sets });
  const inLanguage = (code: LanguageCode) => {
    language.choose(code);
    return texts().calibration;
  };

  test('are named in each language by what they have in common', () => {
    expect(inLanguage('en').setTitle(titled(SETS))).toBe(
      'bias bin 2, gain 100; dark 0.5 s, −10 °C, bin 1; flat no filter, bin 1, gain 0',
    );
    expect(inLanguage('de').setTitle(titled(SETS))).toBe(
      'Bias, Binning 2, Gain 100; Dark 0,5 s, −10,0 °C, Binning 1; Flat ohne Filter, Binning 1, Gain 0',
    );
  });

  test('that an earlier version kept by their title are named by it', () => {
    expect(inLanguage('de').setTitle({ title: 'flat L, bin 1' })).toBe('flat L, bin 1');
  });

  test.each<[BeingBuilt, string, string]>([
    [{ kind: 'dark', frames: 10 }, 'master dark from 10 frames', 'Master-Dark aus 10 Aufnahmen'],
    [{ kind: 'bad-pixels', frames: 20 }, 'bad-pixel map from 20 frames', 'Pixelkarte aus 20 Aufnahmen'],
  ])('that become something (%j) are told of while it is built', (what, english, german) => {
    expect(inLanguage('en').beingBuilt(buildingTitle(what), what)).toBe(english);
    expect(inLanguage('de').beingBuilt(buildingTitle(what), what)).toBe(german);
  });
});
