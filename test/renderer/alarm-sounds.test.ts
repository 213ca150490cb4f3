import { expect, test } from 'vitest';
import { ALARM_SEVERITIES, type AlarmView } from '../../src-main/contract/alarms.ts';
import type { RunView } from '../../src-main/contract/views.ts';
import { loudnessOf, PATTERNS, repeatedAfterS, type Sound } from '../../src-renderer/alarms/sound-patterns.ts';
import { dueRepetition, isSilenced, soundOfAlarm, soundOfRun } from '../../src-renderer/alarms/sound-rules.ts';
import { applyEvent } from '../../src-renderer/state/apply-event.ts';
import { RUN, STATE } from './sample-state.ts';

const RAISED: AlarmView = {
  id: 1,
  kind: 'device.lost',
  subject: '1',
  severity: 'critical',
  state: 'raised',
  source: 'device',
  message: 'The camera does not answer.',
  facts: null,
  advice: 'Check its cable.',
  raisedAt: '2026-11-22T23:00:00.000Z',
  lastAt: '2026-11-22T23:00:00.000Z',
  count: 1,
  escalation: 0,
  acknowledgedAt: null,
  acknowledgedBy: null,
  endedAt: null,
  taskUid: null,
  frameUid: null,
};
const ACKNOWLEDGED: AlarmView = { ...RAISED, state: 'acknowledged' };
const RETURNED: AlarmView = { ...RAISED, state: 'returned' };
const CLEARED: AlarmView = { ...RAISED, state: 'cleared' };

test.each<[string, AlarmView | undefined, AlarmView, Sound | null]>([
  ['a new alarm', undefined, RAISED, 'critical'],
  ['other words for what goes on', RAISED, { ...RAISED, message: 'It still does not.' }, null],
  ['it happened again', RAISED, { ...RAISED, count: 2 }, 'critical'],
  ['it got worse', { ...RAISED, severity: 'serious' }, RAISED, 'critical'],
  ['stepped up', RAISED, { ...RAISED, escalation: 1 }, 'critical'],
  ['acknowledged', RAISED, ACKNOWLEDGED, null],
  ['other words for what is acknowledged', ACKNOWLEDGED, { ...ACKNOWLEDGED, message: '…' }, null],
  ['over by itself', RAISED, RETURNED, 'over'],
  ['over after it was acknowledged', ACKNOWLEDGED, CLEARED, 'over'],
  ['over by being acknowledged', RAISED, CLEARED, null],
  ['what was over is acknowledged', RETURNED, CLEARED, null],
  ['back again', RETURNED, { ...RAISED, count: 2 }, 'critical'],
])('%s', (_, before, now, sound) => {
  expect(soundOfAlarm(before, now)).toBe(sound);
});

test.each<[RunView['state'], RunView['state'], string | null, Sound | null]>([
  ['idle', 'running', null, 'run-started'],
  ['paused', 'running', null, 'run-started'],
  ['running', 'pausing', null, null],
  ['pausing', 'running', null, null],
  ['pausing', 'paused', null, 'run-ended'],
  ['running', 'idle', null, 'run-ended'],
  ['running', 'paused', 'The camera is gone.', null],
])('the run from %s to %s (%s): %s', (from, to, problem, sound) => {
  expect(soundOfRun({ ...RUN, state: from }, { ...RUN, state: to, problem })).toBe(sound);
});

const MUTE = { until: 1, known: [1] };

test('a mute silences what was there, and what comes, but not a critical alarm that comes', () => {
  expect(isSilenced(RAISED, null)).toBe(false);
  expect(isSilenced(RAISED, MUTE)).toBe(true);
  expect(isSilenced({ id: 2, severity: 'serious' }, MUTE)).toBe(true);
  expect(isSilenced({ id: 2, severity: 'critical' }, MUTE)).toBe(false);
});

test('the most urgent alarm that nobody has acknowledged is repeated, sooner after it was stepped up', () => {
  const serious: AlarmView = { ...RAISED, id: 2, severity: 'serious' };
  expect(dueRepetition([serious, RAISED], null, 14)).toBeNull();
  expect(dueRepetition([serious, RAISED], null, 15)).toBe(RAISED);
  expect(dueRepetition([serious, RAISED], MUTE, 60)).toBeNull();
  expect(dueRepetition([serious, ACKNOWLEDGED], null, 60)).toBe(serious);
  const steppedUp: AlarmView = { ...serious, escalation: 2 };
  expect(dueRepetition([steppedUp], null, 15)).toBe(steppedUp);
  expect(dueRepetition([ACKNOWLEDGED, RETURNED], null, 1e6)).toBeNull();
  expect(dueRepetition([{ ...RAISED, severity: 'notice' }], null, 1e6)).toBeNull();
});

test('each severity has a rhythm of its own, is louder and comes sooner the longer nobody acknowledges', () => {
  const rhythms = Object.values(PATTERNS).map((tones) => JSON.stringify(tones.map(({ atS, hz }) => [atS, hz])));
  expect(new Set(rhythms).size).toBe(rhythms.length);
  const pulses = ALARM_SEVERITIES.map((severity) => PATTERNS[severity].length);
  expect(pulses).toEqual([1, 2, 3, 10]);
  for (const severity of ALARM_SEVERITIES.slice(1)) {
    const [never, once, twice] = ([0, 1, 2] as const).map((step) => repeatedAfterS(severity, step)!);
    expect(never).toBeGreaterThan(once!);
    expect(once).toBeGreaterThan(twice!);
    // A repetition does not begin before the sound has ended.
    expect(twice).toBeGreaterThan(Math.max(...PATTERNS[severity].map(({ atS, lengthS }) => atS + lengthS)));
  }
  expect(loudnessOf(0)).toBeLessThan(loudnessOf(1));
  expect(loudnessOf(1)).toBeLessThan(loudnessOf(2));
});

test('the screen keeps open alarms, the most urgent first, and lets go of those that are over and seen', () => {
  let state = applyEvent(STATE, { type: 'alarm', alarm: { ...RAISED, id: 2, severity: 'warning' } });
  state = applyEvent(state, { type: 'alarm', alarm: RAISED });
  expect(state.alarms.map(({ id }) => id)).toEqual([1, 2]);
  state = applyEvent(state, { type: 'alarm', alarm: ACKNOWLEDGED });
  expect(state.alarms.map(({ id }) => id)).toEqual([2, 1]);
  state = applyEvent(state, { type: 'alarm', alarm: CLEARED });
  expect(state.alarms.map(({ id }) => id)).toEqual([2]);
});
