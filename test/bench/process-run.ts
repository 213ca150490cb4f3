/** Runs a program to its end and says what that took. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export type Command = readonly [program: string, ...args: string[]];

export interface ProcessRun {
  readonly seconds: number;
  /** Processor time of the program's own process, s; null where the system does not tell. Other work hardly changes it. */
  readonly processorS: number | null;
  /** Most memory that it held; null likewise. */
  readonly peakMiB: number | null;
}

/** Linux counts processor time in hundredths of a second, whatever its timer. */
const TICKS_PER_S = 100;
const LOOK_EVERY_MS = 20;

/** @throws Error with what the program said when it fails */
export async function runProcess([program, ...args]: Command): Promise<ProcessRun> {
  let said = '';
  let last: Pick<ProcessRun, 'processorS' | 'peakMiB'> = { processorS: null, peakMiB: null };
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  // Both only ever grow, so the last look before the end is as good as watching all the time.
  const looking = setInterval(() => {
    last = lookAt(child.pid!) ?? last;
  }, LOOK_EVERY_MS);
  const [code] = await once(child, 'close').finally(() => clearInterval(looking));
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.slice(-2000)}`);
  return { seconds: (performance.now() - began) / 1000, ...last };
}

/** Null when the process ended just now, and on systems without such files. */
function lookAt(pid: number): Pick<ProcessRun, 'processorS' | 'peakMiB'> | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    // The second field is the program's name in brackets, which may have blanks in it; user and system time are 14 and 15.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=\S )/);
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    if (peak === null || user === undefined || system === undefined) return null;
    return { processorS: (user + system) / TICKS_PER_S, peakMiB: Number(peak[1]) / 1024 };
  } catch {
    return null;
  }
}
