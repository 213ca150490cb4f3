import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { takeBackup } from '../../src-main/store/backup.ts';
import { type Backup, backupName, backupsToDrop, listBackups } from '../../src-main/store/backup-files.ts';
import { checkDatabaseFile } from '../../src-main/store/check-database.ts';
import { appendLog, pageLog } from '../../src-main/store/log-store.ts';
import { openStore, type Store } from '../../src-main/store/open-store.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-backup-'));
  folders.push(folder);
  return folder;
}

function say(store: Store, message: string): void {
  const entry = {
    at: 1,
    level: 'info',
    who: 'runner',
    what: 'test',
    message,
    facts: null,
    taskUid: null,
    frameUid: null,
  } as const;
  appendLog(store.db, entry);
}
const saidIn = (store: Store) =>
  pageLog(store.db, { limit: 5000 })
    .entries.map((entry) => entry.message)
    .reverse();

describe('a backup', () => {
  test('is one sound file with all that was there when it began, taken while changes go on', async () => {
    const store = openStore(newFolder());
    store.db.transaction(() => {
      for (let i = 0; i < 3000; i++) say(store, `message ${i}`);
    });
    const taking = takeBackup(store.sqlite, store.dataFolder, 'hourly', Date.UTC(2026, 10, 22, 3));
    say(store, 'meanwhile');
    const backup = (await taking)!;
    expect(backup.name).toMatch(/^warmroom-20261122T030000Z-r\d+-hourly\.db$/);
    expect(readdirSync(join(store.dataFolder, 'backups'))).toEqual([backup.name]);
    expect(checkDatabaseFile(backup.path, 'thorough').faults).toEqual([]);
    const copy = new Database(backup.path, { readonly: true });
    expect(copy.prepare('select count(*) from log_entries').pluck().get()).toBeGreaterThanOrEqual(3000);
    copy.close();
    store.close();
  });

  test('holds one moment of a console that goes on writing, all up to it, nothing after it', async () => {
    const store = openStore(newFolder());
    // Some mebibytes, which take several steps.
    const said = Array.from({ length: 3000 }, (_, i) => `message ${i} ${'.'.repeat(1000)}`);
    store.db.transaction(() => {
      for (const message of said) say(store, message);
    });
    let taken = false;
    const taking = takeBackup(store.sqlite, store.dataFolder, 'hourly', 1000).finally(() => {
      taken = true;
    });
    for (let write = 0; !taken && write < 2000; write++) {
      store.db.transaction(() => {
        for (const half of ['first', 'second']) said.push(`${half} half of ${said.length >> 1}`);
        for (const message of said.slice(-2)) say(store, message);
      });
      await setImmediate();
    }
    const backup = (await taking)!;
    const copy = new Database(backup.path, { readonly: true });
    const held = copy.prepare<[], string>('select message from log_entries order by id').pluck().all();
    const revision = copy.prepare<[], number>('select revision from store_identity').pluck().get();
    copy.close();
    store.close();
    expect(held).toEqual(said.slice(0, held.length));
    expect(held.length % 2).toBe(0);
    expect(held.length).toBeGreaterThanOrEqual(3000);
    expect(held.length).toBeLessThan(said.length);
    expect(revision).toBe(backup.revision);
  });

  test('is not taken again while nothing changes', async () => {
    const store = openStore(newFolder());
    say(store, 'one');
    expect(await takeBackup(store.sqlite, store.dataFolder, 'start', 1000)).not.toBeNull();
    expect(await takeBackup(store.sqlite, store.dataFolder, 'run-end', 2000)).toBeNull();
    store.close();
  });

  test('that cannot be written is a storage failure, and the database goes on', async () => {
    const store = openStore(newFolder());
    writeFileSync(join(store.dataFolder, 'backups'), 'a file where the folder should be');
    say(store, 'one');
    const refused = takeBackup(store.sqlite, store.dataFolder, 'hourly', 1000);
    await expect(refused).rejects.toMatchObject({ reason: 'storage', message: expect.stringContaining('backups') });
    say(store, 'two');
    expect(saidIn(store)).toEqual(['one', 'two']);
    store.close();
  });

  test('lets the change journal forget only what the three newest backups all hold', async () => {
    const store = openStore(newFolder());
    const inJournal = () =>
      store.sqlite.prepare<[], string>('select message from changed_log_entries order by id').pluck().all();
    for (const n of [1, 2, 3, 4]) {
      say(store, `before backup ${n}`);
      await takeBackup(store.sqlite, store.dataFolder, 'hourly', n * 1000);
    }
    expect(inJournal()).toEqual(['before backup 3', 'before backup 4']);
    store.close();
  });
});

