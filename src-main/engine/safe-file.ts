/** Whether a frame whose taking did not come to an orderly end has a file all the same: then it is not lost. */
import { dirname, join } from 'node:path';
import { finishPart } from '../frames/finish-part.ts';
import { inspectFrame } from '../frames/inspect-frame.ts';
import { syncFolder } from '../frames/save-safely.ts';
import type { WrittenFrame } from '../store/ledger-store.ts';

/** What of a frame's row is needed to know its file. */
export interface FrameOfFile {
  readonly uid: string;
  /** Relative to the data folder. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly saturationAdu: number;
}

/**
 * Looks for the frame's file when the process that wrote it is gone. A file that is whole and says that it is this frame
 * survives a power cut once this resolves; one that was only half written is cleared away.
 * @returns what the file tells, null where there is none that could count
 */
export async function findSafeFile(frame: FrameOfFile, dataFolder: string): Promise<WrittenFrame | null> {
  const path = join(dataFolder, frame.path);
  const written = await readSafeFile(frame, path);
  if (written !== null) {
    // Its writer may have died between naming the file and syncing the name.
    await syncFolder(dirname(path));
    return written;
  }
  await finishPart(path, frame.uid);
  // Also when there was no whole part: a writer that was still about may have been quicker than this.
  return readSafeFile(frame, path);
}

async function readSafeFile(frame: FrameOfFile, path: string): Promise<WrittenFrame | null> {
  const found = await inspectFrame(path).catch(() => null);
  if (found === null || !found.intact) return null;
  const { facts, statistics, bytes, sha256 } = found;
  if (facts.frameUid !== frame.uid || facts.startedAt === null || facts.exposureS === null) return null;
  return {
    startedAt: facts.startedAt,
    exposureS: facts.exposureS,
    width: facts.width ?? frame.width,
    height: facts.height ?? frame.height,
    sensorStartC: facts.sensorStartC,
    sensorEndC: facts.sensorEndC,
    saturationAdu: facts.saturationAdu ?? frame.saturationAdu,
    eGain: facts.eGain,
    readNoiseE: facts.readNoiseE,
    statistics,
    bytes,
    sha256,
  };
}
