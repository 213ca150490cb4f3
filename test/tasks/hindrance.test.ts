import { describe, expect, test } from 'vitest';
import { type HindranceContext, type HindranceInput, hindranceOf } from '../../src-main/tasks/hindrance.ts';
import { faultAt } from '../../src-main/tasks/task-faults.ts';

const NOW = Date.UTC(2026, 10, 22, 20);
const task: HindranceInput = {
  taskType: 'optical_imaging',
  status: 'pending',
  instrumentId: 1,
  filterNames: [{ id: 2, name: 'L' }],
  earliestStart: null,
  expiration: null,
  nextFrameS: 64,
  planFault: null,
};
const here: HindranceContext = { now: NOW, instrumentId: 1, filterIds: new Set([2, 3]), skipped: false };

describe('what is in the way of a task', () => {
  test.each(['pending', 'interrupted', 'active'])('nothing, when it is %s and all is there', (status) => {
    expect(hindranceOf({ ...task, status }, here)).toBeNull();
  });

  test.each<[string, Partial<HindranceInput>, string]>([
    ['radio', { taskType: 'radio_tracking' }, 'run by the radio telescope’s own system'],
    ['radio', { taskType: 'radio_mapping' }, 'run by the radio telescope’s own system'],
    ['unknown-type', { taskType: 'spectroscopy' }, 'does not know the task type “spectroscopy”'],
    ['unknown-type', { status: 'on_hold' }, 'does not know the status “on_hold”'],
    ['unassigned', { status: 'unassigned' }, 'Not assigned to this site yet.'],
    ['other-instrument', { instrumentId: 7 }, 'For instrument 7'],
    ['other-instrument', { instrumentId: null }, 'For instrument ?'],
    ['plan', { planFault: faultAt('required_exposure_time', { code: 'no-exposure' }) }, 'needs a total exposure'],
    [
      'no-filter',
      {
        filterNames: [
          { id: 2, name: 'L' },
          { id: 9, name: 'SII' },
        ],
      },
      'Not in the filter wheel: SII.',
    ],
    ['expired', { expiration: NOW }, 'Its time is over.'],
    ['no-time-left', { expiration: NOW + 63_999 }, 'would end after the task expires'],
    ['not-before', { earliestStart: Date.UTC(2099, 0, 1, 6) }, 'Not before 2099-01-01 06:00 UTC.'],
  ])('%s: %j', (reason, change, said) => {
    const hindrance = hindranceOf({ ...task, ...change }, here);
    expect(hindrance?.reason).toBe(reason);
    expect(hindrance?.message).toContain(said);
  });

  test('the observer, who skipped it', () => {
    expect(hindranceOf(task, { ...here, skipped: true })?.reason).toBe('skipped');
  });

  test.each(['completed', 'failed', 'not_attempted', 'canceled'])('nothing that matters, when it is %s', (status) => {
    expect(hindranceOf({ ...task, status, taskType: 'radio_mapping', expiration: 1 }, here)).toBeNull();
  });
});
