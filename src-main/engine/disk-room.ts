/** Whether the disk can take another frame, and how many more. */
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import type { DiskView } from '../contract/views.ts';

/** Kept free for the database, its log and its backups, bytes. */
const RESERVE_BYTES = 256e6;
/** Header and padding of a frame's file, bytes, at most. */
const FRAME_EXTRA_BYTES = 32_768;

export interface DiskState {
  readonly freeBytes: number;
  readonly writable: boolean;
}

export async function readDisk(folder: string): Promise<DiskState> {
  const { bavail, bsize } = await statfs(folder);
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return { freeBytes: bavail * bsize, writable };
}

/**
 * @param frameBytes size of one frame's pixels
 * @param neededFrames frames that the queue still asks for
 */
export function forecastDisk(disk: DiskState, frameBytes: number, neededFrames: number): DiskView {
  const room = Math.max(0, Math.floor((disk.freeBytes - RESERVE_BYTES) / (frameBytes + FRAME_EXTRA_BYTES)));
  return { freeBytes: disk.freeBytes, writable: disk.writable, roomForFrames: disk.writable ? room : 0, neededFrames };
}

/** Why a frame must not be begun now; null when the disk can take it. */
export function diskObstacle(disk: DiskView): string | null {
  if (!disk.writable)
    return 'The data folder cannot be written: the disk is read-only or the right to write is gone. The run goes on when it can be written again.';
  if (disk.roomForFrames < 1) return 'The disk is full. Make room; the run goes on by itself.';
  return null;
}
