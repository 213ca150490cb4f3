import type { DiskView } from '../../src-main/contract/views.ts';
import { count } from '../format/numbers.ts';

/** The disk in a few words, and whether they are a warning: the night's queue does not fit, or nothing can be written. */
export function diskWord(disk: DiskView): { readonly text: string; readonly warning: boolean } {
  if (!disk.writable) return { text: 'Disk cannot be written', warning: true };
  const room = `Room for ${count(disk.roomForFrames)} frames`;
  if (disk.roomForFrames >= disk.neededFrames) return { text: room, warning: false };
  return { text: `${room}, ${count(disk.neededFrames)} needed`, warning: true };
}
