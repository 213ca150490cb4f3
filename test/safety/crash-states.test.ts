import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolders } from '../app/small-console.ts';
import { brokenPromises, type CrashState, crashStates, faultsAfter } from './crash-states/crash-states.ts';
import { type Recording, recordConsole } from './crash-states/record.ts';

/** Spread over the whole recording; every state of every moment is `npm run safety:crash-states`. */
const MOMENTS = 40;

let recording: Recording;
beforeAll(async () => {
  recording = await recordConsole(1);
});
afterAll(removeFolders);

describe('the power going away', () => {
  test('at moments all over a session leaves a folder on which the console starts with true counts and nothing lost', async () => {
    const faults: string[] = [];
    for (const state of crashStates(recording, 1, MOMENTS)) {
      for (const fault of await faultsAfter(state)) faults.push(`after ${state.after}, ${state.remains}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});

describe('the proof itself', () => {
  const lastState = () => [...crashStates(recording, 1, 1)].at(-1)!;
  const without = (state: CrashState, path: string): CrashState => ({
    ...state,
    files: new Map([...state.files].filter(([name]) => name !== path)),
  });

  test('finds a counted frame whose file is gone', async () => {
    const state = lastState();
    const file = [...state.files.keys()].find((name) => name.endsWith('.fits'))!;
    expect((await faultsAfter(without(state, file))).join()).toContain('file-missing');
  });

  test.each([
    ['the frames', /\.part$/, 'file-'],
    ['the names of the frames', /^frames\/[^/]+$/, 'file-missing'],
    ['the database and its journal of changes', /\.db(-wal)?$/, 'is gone'],
  ])('finds a console that does not sync %s', async (_, unsynced, found) => {
    const operations = recording.operations.filter((it) => it.kind !== 'sync' || !unsynced.test(it.path));
    const atTheEnd = [...crashStates({ ...recording, operations }, 1, 1)].at(-1)!;
    expect(atTheEnd.remains).toBe('dropped');
    expect((await faultsAfter(atTheEnd)).join()).toContain(found);
  });

  test('finds a frame and a final task that were promised and are not so', () => {
    const promised = { frames: { a: 'counted', b: 'exposing', c: 'counted' }, tasks: { t: 'completed', u: 'pending' } };
    const coming = { frames: { a: 'counted', b: 'counted', c: 'rejected' }, tasks: { t: 'completed' } };
    const fine = { frames: { a: 'counted', b: 'lost', c: 'rejected' }, tasks: { t: 'completed', u: 'interrupted' } };
    expect(brokenPromises({ promised, coming }, fine)).toEqual([]);
    expect(brokenPromises({ promised, coming }, { ...fine, frames: { ...fine.frames, a: 'lost' } })).toHaveLength(1);
    expect(brokenPromises({ promised, coming }, { ...fine, frames: { a: 'counted', c: 'counted' } })).toHaveLength(1);
    expect(brokenPromises({ promised, coming }, { ...fine, tasks: { t: 'active', u: 'pending' } })).toHaveLength(1);
  });
});
