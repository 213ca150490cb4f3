import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALARM_CATALOGUE } from '../../src-main/alarms/catalogue.ts';
import { type AlarmHappening, nextState } from '../../src-main/alarms/transitions.ts';
import {
  ALARM_KINDS,
  ALARM_SEVERITIES,
  ALARM_STATES,
  type AlarmSeverity,
  type AlarmState,
  byUrgency,
} from '../../src-main/contract/alarms.ts';

const NOTICED = { kind: 'noticed', worse: false } as const;
const WORSE = { kind: 'noticed', worse: true } as const;
const SEEN = { kind: 'acknowledged' } as const;
const ENDED = { kind: 'ended' } as const;

test.each<[AlarmState, AlarmHappening, AlarmState, AlarmState]>([
  // from, happening, to (ends by itself), to (ends when seen)
  ['cleared', NOTICED, 'raised', 'raised'],
  ['cleared', SEEN, 'cleared', 'cleared'],
  ['cleared', ENDED, 'cleared', 'cleared'],
  ['raised', NOTICED, 'raised', 'raised'],
  ['raised', WORSE, 'raised', 'raised'],
  ['raised', SEEN, 'acknowledged', 'cleared'],
  ['raised', ENDED, 'returned', 'returned'],
  ['acknowledged', NOTICED, 'acknowledged', 'acknowledged'],
  ['acknowledged', WORSE, 'raised', 'raised'],
  ['acknowledged', SEEN, 'acknowledged', 'acknowledged'],
  ['acknowledged', ENDED, 'cleared', 'cleared'],
  ['returned', NOTICED, 'raised', 'raised'],
  ['returned', SEEN, 'cleared', 'cleared'],
  ['returned', ENDED, 'returned', 'returned'],
])('%s, %j: %s, or %s where it ends with being seen', (from, happening, byItself, whenSeen) => {
  expect(nextState(from, happening, 'serious', 'by-itself')).toBe(byItself);
  expect(nextState(from, happening, 'serious', 'when-seen')).toBe(whenSeen);
});

test('a notice whose cause is gone need not be seen any more', () => {
  expect(nextState('raised', ENDED, 'notice', 'by-itself')).toBe('cleared');
});

const severities = fc.constantFrom<AlarmSeverity[]>(...ALARM_SEVERITIES.slice(1));

test('whatever happens, no alarm above a notice is over before somebody has acknowledged it', () => {
  const happenings = fc.array(fc.constantFrom<AlarmHappening[]>(NOTICED, WORSE, ENDED));
  fc.assert(
    fc.property(happenings, severities, (all, severity) => {
      const end = all.reduce<AlarmState>((state, now) => nextState(state, now, severity, 'by-itself'), 'raised');
      expect(['raised', 'returned']).toContain(end);
    }),
  );
});

test('the most urgent is first: unseen before seen, then the worst, then the newest', () => {
  const alarm = (id: number, state: AlarmState, severity: AlarmSeverity) => ({
    id,
    state,
    severity,
    escalation: 0 as const,
  });
  const sorted = [
    alarm(5, 'raised', 'critical'),
    alarm(7, 'raised', 'warning'),
    alarm(2, 'raised', 'warning'),
    alarm(9, 'returned', 'critical'),
    alarm(1, 'acknowledged', 'critical'),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (any) => {
      expect([...any].sort(byUrgency)).toEqual(sorted);
    }),
  );
});

test('every kind says what to do, in a sentence', () => {
  expect(Object.keys(ALARM_CATALOGUE).sort()).toEqual([...ALARM_KINDS].sort());
  for (const { advice } of Object.values(ALARM_CATALOGUE)) expect(advice).toMatch(/^[A-Z].{10,}\.$/);
  expect(new Set(ALARM_STATES).size).toBe(4);
});
