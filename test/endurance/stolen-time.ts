import { readFileSync } from 'node:fs';

/** The kernel's unit for times that it tells programs (USER_HZ), of all Linux machines that the console runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Processor time that a virtual machine's host gave to others while this machine had work for it, since it was started, s (man 5 proc,
 * /proc/stat, "steal"). Whatever runs stands still meanwhile, and a task of the page looks longer by it. Null where the system does not say.
 */
export function stolenSeconds(): number | null {
  if (process.platform !== 'linux') return null;
  const ticks = Number(readFileSync('/proc/stat', 'utf8').split(/\s+/)[8]);
  return Number.isFinite(ticks) ? ticks / TICKS_PER_SECOND : null;
}
