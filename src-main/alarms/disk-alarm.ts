/** Which alarm the state of the disk is worth. Pure. */
import type { AlarmReport } from '../contract/alarms.ts';
import { roughly } from '../contract/rough-count.ts';
import type { DiskView } from '../contract/views.ts';

/** Full frames; below this the disk is nearly full, whatever the queue asks for. */
const NEARLY_FULL_FRAMES = 20;

/**
 * A full disk and one that is nearly full are causes of their own: at most one of them is there.
 * Numbers of frames are rough ones, or each frame would change the alarm.
 * @param obstacle why no frame can be begun; null when one can
 * @returns null when all is well
 */
export function diskAlarm(disk: DiskView, obstacle: string | null): AlarmReport | null {
  const { roomForFrames, neededFrames, writable } = disk;
  if (obstacle !== null) return { kind: 'disk.full', facts: { writable }, message: obstacle };
  const needed = roomForFrames < neededFrames ? roughly(neededFrames, 'at-least') : null;
  if (needed === null && roomForFrames >= NEARLY_FULL_FRAMES) return null;
  const room = roughly(roomForFrames, 'at-most');
  const asked = needed === null ? '' : `; the queue asks for ${needed}`;
  const message = `The disk has room for ${room} more ${room === 1 ? 'frame' : 'frames'}${asked}.`;
  return { kind: 'disk.low', facts: { room, needed }, message };
}
