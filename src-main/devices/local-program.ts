/** Runs a program of this computer: without a shell, within a time, and never longer than somebody wants it. */
import { spawn } from 'node:child_process';

export interface LocalProgram {
  /** Absolute path. */
  readonly command: string;
  readonly arguments: readonly string[];
  /** Beside the console's own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** By the real clock. */
  readonly timeoutMs: number;
}

export type ProgramEnd =
  | { readonly kind: 'done' }
  /** The signal ended it. */
  | { readonly kind: 'stopped' }
  /** `why` is the beginning of a sentence, without its full stop. */
  | { readonly kind: 'failed'; readonly why: string };

/** Of what it prints on standard error so much is kept, for the reason of its failure. */
const MOST_STDERR = 2_000;

/** Resolves when the program has ended, by itself or by force; never rejects. What it prints on standard output is not read. */
export function runProgram(program: LocalProgram, signal: AbortSignal): Promise<ProgramEnd> {
  const { command, environment, timeoutMs } = program;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve({ kind: 'stopped' });
      return;
    }
    let stderr = '';
    let forced: ProgramEnd | null = null;
    const child = spawn(command, [...program.arguments], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      // A group of its own, so that what it started itself ends with it.
      detached: process.platform !== 'win32',
    });
    const force = (end: ProgramEnd) => {
      forced ??= end;
      killGroup(child.pid, () => child.kill('SIGKILL'));
    };
    const timer = setTimeout(() => {
      force({ kind: 'failed', why: `${command} did not end within ${timeoutMs / 1000} s and was stopped` });
    }, timeoutMs);
    const onAbort = () => force({ kind: 'stopped' });
    signal.addEventListener('abort', onAbort, { once: true });
    const end = (how: ProgramEnd) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // A grandchild that left the group may hold the pipe open for ever.
      child.stderr.destroy();
      resolve(forced ?? how);
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-MOST_STDERR);
    });
    child.on('error', (error) => end({ kind: 'failed', why: `${command} could not be run: ${error.message}` }));
    child.on('exit', (code, byForce) => {
      // What it said last may still be in the pipe.
      setImmediate(() =>
        end(code === 0 ? { kind: 'done' } : { kind: 'failed', why: reasonOf(command, code ?? byForce, stderr) }),
      );
    });
  });
}

function killGroup(pid: number | undefined, otherwise: () => void): void {
  try {
    if (pid === undefined || process.platform === 'win32') otherwise();
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
    otherwise();
  }
}

function reasonOf(command: string, code: number | string | null, stderr: string): string {
  const said = stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') ?? '';
  return `${command} ended with ${code}${said === '' ? '' : `: ${said}`}`;
}
