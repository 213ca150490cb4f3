import type { DiskView } from '../../src-main/contract/views.ts';
import { texts } from '../language/texts.ts';

/** The disk in a few words, and whether they are a warning: the night's queue does not fit, or nothing can be written. */
export function diskWord(disk: DiskView): { readonly text: string; readonly warning: boolean } {
  const t = texts().shell;
  if (!disk.writable) return { text: t.diskUnwritable, warning: true };
  const room = t.roomFor(disk.roomForFrames);
  if (disk.roomForFrames >= disk.neededFrames) return { text: room, warning: false };
  return { text: t.needed(room, disk.neededFrames), warning: true };
}
