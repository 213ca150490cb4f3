/** The backups in their folder: names, order, and which of them rotation keeps. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUPS_FOLDER } from './data-files.ts';

/** Why a backup was taken. */
export type BackupKind = 'start' | 'hourly' | 'run-end' | 'before-upgrade';

export interface Backup {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** UTC ms. */
  readonly takenAt: number;
  /** The database's revision that it holds. Orders backups even where the computer's clock was set back. */
  readonly revision: number;
  readonly kind: BackupKind;
}

const KEPT_NEWEST = 10;
const KEPT_DAYS = 14;
const NAME = /^warmroom-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-r(\d+)-([a-z-]+)\.db$/;

/** `warmroom-20261122T031502Z-r4711-hourly.db` */
export function backupName(takenAt: number, revision: number, kind: BackupKind): string {
  const stamp = new Date(takenAt).toISOString().slice(0, 19).replace(/[-:]/g, '');
  return `warmroom-${stamp}Z-r${revision}-${kind}.db`;
}

/** The finished backups of a data folder, the newest first. Other files there are left alone. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = join(dataFolder, BACKUPS_FOLDER);
  return namesIn(folder)
    .flatMap((name) => {
      const [, year, month, day, hour, minute, second, revision, kind] = NAME.exec(name) ?? [];
      if (revision === undefined) return [];
      const takenAt = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
      return [{ name, path: join(folder, name), takenAt, revision: Number(revision), kind: kind as BackupKind }];
    })
    .sort((a, b) => b.revision - a.revision || b.takenAt - a.takenAt);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder yet, or none that can be read: no backups either way.
    return [];
  }
}

/**
 * Which backups are no longer wanted: all but the ten newest, the newest of each of the last fourteen days that have one,
 * and the newest one from before an upgrade.
 */
export function backupsToDrop(newestFirst: readonly Backup[]): Backup[] {
  const kept = new Set(newestFirst.slice(0, KEPT_NEWEST));
  const days = new Set<number>();
  for (const backup of newestFirst) {
    const day = Math.floor(backup.takenAt / 86_400_000);
    if (days.has(day) || days.size >= KEPT_DAYS) continue;
    days.add(day);
    kept.add(backup);
  }
  const upgrade = newestFirst.find((backup) => backup.kind === 'before-upgrade');
  if (upgrade !== undefined) kept.add(upgrade);
  return newestFirst.filter((backup) => !kept.has(backup));
}
