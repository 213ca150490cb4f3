import { describe, expect, it } from 'vitest';
import { commitUnsynced } from '../../src-main/store/commit-unsynced.ts';
import type { Store } from '../../src-main/store/open-store.ts';
import { newStore } from './a-store.ts';

const syncing = ({ sqlite }: Store) =>
  ['main', 'changes'].map((name) => sqlite.pragma(`${name}.synchronous`, { simple: true }));
const [NORMAL, FULL] = [1, 2];

describe('a commit that does not wait for the disk', () => {
  it('is the only one that does not, also when it fails', () => {
    const store = newStore();
    store.sqlite.pragma('main.synchronous = FULL');
    expect(syncing(store)).toEqual([FULL, FULL]);
    expect(commitUnsynced(store.db, () => syncing(store))).toEqual([NORMAL, NORMAL]);
    expect(syncing(store)).toEqual([FULL, FULL]);
    expect(() =>
      commitUnsynced(store.db, () => {
        throw new Error('refused');
      }),
    ).toThrow('refused');
    expect(syncing(store)).toEqual([FULL, FULL]);
  });

  it('is refused within a transaction, where it would change nothing', () => {
    const store = newStore();
    expect(() => store.sqlite.transaction(() => commitUnsynced(store.db, () => {}))()).toThrow(/inside a transaction/);
  });
});
