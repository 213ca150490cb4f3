/** Which alarm the state of the disk is worth. Pure. */
import type { AlarmReport } from '../contract/alarms.ts';
import type { DiskView } from '../contract/views.ts';

/** Full frames; below this the disk is nearly full, whatever the queue asks for. */
const NEARLY_FULL_FRAMES = 20;

/**
 * A full disk and one that is nearly full are causes of their own: at most one of them is there.
 * @param obstacle why no frame can be begun; null when one can
 * @returns null when all is well
 */
export function diskAlarm({ roomForFrames, neededFrames }: DiskView, obstacle: string | null): AlarmReport | null {
  if (obstacle !== null) return { kind: 'disk.full', message: obstacle };
  const room = `The disk has room for ${roomForFrames} more ${roomForFrames === 1 ? 'frame' : 'frames'}`;
  if (roomForFrames < neededFrames)
    return { kind: 'disk.low', message: `${room}; the queue asks for ${neededFrames}.` };
  if (roomForFrames < NEARLY_FULL_FRAMES) return { kind: 'disk.low', message: `${room}.` };
  return null;
}
