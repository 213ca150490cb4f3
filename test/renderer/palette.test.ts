/** What the command palette finds, and what it says of actions that cannot be done now. */
import { describe, expect, test } from 'vitest';
import type { ConsoleState } from '../../src-main/contract/views.ts';
import { ACTION_IDS, ACTIONS, type Action, type ActionId, PAGE_OF } from '../../src-renderer/keys/catalogue.ts';
import { type Circumstances, hindranceOf } from '../../src-renderer/keys/hindrance.ts';
import { searchEntries } from '../../src-renderer/shell/palette/search-entries.ts';
import { DEVICE, EXPOSING, RUN } from './sample-state.ts';

const entry = (id: string, label: string, group = 'Run', keys = '') => ({
  id,
  label,
  group,
  keys,
  hindrance: null as string | null,
});
const ENTRIES = [
  entry('help', 'All shortcuts', 'Everywhere', '?'),
  entry('stop', 'Stop now', 'Run', 'S'),
  entry('frames.restore', 'Restore the frame', 'Frames', 'U'),
  entry('pause', 'Pause after this frame', 'Run', 'P'),
  entry('plan', 'The night’s plan', 'Run', 'T'),
];
const found = (query: string, recent: string[] = []) => searchEntries(ENTRIES, query, recent).map(({ id }) => id);

describe('what is typed', () => {
  test('nothing: everything, what was chosen last first', () => {
    expect(found('', ['plan', 'stop'])).toEqual(['plan', 'stop', 'help', 'frames.restore', 'pause']);
  });
  test('the name of a key finds what it does, before all words that begin so', () => {
    expect(found('p')[0]).toBe('pause');
    expect(found('s')).toEqual(['stop', 'help', 'frames.restore', 'pause', 'plan']);
    expect(found('?')).toEqual(['help']);
  });
  test('beginnings of names come before beginnings of words, and those before what is inside', () => {
    expect(found('st')).toEqual(['stop', 'frames.restore']);
    expect(found('fr')).toEqual(['frames.restore', 'pause']);
  });
  test('every word counts, the group’s too, in any order and case', () => {
    expect(found('run PLAN')).toEqual(['plan']);
    expect(found('frame after')).toEqual(['pause']);
    expect(found('frame nonsense')).toEqual([]);
  });
  test('what cannot be done now comes after what can, and is not left out', () => {
    const stopped = ENTRIES.map((one) => (one.id === 'stop' ? { ...one, hindrance: 'Nothing is running.' } : one));
    const order = (query: string) => searchEntries(stopped, query, ['stop']).map(({ id }) => id);
    expect(order('').at(-1)).toBe('stop');
    expect(order('s')[0]).toBe('stop');
  });
  test('accents do not matter', () => {
    expect(searchEntries([entry('light', 'Helle Ansicht, Gerät wählen')], 'gerat', [])).toHaveLength(1);
  });
});

describe('what stands in the way', () => {
  const now = (known: Partial<Circumstances['known']>, more: Partial<Circumstances> = {}): Circumstances => ({
    known: { run: RUN, devices: [], alarms: [], undo: [], ...known },
    connected: true,
    exposure: null,
    ...more,
  });
  const running = { run: { ...RUN, state: 'running', taskUid: 'a' } } satisfies Partial<ConsoleState>;

  test.each<[ActionId, string, Circumstances, string | null]>([
    ['run.start', 'at rest', now({}), null],
    ['run.start', 'running', now(running), 'running-already'],
    ['run.start', 'pausing', now({ run: { ...RUN, state: 'pausing' } }), null],
    ['run.pause', 'running', now(running), null],
    ['run.pause', 'at rest', now({}), 'not-running'],
    ['run.stop', 'paused', now({ run: { ...RUN, state: 'paused' } }), null],
    ['run.skip', 'running', now(running), null],
    ['run.skip', 'waiting for a window', now({ run: { ...RUN, state: 'running' } }), 'no-task'],
    ['run.abort', 'between frames', now(running), 'no-exposure'],
    ['run.abort', 'in a frame', now(running, { exposure: EXPOSING.camera!.exposure }), null],
    ['undo', 'after nothing', now({}), 'nothing-to-undo'],
    ['devices.connect', 'without an instrument', now({}), 'no-instrument'],
    ['devices.connect', 'disconnected', now({ devices: [DEVICE] }), null],
    ['devices.connect', 'connected', now({ devices: [EXPOSING] }), 'connected-already'],
    ['devices.connect', 'running', now({ ...running, devices: [DEVICE] }), 'run-has-devices'],
    ['devices.test-frame', 'disconnected', now({ devices: [DEVICE] }), 'not-connected'],
    ['devices.test-frame', 'while one is taken', now({ devices: [EXPOSING] }), 'busy'],
    ['devices.warm-up', 'cooled', now({ devices: [EXPOSING] }), null],
  ])('%s, %s', (id, _, circumstances, expected) => {
    expect(hindranceOf(id, circumstances)).toBe(expected);
  });

  test('without a connection nothing that changes the console can be done, and the looks still can', () => {
    const cut = now(running, { connected: false });
    expect(hindranceOf('run.pause', cut)).toBe('disconnected');
    expect(hindranceOf('theme.night', cut)).toBeNull();
    expect(hindranceOf('page.queue', cut)).toBeNull();
  });
});

test('no key does two things where both can be done at once', () => {
  const all: readonly Action[] = ACTION_IDS.map((id) => ACTIONS[id]);
  const clashes = all.flatMap((action, i) =>
    all
      .slice(i + 1)
      .filter(
        (other) =>
          action.key !== undefined &&
          action.key === other.key &&
          action.withCtrl === other.withCtrl &&
          // The viewer is on several pages; on the calibration page it is in a dialog, where no key is the page's.
          (PAGE_OF[action.where] === PAGE_OF[other.where] ||
            PAGE_OF[action.where] === null ||
            PAGE_OF[other.where] === null),
      )
      .map((other) => `${action.key}: ${action.where}, ${other.where}`),
  );
  expect(clashes).toEqual([]);
});
