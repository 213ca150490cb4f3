/** What alarms say, in every language of the screen. */
import { describe, expect, test } from 'vitest';
import { ALARM_CATALOGUE } from '../../../src-main/alarms/catalogue.ts';
import { ALARM_KINDS, type AlarmFacts, type AlarmKind } from '../../../src-main/contract/alarms.ts';
import { DITHER_FAILURES } from '../../../src-main/contract/run-reasons.ts';
import { STAR_CHECKS } from '../../../src-main/contract/star-limits.ts';
import type { DeviceFault } from '../../../src-main/contract/views.ts';
import { DEVICE_FAILURES, LEFT_REASONS, TROUBLE_REASONS, WAIT_REASONS } from '../../../src-main/contract/vocabulary.ts';
import { LANGUAGES, type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import { inOneLine } from '../../../src-renderer/language/said.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { RUN } from '../sample-state.ts';
import { ENGLISH } from './english-words.ts';
import { WHY } from './every-frame-reason.ts';
import { chooseLanguages } from './every-language.ts';
import { LEFT_WITH_MORE, TROUBLE_OF_REJECTED } from './every-run-reason.ts';

/** What an instrument can fail by, and in which of its devices. */
const DEVICE_FAULTS: readonly DeviceFault[] = DEVICE_FAILURES.flatMap((failure) =>
  ([null, 'camera', 'wheel'] as const).map((device) => ({ failure, device })),
);

/** Each kind with every code that it can have. */
const FACTS: { readonly [Kind in AlarmKind]: readonly AlarmFacts[Kind][] } = {
  'run.trouble': [...TROUBLE_REASONS.map((reason) => ({ reason, why: WHY })), ...TROUBLE_OF_REJECTED],
  'run.asks': [{ about: 'cover' }, { about: 'dither' }],
  'run.interrupted': [{ recovered: 2, lost: 1, interrupted: 1 }],
  'queue.ended': [{ waits: true }, { waits: false }],
  'task.left': [...LEFT_REASONS.map((reason) => ({ reason, why: WHY })), ...LEFT_WITH_MORE].map((facts) => {
    return { title: 'M 51', ...facts };
  }),
  'frames.rejected': [
    { inARow: 3, why: WHY },
    { inARow: 3, why: WHY, reason: null },
    { inARow: 3, why: WHY, reason: { code: 'saturated', fraction: 0.07 } },
  ],
  'frame.threshold': STAR_CHECKS.map((check) => ({ check, value: 3.5, best: 2.25, angleDeg: 30 })),
  'dither.failed': [undefined, ...DITHER_FAILURES].flatMap((failure) =>
    [true, false].map((givenUp) => ({ givenUp, why: WHY, ...(failure === undefined ? {} : { failure }) })),
  ),
  'device.lost': [
    ...['Camera SIM-1', null].map((unplugged) => ({ unplugged, why: WHY })),
    ...DEVICE_FAULTS.map((fault) => ({ unplugged: null, why: WHY, fault })),
  ],
  'cooler.off-target': [{ offC: 7.7, setPointC: -10 }],
  'disk.full': [{ writable: true }, { writable: false }],
  'disk.low': [
    { room: 120, needed: 300 },
    { room: 1, needed: null },
  ],
  'backup.failed': [{ why: WHY }],
  'database.mended': [{ why: WHY }],
  'clock.stepped': [
    { stepMs: 3_605_000, inFrame: true },
    { stepMs: -3_605_000, inFrame: false },
  ],
  'console.look-failed': [{ why: WHY }],
};
const MESSAGE = 'The console’s own sentence.';

chooseLanguages();

function wording(code: LanguageCode, kind: AlarmKind, facts: AlarmFacts[AlarmKind] | null) {
  language.choose(code);
  const { matter, advice } = texts().alarmReports;
  return {
    matter: matter({ kind, message: MESSAGE, facts }),
    advice: advice({ kind, advice: ALARM_CATALOGUE[kind].advice }),
  };
}

describe.each(ALARM_KINDS)('%s', (kind) => {
  test.each(LANGUAGES)('says in %s what is the matter and what to do', (code) => {
    for (const facts of FACTS[kind]) {
      const { matter, advice } = wording(code, kind, facts);
      expect(matter.text).toMatch(/^[\p{Lu}\d„].{5,}\.$/su);
      expect(advice).toMatch(/^\p{Lu}.{10,}\.$/u);
      expect(inOneLine(matter)).not.toMatch(/undefined|null|NaN/);
    }
  });

  test('says in German only what is German, the console’s own words apart from it', () => {
    for (const facts of FACTS[kind]) {
      const { matter, advice } = wording('de', kind, facts);
      expect(`${matter.text} ${advice}`).not.toMatch(ENGLISH);
      expect([null, WHY]).toContain(matter.original);
    }
  });

  test('kept by an earlier version, without its facts, it is shown with the sentence that it has', () => {
    expect(wording('en', kind, null).matter).toEqual({ text: MESSAGE, original: null });
    const { matter } = wording('de', kind, null);
    expect(matter.text).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(matter.text).not.toMatch(ENGLISH);
    expect(matter.original).toBe(MESSAGE);
  });
});

test('every code says something of its own in German', () => {
  for (const kind of ['run.trouble', 'task.left', 'frame.threshold', 'disk.full', 'disk.low', 'queue.ended'] as const) {
    const sentences = FACTS[kind].map((facts) => inOneLine(wording('de', kind, facts).matter));
    expect(new Set(sentences).size).toBe(sentences.length);
  }
});

test('values are filled in as a German screen writes them', () => {
  expect(wording('de', 'cooler.off-target', { offC: 7.7, setPointC: -10 }).matter.text).toBe(
    'Der Sensor ist 7,7 °C neben dem Sollwert von −10,0 °C und kommt ihm nicht näher.',
  );
  const stepped = wording('de', 'clock.stepped', { stepMs: -3_605_000, inFrame: true }).matter.text;
  expect(stepped).toContain('um 1 h 0 min 5 s zurückgestellt');
  expect(stepped).toContain('Die laufende Aufnahme begann');
  expect(wording('de', 'disk.low', { room: 1, needed: null }).matter.text).toContain('Platz für 1 Aufnahme.');
});

test('what a run waits for is said in German', () => {
  language.choose('de');
  const sentences = WAIT_REASONS.map((waitsFor) => {
    return texts().reports.activity({ ...RUN, state: 'running', step: 'waiting', waitsFor, activity: WHY }).text;
  });
  expect(new Set(sentences).size).toBe(WAIT_REASONS.length);
  for (const sentence of sentences) expect(sentence).not.toMatch(ENGLISH);
});

test('a lost device is named in German, at its alarm and at its own place', () => {
  language.choose('de');
  for (const [device, name] of [
    ['camera', /^Die Kamera antwortet/],
    ['wheel', /^Das Filterrad antwortet/],
  ] as const) {
    const said = texts().reports.deviceProblem(WHY, { failure: 'lost', device });
    expect(said).toEqual({ text: expect.stringMatching(name), original: null });
  }
});
