/** The process behind an instrument: starting it, its heartbeat, and what its end means. */
import { type ChildProcess, fork } from 'node:child_process';
import { createBirpc } from 'birpc';
import { NODE_FLAGS } from '../bundle/node-flags.ts';
import type { Clock } from './clock.ts';
import { type HostEnd, type MainEnd, processChannel } from './instrument-channel.ts';
import type { InstrumentEvent } from './instrument-protocol.ts';

export interface HostExit {
  /** True when the console itself ended it. */
  readonly expected: boolean;
  /** A sentence for the observer. */
  readonly message: string;
}

export interface HostProcess {
  readonly child: ChildProcess;
  readonly rpc: HostEnd;
  /** Resolves, never rejects, once the process has ended, by itself or otherwise. */
  readonly exited: Promise<HostExit>;
  /** It is about to end: nothing new should be asked of it. */
  readonly ending: boolean;
  /** Says that the end that is coming is wanted. */
  expectEnd(): void;
  /** Ends the process at once; `why` becomes the message of its exit. */
  kill(why: string): void;
}

const HEARTBEAT_MS = 1_000;
/**
 * MiB of V8's young generation. Frames live outside the heap; what the process allocates inside it is small and short-lived,
 * and with the default it would grow for hours before it is collected.
 */
const SEMI_SPACE_MIB = 8;
/**
 * A host never blocks for long; after so many heartbeats without an answer it hangs. Heartbeats are counted, so that time
 * in which main itself or the whole machine stood still does not count.
 */
const HEARTBEATS_MISSED = 15;
const STDERR_KEPT = 4_000;

/** Starts `entry` as a host. Its heartbeat keeps main's `clock` up with the host's. */
export function startHostProcess(entry: string, clock: Clock, onEvent: (event: InstrumentEvent) => void): HostProcess {
  // Its stdout is not ours to mix into what a script reads; what it has to say in its last moments comes by stderr.
  const child = fork(entry, [], {
    execArgv: [...NODE_FLAGS, `--max-semi-space-size=${SEMI_SPACE_MIB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const rpc = createBirpc<HostEnd, MainEnd>({ event: onEvent }, processChannel(child));
  let expected = false;
  let killedBecause: string | null = null;
  const exited = lastWordsOf(child).then(({ how, said }): HostExit => {
    rpc.$close();
    if (expected) return { expected, message: 'The instrument has been disconnected.' };
    return { expected, message: killedBecause ?? exitSentence(how, said) };
  });
  const host: HostProcess = {
    child,
    rpc,
    exited,
    get ending() {
      return expected || killedBecause !== null;
    },
    expectEnd() {
      expected = true;
    },
    kill(why) {
      killedBecause ??= why;
      child.kill('SIGKILL');
    },
  };
  watchHeartbeat(host, clock);
  return host;
}

/** How the process ended and what it wrote to stderr at last. */
function lastWordsOf(child: ChildProcess): Promise<{ how: string; said: string }> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-STDERR_KEPT);
  });
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
      // Its last words may still be on their way.
      if (child.stderr === null || child.stderr.destroyed) resolve({ how, said });
      else child.stderr.once('close', () => resolve({ how, said }));
    });
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ how: 'it could not be started', said: error.message });
    });
  });
}

/** What the end of a host means to the observer. */
function exitSentence(how: string, said: string): string {
  const lines = said.trim().split('\n');
  // Node prints where an error was thrown before it prints the error.
  const lastWords = lines.find((line) => /^\w*Error\b/.test(line)) ?? lines[0];
  return (
    `The process that drives the instrument ended (${how}). A frame in flight is lost, frames on disk are safe. ` +
    `Connect the instrument again.${lastWords ? ` It said: ${lastWords}` : ''}`
  );
}

function watchHeartbeat(host: HostProcess, clock: Clock): void {
  let missed = 0;
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) {
      missed++;
      if (missed < HEARTBEATS_MISSED) return;
      host.kill(
        `The instrument’s process has not answered for ${missed} s and was ended. Connect the instrument again.`,
      );
      return;
    }
    answered = false;
    host.rpc.ping().then(
      (aheadMs) => {
        clock.runAheadTo(aheadMs);
        missed = 0;
        answered = true;
      },
      // The pipe broke; the exit that follows is noticed by itself.
      () => {},
    );
  }, HEARTBEAT_MS);
  timer.unref();
  void host.exited.then(() => clearInterval(timer));
}