describe('rotation', () => {
  const backupAt = (takenAt: number, revision: number, kind: Backup['kind'] = 'hourly'): Backup => {
    const name = backupName(takenAt, revision, kind);
    return { name, path: `/backups/${name}`, takenAt, revision, kind };
  };
  const HOUR = 3_600_000;

  test('keeps the ten newest, one a day for fourteen days, and the last from before an upgrade', () => {
    const hours = Array.from({ length: 24 * 40 }, (_, i) => backupAt(Date.UTC(2026, 0, 1) + i * HOUR, i)).reverse();
    const old = backupAt(Date.UTC(2025, 0, 1), 0, 'before-upgrade');
    const all = [...hours, old];
    const dropped = new Set(backupsToDrop(all));
    const kept = all.filter((backup) => !dropped.has(backup));
    expect(kept.slice(0, 10)).toEqual(hours.slice(0, 10));
    expect(kept).toContain(old);
    expect(kept).toHaveLength(10 + 13 + 1);
    expect(new Set(kept.map((backup) => Math.floor(backup.takenAt / (24 * HOUR)))).size).toBe(15);
  });

  test('never drops the newest, is bounded, and drops nothing more when done again', () => {
    const some = fc.array(fc.record({ hour: fc.integer({ min: 0, max: 24 * 60 }), revision: fc.nat(10_000) }));
    fc.assert(
      fc.property(some, (list) => {
        const all = list
          .map(({ hour, revision }) => backupAt(hour * HOUR, revision))
          .sort((a, b) => b.revision - a.revision);
        const dropped = new Set(backupsToDrop(all));
        const kept = all.filter((backup) => !dropped.has(backup));
        expect(kept.length).toBeLessThanOrEqual(25);
        expect(kept.slice(0, 10)).toEqual(all.slice(0, 10));
        expect(backupsToDrop(kept)).toEqual([]);
      }),
    );
  });

  test('leaves other files in the folder alone, and orders by what backups hold, not by the clock', () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'backups'));
    const later = backupName(Date.UTC(2026, 10, 22, 2), 20, 'hourly');
    const clockWasSetBack = backupName(Date.UTC(2026, 10, 22, 1), 30, 'hourly');
    for (const name of [later, clockWasSetBack, 'notes.txt', 'backup.part', `${later}.damaged-20261122T000000Z`])
      writeFileSync(join(folder, 'backups', name), '');
    expect(listBackups(folder).map((backup) => backup.name)).toEqual([clockWasSetBack, later]);
  });
});

describe('the change journal', () => {
  type Step = readonly [kind: 'add' | 'change' | 'remove' | 'roll back' | 'back up' | 'reopen', key: number];
  const step: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom('add', 'change', 'remove', 'roll back', 'back up', 'reopen'),
    fc.integer({ min: 1, max: 12 }),
  );

  test('and any backup make up the database as it was, whatever was done to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const folder = newFolder();
        let store = openStore(folder);
        let value = 0.1;
        for (const [kind, key] of steps) {
          value += 1 / 3;
          const filters = {
            add: () =>
              store.sqlite.prepare('insert or replace into filters (id, name) values (?, ?)').run(key, `${value}`),
            change: () =>
              store.sqlite.prepare('update filters set id = id + 100, extra = ? where id = ?').run(`${value}`, key),
            remove: () => store.sqlite.prepare('delete from filters where id % 100 = ?').run(key),
          };
          if (kind === 'back up') await takeBackup(store.sqlite, folder, 'hourly', value * 1e6);
          else if (kind === 'reopen') {
            store.close();
            store = openStore(folder);
          } else if (kind === 'roll back') {
            store.sqlite.exec('begin');
            filters.add();
            filters.remove();
            store.sqlite.exec('rollback');
          } else {
            try {
              filters[kind]();
            } catch {
              // Moving onto a taken id is refused, and leaves both as they were.
            }
          }
        }
        const everything = (of: Store) => of.sqlite.prepare('select * from filters order by id').all();
        const before = everything(store);
        store.close();
        rmSync(join(folder, 'warmroom.db'));
        store = openStore(folder);
        expect(store.mended).toContain('its file is missing');
        expect(everything(store)).toEqual(before);
        store.close();
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 8 },
    );
  });
});

