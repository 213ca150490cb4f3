/** Holds the ledger against the disk and against itself, as an observer asks for it. */
import { readBooks } from '../store/ledger-audit.ts';
import type { Db } from '../store/open-store.ts';
import { checkInvariants } from './ledger-invariants.ts';
import { isSafe } from './ledger-rules.ts';

export interface FrameProblem {
  /** Of the frame, or of the task whose numbers are wrong; empty for a file that nothing is known of. */
  readonly uid: string;
  /** Empty where the problem is with no file. */
  readonly path: string;
  readonly message: string;
}

/**
 * Reads every file that a ledger row says is safe: it must be there, of the noted hash, intact, and be that frame. Looks
 * besides for files that no row knows of and for counts that do not follow from the ledger.
 */
export async function verifyFrames(db: Db, dataFolder: string): Promise<{ checked: number; problems: FrameProblem[] }> {
  const checked = readBooks(db).frames.filter(isSafe).length;
  const problems = await checkInvariants(db, dataFolder);
  return { checked, problems: problems.map(({ uid, path, message }) => ({ uid, path, message })) };
}
