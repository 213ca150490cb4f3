/** Whether the disk can take another frame, and how many more. */
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskView } from '../contract/views.ts';

/** Kept free for the database, its log and its backups, bytes. */
const RESERVE_BYTES = 256e6;
/** Header and padding of a frame's file, bytes, at most. */
const FRAME_EXTRA_BYTES = 32_768;

export interface DiskState {
  /** Bytes free where the database is. */
  readonly freeBytes: number;
  /** Bytes free where the frames go, if that is another disk; null where it is the same. */
  readonly framesFreeBytes: number | null;
  readonly writable: boolean;
}

/** Looks at the data folder, and at its folder of frames, which may be mounted from, or be a link to, another disk. */
export async function readDisk(dataFolder: string): Promise<DiskState> {
  const frames = join(dataFolder, 'frames');
  const [home, there] = await Promise.all([stat(dataFolder), stat(frames).catch(() => null)]);
  const apart = there !== null && there.dev !== home.dev;
  const writable = await Promise.all([mayWrite(dataFolder), there === null || mayWrite(frames)]);
  return {
    freeBytes: await freeBytesAt(dataFolder),
    framesFreeBytes: apart ? await freeBytesAt(frames) : null,
    writable: writable.every(Boolean),
  };
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function mayWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * @param frameBytes size of one frame's pixels
 * @param neededFrames frames that the queue still asks for
 */
export function forecastDisk(disk: DiskState, frameBytes: number, neededFrames: number): DiskView {
  const { freeBytes, framesFreeBytes, writable } = disk;
  const spareBytes = freeBytes - RESERVE_BYTES;
  const forFrames = framesFreeBytes === null ? spareBytes : spareBytes < 0 ? 0 : framesFreeBytes;
  const room = Math.max(0, Math.floor(forFrames / (frameBytes + FRAME_EXTRA_BYTES)));
  return {
    freeBytes: framesFreeBytes ?? freeBytes,
    writable,
    roomForFrames: writable ? room : 0,
    neededFrames,
  };
}

/** Why a frame must not be begun now; null when the disk can take it. */
export function diskObstacle(disk: DiskView): string | null {
  if (!disk.writable)
    return 'The data folder cannot be written: the disk is read-only or the right to write is gone. The run goes on when it can be written again.';
  if (disk.roomForFrames < 1) return 'The disk is full. Make room; the run goes on by itself.';
  return null;
}
