/**
 * Main's side of an instrument: starts the host process, makes its calls, follows its clock, and notices when it has
 * crashed or hangs. Whatever happens to the host costs at most the frame in flight.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createBirpc } from 'birpc';
import { allowedTime } from './call-limits.ts';
import type { Clock } from './clock.ts';
import { watchDeadline } from './deadline.ts';
import { type HostEnd, type MainEnd, processChannel } from './instrument-channel.ts';
import { instrumentHostEntry } from './instrument-host-entry.ts';
import type { InstrumentCalls, InstrumentEvent, InstrumentStatus } from './instrument-protocol.ts';
import { DeviceError } from './ports.ts';

/** The host's calls as main makes them: they give the value or reject with a DeviceError. */
export type InstrumentMethods = {
  readonly [Name in keyof InstrumentCalls]: (
    ...args: Parameters<InstrumentCalls[Name]>
  ) => Promise<Extract<Awaited<ReturnType<InstrumentCalls[Name]>>, { ok: true }>['value']>;
};

export interface HostExit {
  /** True when `stop` ended it. */
  readonly expected: boolean;
  /** A sentence for the observer. */
  readonly message: string;
}

export interface InstrumentLink extends InstrumentMethods {
  readonly running: boolean;
  /** Starts the host process, again after it has ended; resolves once it answers. Rejects with `host-crashed`. */
  start(): Promise<void>;
  /** Lets the devices go and ends the process, by force if it does not end by itself. Safe to call twice. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const HEARTBEAT_MS = 1_000;
/** A host never blocks for long; after so many heartbeats without an answer it hangs. Counted, so that a pause of main itself does not count. */
const HEARTBEATS_MISSED = 15;
const STDERR_KEPT = 4_000;

interface RunningHost {
  readonly child: ChildProcess;
  readonly rpc: HostEnd;
  /** Rejects the calls that wait for an answer. */
  readonly waiting: Set<(error: DeviceError) => void>;
  readonly exited: Promise<void>;
  /** Ends the process at once; `why` becomes the message of its exit. */
  kill(why: string): void;
  stopping: boolean;
}

const METHOD_NAMES = [
  'open',
  'close',
  'find',
  'status',
  'expose',
  'abort',
  'moveWheel',
  'setCooler',
  'waitForTemperature',
  'warmUp',
  'setSpeed',
  'injectFault',
] as const satisfies readonly (keyof InstrumentCalls)[];

export function createInstrumentLink({
  clock,
  onEvent,
  onExit,
  entry = instrumentHostEntry(),
}: {
  /** Main's clock; it follows the host's when that runs ahead. */
  readonly clock: Clock;
  onEvent(event: InstrumentEvent): void;
  onExit(exit: HostExit): void;
  /** The host's program file. */
  readonly entry?: string;
}): InstrumentLink {
  let host: RunningHost | null = null;
  let lastStatus: InstrumentStatus | null = null;

  const receive = (event: InstrumentEvent) => {
    clock.runAheadTo(event.aheadMs);
    if (event.type === 'status') lastStatus = event.status;
    onEvent(event);
  };

  const call = async (name: keyof InstrumentCalls, args: readonly unknown[]): Promise<unknown> => {
    const at = host;
    if (!at) throw new DeviceError('not-connected', 'The instrument is not connected. Connect it first.');
    const { outcome, aheadMs } = await new Promise<Awaited<ReturnType<HostEnd['call']>>>((resolve, reject) => {
      const limit = allowedTime(name, args as Parameters<InstrumentCalls[typeof name]>, lastStatus);
      const stopWatching = watchDeadline(clock, limit, () => {
        settle();
        const why = `The instrument’s process did not finish “${name}” in time and was ended. Connect the instrument again.`;
        reject(new DeviceError('timeout', why));
        at.kill(why);
      });
      const crash = (error: DeviceError) => {
        settle();
        reject(error);
      };
      const settle = () => {
        stopWatching();
        at.waiting.delete(crash);
      };
      at.waiting.add(crash);
      at.rpc.call(name, args, clock.aheadMs).then(
        (answer) => {
          settle();
          resolve(answer);
        },
        // The pipe broke; the exit that follows says why and rejects this call.
        () => {},
      );
    });
    clock.runAheadTo(aheadMs);
    if (!outcome.ok) throw new DeviceError(outcome.failure, outcome.message);
    return outcome.value;
  };

  const start = async () => {
    if (host) return;
    const started = launchHost(entry, receive, (exit, error) => {
      host = null;
      lastStatus = null;
      for (const reject of [...started.waiting]) reject(error);
      onExit(exit);
    });
    host = started;
    watchHeartbeat(started, clock);
    const tooLong = setTimeout(
      () =>
        started.kill(
          'The instrument’s process did not start. Restart the console; if that does not help, look at its log.',
        ),
      START_LIMIT_MS,
    );
    try {
      await call('setSpeed', [clock.speed]);
    } finally {
      clearTimeout(tooLong);
    }
  };

  const stop = async () => {
    const ending = host;
    if (!ending) return;
    ending.stopping = true;
    await Promise.race([call('close', []).catch(() => {}), delay(STOP_LIMIT_MS)]);
    if (ending.child.connected) ending.child.disconnect();
    const force = setTimeout(() => ending.kill('The instrument’s process was ended by force.'), STOP_LIMIT_MS);
    await ending.exited;
    clearTimeout(force);
  };

  const methods = Object.fromEntries(
    METHOD_NAMES.map((name) => [name, (...args: readonly unknown[]) => call(name, args)]),
  ) as unknown as InstrumentMethods;

  return {
    ...methods,
    start,
    stop,
    get running() {
      return host !== null;
    },
  };
}

function launchHost(
  entry: string,
  onEvent: (event: InstrumentEvent) => void,
  onEnd: (exit: HostExit, error: DeviceError) => void,
): RunningHost {
  // Its stdout is not ours to mix into what a script reads; what it has to say in its last moments comes by stderr.
  const child = fork(entry, [], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  const rpc = createBirpc<HostEnd, MainEnd>({ event: onEvent }, processChannel(child));
  let killedBecause: string | null = null;
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    const end = (code: number | null, signal: string | null, startFailure = '') => {
      if (ended) return;
      ended = true;
      rpc.$close();
      const message = running.stopping
        ? 'The instrument has been disconnected.'
        : (killedBecause ?? exitSentence(code, signal, startFailure || stderr));
      onEnd({ expected: running.stopping, message }, new DeviceError('host-crashed', message));
      resolve();
    };
    child.on('exit', (code, signal) => {
      // Its last words may still be on their way.
      const endNow = () => end(code, signal);
      if (child.stderr === null || child.stderr.readableEnded) endNow();
      else child.stderr.once('close', endNow);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) end(null, null, error.message);
    });
  });
  const running: RunningHost = {
    child,
    rpc,
    waiting: new Set(),
    exited,
    stopping: false,
    kill(why) {
      killedBecause ??= why;
      child.kill('SIGKILL');
    },
  };
  return running;
}

/** What the end of a host means to the observer. */
function exitSentence(code: number | null, signal: string | null, said: string): string {
  const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
  const lastWords = said.trim().split('\n')[0];
  return (
    `The process that drives the instrument ended (${how}). A frame in flight is lost, frames on disk are safe. ` +
    `Connect the instrument again.${lastWords ? ` It said: ${lastWords}` : ''}`
  );
}

/** Pings the host, follows its clock, and kills it when it no longer answers. */
function watchHeartbeat(host: RunningHost, clock: Clock): void {
  let missed = 0;
  let answered = true;
  const beat = () => {
    if (!answered) {
      missed++;
      if (missed >= HEARTBEATS_MISSED) {
        host.kill(
          `The instrument’s process has not answered for ${missed} s and was ended. Connect the instrument again.`,
        );
      }
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
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  timer.unref();
  void host.exited.then(() => clearInterval(timer));
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
