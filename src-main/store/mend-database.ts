/** At start, before the database is opened: is it sound, and if not, which copy takes its place? */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Backup, listBackups } from './backup-files.ts';
import { type JournalState, peekJournal } from './change-journal.ts';
import { checkDatabaseFile } from './check-database.ts';
import { copyDurably, databaseFiles, hashOfFile, inFolder, setAside } from './data-files.ts';

const FRAMES_FOLDER = 'frames';

export interface Mending {
  /** What was found, and what was done about it, in sentences. */
  readonly story: string;
  /** Set when the database is to be made anew and to take all that the journal has. */
  readonly succeedsStoreUid: string | null;
}

/**
 * Checks the database of a folder that this process owns. A damaged one is set aside under a dated name with the files
 * that belong to it, and the newest backup that is sound is put in its place; without any, nothing is there afterwards.
 * @returns null when all is well
 */
export function mendDatabase(dataFolder: string, now: Date): Mending | null {
  const { database, journal: journalFile } = inFolder(dataFolder);
  const journal = peekJournal(journalFile);
  if (journal === null) setAside(databaseFiles(journalFile), now);
  const backups = listBackups(dataFolder);

  const strayLog = journal?.seal == null ? [] : setAsideStrayLog(database, now);
  const damage = damageOf(database, journal, backups.length > 0 || hasFrames(dataFolder));
  if (damage === null) {
    if (strayLog.length === 0) return null;
    const story = `A write-ahead log that does not belong to the database lay beside it and was set aside (${strayLog.join(', ')}).`;
    return { story, succeedsStoreUid: null };
  }

  const aside = setAside(databaseFiles(database), now);
  const kept = aside.length === 0 ? '' : ` It is kept as ${aside[0]}.`;
  const found = `The database was damaged: ${damage}.${kept}`;
  const restored = restoreNewest(dataFolder, backups, journal, now);
  if (restored !== null) {
    const complete = journal !== null && journal.storeUid === restored.uid && journal.horizon <= restored.revision;
    const since = complete
      ? 'every change since then was brought back from the change journal'
      : 'changes since then are known only as far as the frames’ headers tell';
    return { story: `${found} The backup ${restored.backup.name} took its place; ${since}.`, succeedsStoreUid: null };
  }
  if (journal !== null && journal.horizon < 0) {
    const story = `${found} There is no sound backup, but the change journal has everything since the beginning; it took its place.`;
    return { story, succeedsStoreUid: journal.storeUid };
  }
  const story = `${found} There is no sound backup. Tasks were made again from the frames’ headers as far as those tell: queued tasks without frames, rejections, the log and the set-up are lost; check the set-up before the next run.`;
  return { story, succeedsStoreUid: null };
}

/** A database closed in order leaves no log; SQLite would take one that lies there for its own. */
function setAsideStrayLog(database: string, now: Date): string[] {
  const log = `${database}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) return [];
  return setAside([log, `${database}-shm`], now);
}

/** Frames are never without a database, unless it was taken away. */
function hasFrames(dataFolder: string): boolean {
  const folder = join(dataFolder, FRAMES_FOLDER);
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** What is wrong with the database, as a clause; null when it is sound, or new. */
function damageOf(database: string, journal: JournalState | null, hasMore: boolean): string | null {
  const known = journal !== null || hasMore;
  if (!existsSync(database)) return known ? 'its file is missing' : null;
  const file = statSync(database);
  if (!file.isFile()) return 'there is a folder in its place';
  if (file.size === 0) return known ? 'its file is empty' : null;
  if (journal?.seal != null) {
    const { bytes, sha256 } = hashOfFile(database);
    if (bytes === journal.seal.bytes && sha256 === journal.seal.sha256) return null;
    return 'its file is not what the console left when it was closed';
  }
  const { faults, identity } = checkDatabaseFile(database, 'bounded');
  if (faults.length > 0) return faults[0]!.replace(/\.$/, '').replaceAll('\n', ' ');
  if (journal !== null && identity?.uid !== journal.storeUid) return 'its file is another console’s database';
  return null;
}

/** Puts the newest sound backup in the database's place. Damaged ones on the way there are set aside. */
function restoreNewest(
  dataFolder: string,
  backups: readonly Backup[],
  journal: JournalState | null,
  now: Date,
): { backup: Backup; uid: string | undefined; revision: number } | null {
  for (const backup of backups) {
    const { faults, identity } = checkDatabaseFile(backup.path, 'thorough');
    const foreign = journal !== null && identity !== null && identity.uid !== journal.storeUid;
    if (faults.length > 0) {
      setAside(databaseFiles(backup.path), now);
    } else if (!foreign) {
      copyDurably(backup.path, inFolder(dataFolder).database);
      return { backup, uid: identity?.uid, revision: identity?.revision ?? 0 };
    }
  }
  return null;
}