describe('a damaged database', () => {
  test('is set aside with what belongs to it, under a dated name, and what happened is told until it is dealt with', () => {
    const folder = newFolder();
    let store = openStore(folder);
    say(store, 'one');
    store.close();
    writeFileSync(join(folder, 'warmroom.db'), 'not a database');
    store = openStore(folder);
    expect(saidIn(store)).toEqual(['one']);
    const aside = readdirSync(folder).filter((name) => /^warmroom\.db\.damaged-\d{8}T\d{6}Z$/.test(name));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(folder, aside[0]!), 'utf8')).toBe('not a database');
    expect(store.mended).toContain(aside[0]);
    store.close();
    store = openStore(folder);
    expect(store.mended).toContain(aside[0]);
    store.noteLedgerRebuilt();
    store.close();
    store = openStore(folder);
    expect(store.mended).toBeNull();
    store.close();
  });

  test('that nothing happened to is taken as it is, start after start', () => {
    const folder = newFolder();
    for (const n of [1, 2, 3]) {
      const store = openStore(folder);
      expect(store.mended).toBeNull();
      say(store, `start ${n}`);
      store.close();
    }
    expect(readdirSync(folder).sort()).toEqual(['changes.db', 'console.lock', 'warmroom.db']);
  });
});

describe('an upgrade', () => {
  const drizzleFolder = join(import.meta.dirname, '..', '..', 'drizzle');
  const journalOf = (folder: string) => join(folder, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journalOf(drizzleFolder), 'utf8')) as { entries: unknown[] };

  /** A database as the program of that many migrations left it, with a task, its cell and a counted frame. */
  function oldDatabase(migrations: number): string {
    const folder = newFolder();
    const drizzleThen = join(newFolder(), 'drizzle');
    cpSync(drizzleFolder, drizzleThen, { recursive: true });
    writeFileSync(journalOf(drizzleThen), JSON.stringify({ ...rest, entries: entries.slice(0, migrations) }));
    const sqlite = new Database(join(folder, 'warmroom.db'));
    migrate(drizzle(sqlite), { migrationsFolder: drizzleThen });
    sqlite.exec(`
      insert into tasks (uid, task_type, status, required_exposure_time, total_exposures, accumulated_exposure_time,
        observatory_acquired_frames, progress, modified_on, assets_revision, queue_order, remaining_s, search_text)
        values ('t1', 'optical_imaging', 'interrupted', 120, 2, 60.25, 1, 0.5, 1, 1, 1024, 64.5, 'm 51');
      insert into task_cells (id, task_uid, cell_index, planned_frames, frame_exposure_s, required_s, attempted, acquired,
        accepted, accumulated_s) values (7, 't1', 0, 2, 60, 120, 1, 1, 1, 60.25);
      insert into frames (uid, task_uid, purpose, frame_type, state, cell_id, cell_index, attempt, night, path, exposure_s,
        binning, width, height, saturation_adu, created_at, modified_at)
        values ('f1', 't1', 'task', 'light', 'counted', 7, 0, 1, '2026-11-22', 'frames/2026-11-22/f1.fits', 60.25,
        1, 10, 10, 65535, 1, 1);
    `);
    sqlite.close();
    return folder;
  }

  test.each(entries.slice(1).map((_, i) => [i + 1]))(
    'from %i migrations keeps all data, after a backup',
    (migrations) => {
      const folder = oldDatabase(migrations);
      const store = openStore(folder);
      expect(store.mended).toBeNull();
      expect(
        store.sqlite.prepare('select uid, accumulated_exposure_time, observatory_acquired_frames from tasks').all(),
      ).toEqual([{ uid: 't1', accumulated_exposure_time: 60.25, observatory_acquired_frames: 1 }]);
      expect(store.sqlite.prepare('select accepted, accepted_elsewhere, accumulated_s from task_cells').all()).toEqual([
        { accepted: 1, accepted_elsewhere: 0, accumulated_s: 60.25 },
      ]);
      expect(store.sqlite.prepare('select uid, state, exposure_s from frames').all()).toEqual([
        { uid: 'f1', state: 'counted', exposure_s: 60.25 },
      ]);
      store.close();

      const [backup] = listBackups(folder);
      expect(backup?.kind).toBe('before-upgrade');
      const before = new Database(backup!.path, { readonly: true });
      expect(before.prepare('select count(*) from __drizzle_migrations').pluck().get()).toBe(migrations);
      before.close();
    },
  );

  test('is brought back from the backup of before it, and upgraded again', () => {
    const folder = oldDatabase(1);
    openStore(folder).close();
    for (const name of ['warmroom.db', 'changes.db']) rmSync(join(folder, name));
    const store = openStore(folder);
    expect(store.mended).toContain('before-upgrade');
    expect(store.sqlite.prepare('select uid from frames').pluck().all()).toEqual(['f1']);
    store.close();
  });

  test('of a database that a newer program made is refused, and nothing changes', () => {
    const folder = newFolder();
    openStore(folder).close();
    const sqlite = new Database(join(folder, 'warmroom.db'));
    sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('later', 9e12);
    sqlite.close();
    rmSync(join(folder, 'changes.db'));
    expect(() => openStore(folder)).toThrow(/newer Warmroom/);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });
});
