/** What the log tells, in every language of the screen. */
import { expect, test } from 'vitest';
import { warningOf } from '../../../src-main/calibration/sensor/nominal.ts';
import { ALARM_KINDS } from '../../../src-main/contract/alarms.ts';
import { LOG_KINDS, type LogCause, type LogFacts, type LogKind } from '../../../src-main/contract/log-lines.ts';
import {
  DEVICE_FAILURES,
  FRAME_TYPES,
  MORNING_CHOICES,
  SENSOR_QUANTITIES,
  type SensorQuantity,
} from '../../../src-main/contract/vocabulary.ts';
import { type LanguageCode, language } from '../../../src-renderer/language/language.svelte.ts';
import type { Said } from '../../../src-renderer/language/said.ts';
import { texts } from '../../../src-renderer/language/texts.ts';
import { ENGLISH } from './english-words.ts';
import { FRAME_REASONS, WHY } from './every-frame-reason.ts';
import { chooseLanguages, testEveryCode } from './every-language.ts';
import { FLATS_LEFT } from './every-run-reason.ts';

const MESSAGE = 'The console’s own sentence.';
const title = 'M 51';
const frameReasons = Object.values(FRAME_REASONS).flat();
const alarm = { kind: 'disk.low', facts: { room: 12, needed: null }, message: MESSAGE } as const;
const some = [
  { tasks: 1, title },
  { tasks: 12, title: null },
];
const nothing = {
  counted: 0,
  kept: 0,
  moved: 0,
  lost: 0,
  tasksMade: 0,
  tasksRecounted: 0,
  strange: 0,
  oneStrange: null,
};

const isWarnedOf = (quantity: SensorQuantity) =>
  warningOf(quantity, 3.25, 1) !== null || warningOf(quantity, 0.25, 1) !== null;

