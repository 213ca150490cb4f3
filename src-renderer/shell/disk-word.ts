import { roughly } from '../../src-main/contract/rough-count.ts';
import type { DiskView } from '../../src-main/contract/views.ts';
import { texts } from '../language/texts.ts';

/** The disk in a few words, and whether they are a warning: the night's queue does not fit, or nothing can be written. */
export function diskWord(disk: DiskView): { readonly text: string; readonly warning: boolean } {
  const t = texts().shell;
  if (!disk.writable) return { text: t.diskUnwritable, warning: true };
  const { roomForFrames, neededFrames } = disk;
  if (roomForFrames >= neededFrames) return { text: t.roomFor(roomForFrames), warning: false };
  // Warnings are read out when they change, which they should not do with each frame.
  const room = t.roomFor(roughly(roomForFrames, 'at-most'));
  return { text: t.needed(room, roughly(neededFrames, 'at-least')), warning: true };
}
