/**
 * Main's side of an instrument: starts the host process, makes its calls, follows its clock, and notices when it has
 * crashed or hangs. Whatever happens to the host costs at most the frame in flight.
 */
import { allowedTime } from './call-limits.ts';
import type { Clock } from './clock.ts';
import { watchDeadline } from './deadline.ts';
import { type HostExit, type HostProcess, startHostProcess } from './host-process.ts';
import type { HostEnd } from './instrument-channel.ts';
import { instrumentHostEntry } from './instrument-host-entry.ts';
import type { InstrumentCalls, InstrumentEvent, InstrumentMethods, InstrumentStatus } from './instrument-protocol.ts';
import { DeviceError } from './ports.ts';

export interface InstrumentLink extends InstrumentMethods {
  /** Whether the host process is there and not about to end. */
  readonly running: boolean;
  /** Starts the host process, again after it has ended; resolves once it answers. Rejects with `host-crashed`. */
  start(): Promise<void>;
  /** Lets the devices go and ends the process, by force if it does not end by itself. Safe to call twice. */
  stop(): Promise<void>;
}

export interface InstrumentLinkOptions {
  /** Main's clock; it follows the host's when that runs ahead, and the host's follows it. */
  readonly clock: Clock;
  onEvent(event: InstrumentEvent): void;
  /** The host process has ended. Calls that waited for it have been rejected with `host-crashed`. */
  onExit(exit: HostExit): void;
  /** The host's program file. */
  readonly entry?: string;
}

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;

/** Every call there is; the compiler sees to it that none is missing. */
const CALLS: Readonly<Record<keyof InstrumentCalls, true>> = {
  open: true,
  close: true,
  find: true,
  status: true,
  expose: true,
  abort: true,
  moveWheel: true,
  setCooler: true,
  waitForTemperature: true,
  warmUp: true,
  setTime: true,
  injectFault: true,
};

export function createInstrumentLink(options: InstrumentLinkOptions): InstrumentLink {
  const { clock, onEvent, onExit, entry = instrumentHostEntry() } = options;
  let host: HostProcess | null = null;
  let starting: Promise<void> | null = null;
  let lastStatus: InstrumentStatus | null = null;
  /** Rejects the calls that wait for an answer. */
  const waiting = new Set<(error: DeviceError) => void>();

  const call = async (name: keyof InstrumentCalls, args: readonly unknown[]): Promise<unknown> => {
    const at = host;
    if (!at) throw new DeviceError('not-connected', 'The instrument is not connected. Connect it first.');
    const { outcome, aheadMs } = await new Promise<Awaited<ReturnType<HostEnd['call']>>>((resolve, reject) => {
      const fail = (error: DeviceError) => {
        settle();
        reject(error);
      };
      const limit = allowedTime(name, args as Parameters<InstrumentCalls[typeof name]>, lastStatus);
      const stopWatching = watchDeadline(clock, limit, () => {
        const why = `The instrument’s process did not finish “${name}” in time and was ended. Connect the instrument again.`;
        fail(new DeviceError('timeout', why));
        at.kill(why);
      });
      const settle = () => {
        stopWatching();
        waiting.delete(fail);
      };
      waiting.add(fail);
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
    if (!outcome.ok) throw new DeviceError(outcome.failure, outcome.message, { busyWith: outcome.busyWith });
    return outcome.value;
  };

  const launch = async () => {
    // One that is being ended has to be gone first: two processes cannot own the same devices.
    while (host?.ending) await host.exited;
    if (host) return;
    const started = startHostProcess(entry, clock, (event) => {
      clock.runAheadTo(event.aheadMs);
      if (event.type === 'status') lastStatus = event.status;
      onEvent(event);
    });
    host = started;
    void started.exited.then((exit) => {
      host = null;
      lastStatus = null;
      for (const fail of [...waiting]) fail(new DeviceError('host-crashed', exit.message));
      onExit(exit);
    });
    const tooLong = setTimeout(
      () => started.kill('The instrument’s process did not start in time. Connect the instrument again.'),
      START_LIMIT_MS,
    );
    try {
      await call('setTime', [{ speed: clock.speed, steppedMs: clock.steppedMs }]);
    } finally {
      clearTimeout(tooLong);
    }
  };

  const stop = async () => {
    const ending = host;
    if (!ending) return;
    ending.expectEnd();
    const tooLong = new Promise((resolve) => setTimeout(resolve, STOP_LIMIT_MS).unref());
    await Promise.race([call('close', []).catch(() => {}), tooLong]);
    if (ending.child.connected) ending.child.disconnect();
    const force = setTimeout(() => ending.kill('It was ended by force.'), STOP_LIMIT_MS);
    await ending.exited;
    clearTimeout(force);
  };

  const methods = Object.fromEntries(
    Object.keys(CALLS).map((name) => [name, (...args: unknown[]) => call(name as keyof InstrumentCalls, args)]),
  ) as unknown as InstrumentMethods;

  return {
    ...methods,
    async open(devices) {
      const status = await methods.open(devices);
      // Real devices take their time, and main has to wait as long as they do.
      if (!(status.camera?.simulated ?? true) || !(status.wheel?.simulated ?? true)) clock.setSpeed(1);
      return status;
    },
    start() {
      starting ??= launch().finally(() => {
        starting = null;
      });
      return starting;
    },
    stop,
    get running() {
      return host !== null && !host.ending;
    },
  };
}