/** Each kind with every code that it can have. */
const FACTS: { readonly [Kind in LogKind]: readonly LogFacts[Kind][] } = {
  'alarm.acknowledged': [{ alarm }],
  'alarm.escalated': [{ alarm, minutes: 5 }],
  'calibration.morning': [
    { did: 'queued', end: 'sun-up', titles: ['Dark 60 s × 5', 'Bias × 20'] },
    { did: 'queued', end: 'lights-done', titles: ['Bias × 20'] },
    { did: 'not-queued', title: 'flat L, bin 1', why: WHY },
    {
      ...{ did: 'not-queued', title: 'dark 60 s, bin 1', why: WHY, whyFacts: { code: 'no-temperature' } },
      sets: [{ kind: 'dark', filterName: null, exposureS: 60, temperatureC: null, binning: 1, gain: null }],
    },
    { did: 'failed', why: WHY },
  ],
  'device.abort-failed': [{ why: WHY }],
  'device.assigned': (['camera', 'wheel'] as const).map((kind) => ({ instrument: 'Main', device: 'SIM-1', kind })),
  'device.connected': [{ instrument: 'Main' }],
  'device.cooling': [{ setPointC: -10 }],
  'device.disconnected': [{ instrument: 'Main' }],
  'device.filter': [{ slot: 3 }],
  'device.plugged': [{ device: 'SIM-1' }],
  'device.test-frame': FRAME_TYPES.map((frameType) => ({ frameType, exposureS: 0.5 })),
  'device.unplugged': [{ device: 'SIM-1' }],
  'device.warming': [{}],
  'disk.well': [{}],
  'flat.left': FLATS_LEFT,
  'frame.aborted': [{}],
  'frame.failed': DEVICE_FAILURES.flatMap((failure) =>
    (['await-disk', 'retry', 'restart'] as const).map((then) => ({ failure, why: WHY, then })),
  ),
  'frame.not-measured': [{ why: WHY }],
  'frame.rejected': [
    ...frameReasons.map((facts) => ({ how: 'by-check', frames: 1, reason: { message: MESSAGE, facts } }) as const),
    ...(['by-hand', 'again'] as const).flatMap((how) =>
      [1, 3].map((frames) => ({ how, frames, reason: { message: 'Satellit', facts: null } })),
    ),
  ],
  'frame.restored': [{ frames: 1 }, { frames: 3 }],
  'frame.warning': frameReasons.map((reason) => ({ reason })),
  'frames.exported': [{ frames: 12, folder: '/data/calibrated' }],
  'ledger.rebuilt': [
    { ...nothing, counted: 2, kept: 1, moved: 3 },
    { ...nothing, lost: 1, tasksMade: 1, tasksRecounted: 2, strange: 1, oneStrange: 'frames/copy.fits' },
  ],
  'ledger.recovered': [{ recovered: 3, lost: 1, interrupted: 1 }],
  'master.built': [
    ...(['bias', 'dark', 'flat', 'bad-pixels'] as const).map((kind) => {
      return { kind, frames: 20, path: 'masters/new.fits', replaces: null };
    }),
    {
      kind: null,
      frames: 19,
      path: 'masters/new.fits',
      replaces: { path: 'masters/old.fits', movedTo: 'masters/replaced/old.fits' },
    },
  ],
  'run.answered': [
    { about: 'cover', answer: 'Covered' },
    { about: 'dither', answer: 'Go on without' },
  ],
  'run.ended': (['queue-ended', 'paused', 'stopped'] as const).map((how) => ({ how })),
  'run.pausing': [{}],
  'run.started': [{}],
  'run.stopping': [{}],
  'sensor.off': SENSOR_QUANTITIES.filter(isWarnedOf).map((quantity) => ({
    night: '2026-11-22',
    quantity,
    value: 3.25,
    nominal: 2,
  })),
  'setup.saved': [null, ...MORNING_CHOICES].map((morning) => ({ morning })),
  'simulation.fault': [{ device: 'camera', kind: 'lost' }],
  'simulation.speed': [{ speed: 1 }, { speed: 20 }],
  'task.canceled': [{ title, why: 'Wolken' }],
  'task.completed': [{ title }],
  'task.created': [{ title }],
  'task.edited': [{ title }],
  'task.expired': [{}],
  'task.out-of-time': [true, false].map((unfit) => ({ title, unfit, acquired: 3, planned: 12 })),
  'task.skipped': [{}],
  'tasks.canceled': some,
  'tasks.imported': [{ created: 1, updated: 2, unchanged: 3 }],
  'tasks.moved': some,
  'tasks.queued': some,
  'tasks.sample': [{ tasks: 8 }],
  undo: [{ step: { what: 'task.edited', facts: { title } } }],
};

chooseLanguages();

function wording(code: LanguageCode, what: string, facts: LogCause['facts'] | null): Said {
  language.choose(code);
  return texts().logReports.line({ what, facts, message: MESSAGE });
}

testEveryCode(LOG_KINDS, /^[\p{Lu}\d„].{5,}\.$/su, (code, to) => FACTS[code].map((facts) => wording(to, code, facts)));

test('an alarm’s line is the alarm’s own sentence', () => {
  const said = wording('de', 'disk.low', alarm.facts);
  expect(said).toEqual({ text: 'Die Platte hat noch Platz für 12 Aufnahmen.', original: null });
});

test('a line that an earlier version wrote is shown as it was written; an alarm is named before it', () => {
  expect(wording('de', 'task.edited', null)).toEqual({ text: '', original: MESSAGE });
  for (const kind of ALARM_KINDS) {
    const { text, original } = wording('de', kind, null);
    expect(text).toMatch(/^\p{Lu}.{10,}\.$/u);
    expect(text).not.toMatch(ENGLISH);
    expect(original).toBe(MESSAGE);
  }
});

test('a line of a newer console is shown as it was written', () => {
  expect(wording('de', 'something.new', { fresh: true })).toEqual({ text: '', original: MESSAGE });
});

test('a step that can be taken back is told in German', () => {
  language.choose('de');
  const step = { what: 'frame.rejected', facts: FACTS['frame.rejected'].at(-1)! } as const;
  expect(texts().logReports.step({ step, message: MESSAGE })).toBe('3 Aufnahmen wieder verworfen: Satellit.');
});
