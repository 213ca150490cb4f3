import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { ConsoleError } from '../../src-main/contract/errors.ts';
import { databaseFaults, openStore, type Store } from '../../src-main/store/open-store.ts';
import { countByStatus } from '../../src-main/store/queue-store.ts';
import { saveSetup } from '../../src-main/store/setup-store.ts';
import { importRows, lightRow, temporaryFolder } from './a-store.ts';

// Databases on a busy disk take their time.
vi.setConfig({ testTimeout: 60_000 });

function open(folder: string, access?: 'own' | 'look'): Store {
  const store = openStore(folder, access);
  onTestFinished(() => store.close());
  return store;
}

function failure(run: () => unknown): ConsoleError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof ConsoleError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

/** Opens the folder in another process; resolves with what that one says of it. */
async function openElsewhere(folder: string): Promise<{ said: string; process: ChildProcess }> {
  const script = join(import.meta.dirname, 'open-a-store.ts');
  const process_ = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    process_.kill('SIGKILL');
  });
  const [said] = await once(process_.stdout, 'data');
  return { said: String(said).trim(), process: process_ };
}

describe('a data folder', () => {
  test('is made with its database, durable and with its references checked', () => {
    const folder = join(temporaryFolder(), 'deep', 'down');
    const { db } = open(folder);
    expect(existsSync(join(folder, 'warmroom.db'))).toBe(true);
    expect(db.get(sql`pragma journal_mode`)).toEqual({ journal_mode: 'wal' });
    expect(db.get(sql`pragma synchronous`)).toEqual({ synchronous: 2 });
    expect(db.get(sql`pragma foreign_keys`)).toEqual({ foreign_keys: 1 });
    expect(databaseFaults(db)).toEqual([]);
  });

  test('has tables that take no text for a number', () => {
    const { db } = open(temporaryFolder());
    const loose = db.all<{ name: string }>(
      sql`select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%' and name not like '%drizzle%'`,
    );
    expect(loose).toEqual([]);
  });

  test('keeps what was committed when it is opened again', () => {
    const folder = temporaryFolder();
    const first = openStore(folder);
    saveSetup(first.db, DEFAULT_SETUP);
    importRows(first, [lightRow(1)]);
    first.close();
    expect(countByStatus(open(folder).db).total).toBe(1);
  });

  test('has one owner in this process', () => {
    const folder = temporaryFolder();
    const first = openStore(folder);
    const error = failure(() => openStore(folder));
    expect(error.reason).toBe('busy');
    expect(error.message).toBe(
      `${folder} belongs to a running console. Use that one, close it, or name another folder with --data.`,
    );
    first.close();
    open(folder);
  });

  test('opens although its lock file was written over, and is still owned', () => {
    const folder = temporaryFolder();
    open(folder).close();
    writeFileSync(join(folder, 'console.lock'), 'Something else wrote here. '.repeat(100));
    open(folder);
    expect(failure(() => openStore(folder)).reason).toBe('busy');
  });

  test('has one owner among processes, and is free as soon as that one is killed', async () => {
    const folder = temporaryFolder();
    const owner = await openElsewhere(folder);
    expect(owner.said).toBe('open');
    expect(failure(() => openStore(folder)).reason).toBe('busy');
    expect(JSON.parse((await openElsewhere(folder)).said)).toMatchObject({ reason: 'busy' });

    owner.process.kill('SIGKILL');
    await once(owner.process, 'exit');
    open(folder);
  });
});

describe('looking at a data folder', () => {
  test('works beside its owner, sees what that one commits, and changes nothing', () => {
    const folder = temporaryFolder();
    const owner = open(folder);
    saveSetup(owner.db, DEFAULT_SETUP);
    const onlooker = open(folder, 'look');
    expect(countByStatus(onlooker.db).total).toBe(0);
    importRows(owner, [lightRow(1)]);
    expect(countByStatus(onlooker.db).total).toBe(1);
    expect(() => importRows(onlooker, [lightRow(2)])).toThrow('readonly');
  });

  test('leaves it free for an owner', () => {
    const folder = temporaryFolder();
    openStore(folder).close();
    open(folder, 'look');
    open(folder);
  });

  test('finds nothing where no console was ever started, and makes nothing', () => {
    const folder = join(temporaryFolder(), 'nothing');
    const error = failure(() => openStore(folder, 'look'));
    expect(error.reason).toBe('not-found');
    expect(error.message).toContain(`There is no console data in ${folder}. Name another folder with --data`);
    expect(existsSync(folder)).toBe(false);
  });

  test('finds nothing in a database that was never set up', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'warmroom.db'), '');
    expect(failure(() => openStore(folder, 'look')).reason).toBe('not-found');
  });
});

describe('a folder that cannot be used is refused with a sentence', () => {
  test('a file in its place', () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'not a folder');
    for (const path of [file, join(file, 'below')]) {
      const error = failure(() => openStore(path));
      expect(error.reason).toBe('storage');
      expect(error.message).toContain(`${path} is not a folder. Name a folder with --data.`);
    }
  });

  test('no right to write there', () => {
    const locked = join(temporaryFolder(), 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    // Nothing keeps root from writing into a folder of its own; into the kernel’s it cannot write either.
    const folder = process.getuid?.() === 0 ? '/sys/warmroom' : join(locked, 'data');
    const error = failure(() => openStore(folder));
    expect(error.reason).toBe('storage');
    expect(error.message).toContain(`${folder} cannot be written. Give this user the right to write there`);
  });

  test('a database to look at that is none', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'warmroom.db');
    writeFileSync(file, 'This was written over by something else. '.repeat(100));
    const error = failure(() => openStore(folder, 'look'));
    expect(error.reason).toBe('storage');
    expect(error.message).toContain(`${file} is damaged. Move it away and restore a copy from backups/.`);
  });
});
