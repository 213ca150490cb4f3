/** Holds the ledger against the disk. */
import { join } from 'node:path';
import { inspectFrame } from '../frames/inspect-frame.ts';
import { framesWithFiles } from '../store/ledger-store.ts';
import type { Db } from '../store/open-store.ts';

export interface FrameProblem {
  readonly uid: string;
  readonly path: string;
  readonly message: string;
}

/** Reads every file that a ledger row says is safe: it must be there, of the noted hash, intact, and be that frame. */
export async function verifyFrames(db: Db, dataFolder: string): Promise<{ checked: number; problems: FrameProblem[] }> {
  const problems: FrameProblem[] = [];
  let checked = 0;
  for (const frame of framesWithFiles(db)) {
    checked++;
    const message = await faultOf(frame, join(dataFolder, frame.path));
    if (message !== null) problems.push({ uid: frame.uid, path: frame.path, message });
  }
  return { checked, problems };
}

async function faultOf(frame: { uid: string; sha256: string | null }, path: string): Promise<string | null> {
  try {
    const found = await inspectFrame(path);
    if (found.sha256 !== frame.sha256)
      return 'The file is not the one that was counted: its hash differs. Restore it from a copy.';
    if (!found.intact) return 'The file’s own checksum does not hold. Restore it from a copy.';
    if (found.facts.frameUid !== frame.uid)
      return `The file’s header says it is frame ${found.facts.frameUid ?? '(none)'}.`;
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
