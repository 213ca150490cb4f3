/** Taking backups of the open database while the console goes on working. */
import { mkdirSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { ConsoleError } from '../contract/errors.ts';
import { type Backup, type BackupKind, backupName, backupsToDrop, listBackups } from './backup-files.ts';
import { copyAside } from './backup-worker-entry.ts';
import { forgetChangesUpTo, identityOf } from './change-journal.ts';
import { BACKUPS_FOLDER, copyDurably, databaseFiles, inFolder, syncFolder } from './data-files.ts';

/** The change journal serves this many of the newest backups, so that one or two damaged ones cost nothing. */
const SERVED_BACKUPS = 3;

/**
 * Has the open database copied and the copy checked in a thread of its own, and puts it among the backups only when it is sound and
 * synced; then lets go of backups that rotation no longer keeps and of what the change journal
 * keeps for them.
 * @returns null when the newest backup already holds everything
 * @throws ConsoleError `storage` when the copy cannot be written or is not sound; the database itself is not touched
 */
export async function takeBackup(
  sqlite: Database.Database,
  dataFolder: string,
  kind: BackupKind,
  now: number,
): Promise<Backup | null> {
  if (listBackups(dataFolder)[0]?.revision === identityOf(sqlite).revision) return null;
  const folder = inFolder(dataFolder).backups;
  const part = join(folder, 'backup.part');
  try {
    mkdirSync(folder, { recursive: true });
    removeFiles(part);
    const { faults, identity } = await copyAside(inFolder(dataFolder).database, part);
    if (faults.length > 0 || identity === null)
      throw new Error(`the copy is not sound (${faults[0] ?? 'no identity'})`);
    const name = backupName(now, identity.revision, kind);
    await rename(part, join(folder, name));
    syncFolder(folder);
    if (sqlite.open) rotate(sqlite, dataFolder);
    return listBackups(dataFolder).find((backup) => backup.name === name) ?? null;
  } catch (cause) {
    removeFiles(part);
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new ConsoleError('storage', `No backup could be taken in ${folder}: ${said}. Check the disk there.`, {
      cause,
    });
  }
}

function removeFiles(part: string): void {
  for (const file of [...databaseFiles(part), `${part}-journal`]) {
    try {
      rmSync(file, { force: true });
    } catch {
      // What keeps it from being removed keeps the next copy from being written, and is told then.
    }
  }
}

function rotate(sqlite: Database.Database, dataFolder: string): void {
  for (const { path } of backupsToDrop(listBackups(dataFolder))) rmSync(path, { force: true });
  const oldestServed = listBackups(dataFolder)[SERVED_BACKUPS - 1];
  if (oldestServed !== undefined) forgetChangesUpTo(sqlite, oldestServed.revision);
}

/** Backs up a database that is not in use yet, by copying its file. For the moment before an upgrade. */
export function backupBeforeUpgrade(
  sqlite: Database.Database,
  dataFolder: string,
  revision: number,
  now: number,
): void {
  sqlite.pragma('main.wal_checkpoint(TRUNCATE)');
  const folder = join(dataFolder, BACKUPS_FOLDER);
  mkdirSync(folder, { recursive: true });
  copyDurably(inFolder(dataFolder).database, join(folder, backupName(now, revision, 'before-upgrade')));
}
