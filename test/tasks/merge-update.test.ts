import { describe, expect, test } from 'vitest';
import { decideUpdate, type PresentTask } from '../../src-main/tasks/merge-update.ts';

const present: PresentTask = { taskType: 'optical_imaging', status: 'pending', modifiedOn: 1000, hasFrames: false };
const update = (change: Partial<PresentTask>, status: string, modifiedOn = 2000) =>
  decideUpdate({ ...present, ...change }, { status, modifiedOn });

describe('an update from upstream', () => {
  test('that is older than, or as old as, what is here changes nothing', () => {
    expect(update({}, 'canceled', 999)).toEqual({ kind: 'stale' });
    expect(update({}, 'canceled', 1000)).toEqual({ kind: 'stale' });
  });

  test.each(['completed', 'failed', 'not_attempted', 'canceled'])(
    'of a task that is %s here changes nothing',
    (status) => {
      expect(update({ status }, 'pending')).toEqual({ kind: 'final' });
    },
  );

  test('of a task for which nothing was done takes its place', () => {
    expect(update({}, 'canceled')).toEqual({ kind: 'replace' });
    expect(update({ status: 'interrupted' }, 'pending')).toEqual({ kind: 'replace' });
  });

  test('of a task that other systems run takes its place, even when it is final', () => {
    expect(update({ taskType: 'radio_mapping', status: 'completed' }, 'active')).toEqual({ kind: 'replace' });
    expect(update({ taskType: 'spectroscopy', hasFrames: true }, 'active')).toEqual({ kind: 'replace' });
  });

  test('of a task with frames changes the plan and nothing else', () => {
    const begun = { status: 'interrupted', hasFrames: true };
    for (const status of ['pending', 'active', 'completed', 'interrupted', 'on_hold']) {
      expect(update(begun, status)).toEqual({ kind: 'merge', order: null, refused: null });
    }
  });

  test('of a task that is being run, before its first frame, leaves it running', () => {
    expect(update({ status: 'active' }, 'pending')).toEqual({ kind: 'merge', order: null, refused: null });
  });

  test('may cancel a task with frames', () => {
    const cancel = { kind: 'merge', order: 'canceled', refused: null };
    expect(update({ status: 'interrupted', hasFrames: true }, 'canceled')).toEqual(cancel);
    expect(update({ status: 'active', hasFrames: true }, 'canceled')).toEqual(cancel);
  });

  test('may take a pending task away, but not one that is being run', () => {
    expect(update({ status: 'pending', hasFrames: true }, 'unassigned')).toMatchObject({ order: 'unassigned' });
    const refused = update({ status: 'active', hasFrames: true }, 'unassigned');
    expect(refused).toMatchObject({ order: null });
    expect(refused).toHaveProperty('refused', 'unassigned');
  });
});
