import { expect, test } from 'vitest';
import { escalate } from '../../src-main/alarms/escalation.ts';
import type { AlarmSeverity, AlarmState, Escalation } from '../../src-main/contract/alarms.ts';

test.each<[AlarmSeverity, AlarmState, number, Escalation, Escalation]>([
  // severity, state, waited s, stepped up so far, then
  ['notice', 'raised', 1e6, 0, 0],
  ['warning', 'raised', 899, 0, 0],
  ['warning', 'raised', 900, 0, 1],
  ['warning', 'raised', 3600, 1, 2],
  ['serious', 'raised', 179, 0, 0],
  ['serious', 'raised', 180, 0, 1],
  ['serious', 'raised', 600, 1, 2],
  ['critical', 'raised', 59, 0, 0],
  ['critical', 'raised', 60, 0, 1],
  ['critical', 'raised', 300, 0, 2],
  // Somebody has seen it, or it went away: it gets no louder.
  ['critical', 'acknowledged', 1e6, 1, 1],
  ['critical', 'returned', 1e6, 0, 0],
  // The console was started anew and counts from the beginning: what was loud stays so.
  ['critical', 'raised', 0, 2, 2],
])('%s, %s, unanswered for %d s, from step %d: step %d', (severity, state, waitedS, before, after) => {
  expect(escalate(severity, state, waitedS, before)).toBe(after);
});
