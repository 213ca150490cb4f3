/** The store's files in the data folder, and what makes them durable. */
import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync, readSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const DATABASE_FILE = 'warmroom.db';
export const JOURNAL_FILE = 'changes.db';
export const BACKUPS_FOLDER = 'backups';

const PIECE_BYTES = 4 * 1024 * 1024;

/** A database's file and those that SQLite keeps beside it. */
export function databaseFiles(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`];
}

/** SHA-256 of a whole file, hexadecimal, with its length. */
export function hashOfFile(file: string): { bytes: number; sha256: string } {
  const handle = openSync(file, 'r');
  try {
    const hash = createHash('sha256');
    const piece = new Uint8Array(PIECE_BYTES);
    let bytes = 0;
    for (let got = readSync(handle, piece); got > 0; got = readSync(handle, piece)) {
      hash.update(piece.subarray(0, got));
      bytes += got;
    }
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    closeSync(handle);
  }
}

/** Copies a file so that after a power cut the whole copy is there under its name, or nothing. */
export function copyDurably(from: string, to: string): void {
  const part = `${to}.part`;
  copyFileSync(from, part);
  syncFile(part);
  renameSync(part, to);
  syncFolder(dirname(to));
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Windows has no way to sync a folder, and its file systems keep names in a journal anyway. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Gives files another name in the same folder, never one that is taken: `warmroom.db.damaged-20261122T031502Z`.
 * Nothing that a database ever was in is deleted.
 * @returns the new names of those that were there
 */
export function setAside(files: readonly string[], now: Date): string[] {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '');
  const present = files.filter((file) => existsSync(file));
  let ending = `damaged-${stamp}Z`;
  for (let n = 2; present.some((file) => existsSync(`${file}.${ending}`)); n++) ending = `damaged-${stamp}Z-${n}`;
  for (const file of present) renameSync(file, `${file}.${ending}`);
  for (const folder of new Set(present.map((file) => dirname(file)))) syncFolder(folder);
  return present.map((file) => `${basename(file)}.${ending}`);
}

/** Names of what was set aside in a data folder and among its backups. */
export function filesSetAside(dataFolder: string): string[] {
  return [dataFolder, join(dataFolder, BACKUPS_FOLDER)]
    .flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []))
    .filter((name) => /\.damaged-\d{8}T\d{6}Z/.test(name))
    .sort();
}

/** Where in a data folder the store's files are. */
export function inFolder(dataFolder: string) {
  return {
    database: join(dataFolder, DATABASE_FILE),
    journal: join(dataFolder, JOURNAL_FILE),
    backups: join(dataFolder, BACKUPS_FOLDER),
  };
}
