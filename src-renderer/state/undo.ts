import { texts } from '../language/texts.ts';
import type { Console } from './console.svelte.ts';

/** Takes back the observer's last step that can be, and says which that was. */
export async function undoLast(console: Console): Promise<void> {
  if (console.known.undo.length === 0) {
    console.notices.info(texts().parts.nothingToUndo);
    return;
  }
  const undone = await console.perform('undo.last', {});
  if (undone !== undefined) console.notices.info(texts().logReports.step(undone));
}
