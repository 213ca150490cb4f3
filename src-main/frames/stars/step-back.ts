import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Of Unix's 20 steps below the usual. */
const NICENESS = 10;

/**
 * Lets everything else on the machine go before this thread: frames are saved and seen first. Linux gives threads priorities of their
 * own and their ids in /proc (man 2 setpriority, "C library/kernel differences"); elsewhere it stays as it is.
 */
export function stepBack(): void {
  if (process.platform !== 'linux' || getPriority() >= NICENESS) return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), NICENESS);
  } catch {
    // A system without /proc: measuring is as urgent as everything else there.
  }
}
