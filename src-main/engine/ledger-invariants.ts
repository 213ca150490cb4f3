/** The promise of the ledger, checked: every counted frame has its file, every file its frame, and the counts are true. */
import { readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { inspectFrame } from '../frames/inspect-frame.ts';
import { type AuditedFrame, readBooks } from '../store/ledger-audit.ts';
import type { Db } from '../store/open-store.ts';
import { isSafe, type Violation, violation, violationsAtRest, violationsInBooks } from './ledger-rules.ts';

export type { Violation } from './ledger-rules.ts';

export interface InvariantOptions {
  /**
   * `whole` (the default) reads every file: hash, checksums, header. `size` only looks that it is there and how long it is,
   * for tests that check thousands of times.
   */
  readonly files?: 'whole' | 'size';
  /** Nothing is being taken: then no frame may be half way and no task active. */
  readonly atRest?: boolean;
}

const FRAMES_FOLDER = 'frames';

/**
 * Holds the books against themselves and against the disk. May be called beside a running console.
 * @returns what is wrong, each with a sentence; empty when all is well
 */
export async function checkInvariants(
  db: Db,
  dataFolder: string,
  { files = 'whole', atRest = false }: InvariantOptions = {},
): Promise<Violation[]> {
  // The disk first: a frame's row is there before its file is, so what is on disk by now must be in the books by then.
  const onDisk = await frameFiles(dataFolder);
  const books = readBooks(db);
  const found = violationsInBooks(books);
  if (atRest) found.push(...violationsAtRest(books));
  found.push(...filesAgainstBooks(onDisk, books.frames));
  for (const frame of books.frames.filter(isSafe)) {
    const fault = await fileViolation(frame, join(dataFolder, frame.path), files);
    if (fault !== null) found.push(fault);
  }
  return found;
}

/** Every FITS file under the folder of frames, relative to the data folder with '/'. */
async function frameFiles(dataFolder: string): Promise<string[]> {
  const names = await readdir(join(dataFolder, FRAMES_FOLDER), { recursive: true }).catch((thrown) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  return names.filter((name) => name.endsWith('.fits')).map((name) => [FRAMES_FOLDER, ...name.split(sep)].join('/'));
}

function filesAgainstBooks(onDisk: readonly string[], frames: readonly AuditedFrame[]): Violation[] {
  const states = new Map<string, AuditedFrame>();
  // Of several frames of one path the safe one has the file.
  for (const frame of frames) if (isSafe(frame) || !states.has(frame.path)) states.set(frame.path, frame);
  return onDisk.flatMap((path) => {
    const frame = states.get(path);
    if (frame === undefined)
      return [
        violation(
          'file-unknown',
          '',
          'No row of the ledger knows this file. Move it away if it is not this console’s.',
          path,
        ),
      ];
    if (frame.state === 'lost')
      return [
        violation('file-of-lost-frame', frame.uid, 'The frame is lost by the ledger, and here is its file.', path),
      ];
    return [];
  });
}

async function fileViolation(frame: AuditedFrame, path: string, files: 'whole' | 'size'): Promise<Violation | null> {
  const of = (code: Violation['code'], message: string) => violation(code, frame.uid, message, frame.path);
  try {
    if (files === 'size') {
      const { size } = await stat(path);
      return size === frame.bytes
        ? null
        : of('file-differs', `The file has ${size} bytes, ${frame.bytes} were counted.`);
    }
    const found = await inspectFrame(path);
    if (found.sha256 !== frame.sha256)
      return of('file-differs', 'The file is not the one that was counted: its hash differs. Restore it from a copy.');
    if (!found.intact) return of('file-damaged', 'The file’s own checksum does not hold. Restore it from a copy.');
    if (found.facts.frameUid !== frame.uid)
      return of('file-of-another-frame', `The file’s header says it is frame ${found.facts.frameUid ?? '(none)'}.`);
    return null;
  } catch (thrown) {
    return of('file-missing', thrown instanceof Error ? thrown.message : String(thrown));
  }
}
