/** `warmroom run`: the queue without a window. */
import { ConsoleError } from '../../contract/errors.ts';
import type { ConsoleEvent } from '../../contract/events.ts';
import type { ProcedureInput } from '../../contract/procedures.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import type { RunView } from '../../contract/views.ts';
import { printJson, printLine, wireNames } from './output.ts';
import { type Call, type GlobalOptions, withConsole } from './session.ts';

export interface RunOptions extends GlobalOptions {
  readonly untilIdle?: boolean;
  readonly speed?: number;
  /** Simulated faults to begin with: `camera:lost:afterS=20,forS=5`. */
  readonly fault?: readonly string[];
}

/** Runs until nothing is left (`--until-idle`), until Ctrl-C, or until the run pauses by itself with a problem. */
export async function runQueue(options: RunOptions): Promise<void> {
  const end = await withConsole(options, async (call, services) => {
    const ended = followRun(services, options.json ?? false);
    for (const fault of options.fault ?? []) await call('devices.injectFault', readFault(fault));
    await call('run.start', { untilIdle: options.untilIdle ?? false });
    const stop = () => void call('run.stopNow', {});
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    try {
      const run = await ended;
      if (options.json) printJson({ type: 'summary', ...(await summary(call)) });
      return run;
    } finally {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    }
  });
  if (end.problem !== null) throw new ConsoleError('device', `The run was paused: ${end.problem}`);
}

/** `camera:lost:afterS=20,forS=5` → device, kind and parameters. */
function readFault(text: string): ProcedureInput<'devices.injectFault'> {
  const [device, kind, given = ''] = text.split(':');
  const pairs = given
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  const parameters = Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
  const wellFormed = pairs.every(([name, value]) => name && value && Number.isFinite(Number(value)));
  const known = device === 'camera' || device === 'wheel' || device === 'clock';
  if (!known || !kind || !wellFormed) {
    throw new ConsoleError(
      'bad-input',
      `“${text}” is no fault. Give one such as camera:lost:afterS=20,forS=5, wheel:jam or clock:step:byS=3600.`,
    );
  }
  return { device, kind, parameters };
}

async function summary(call: Call) {
  const { counts } = await call('console.state', {});
  return { tasks: counts.byStatus };
}

/** Prints what happens; resolves with the last state once the run has ended. */
function followRun(services: ConsoleServices, json: boolean): Promise<RunView> {
  const bar = progressBar();
  const print = progressPrinter();
  return new Promise((resolve) => {
    const unsubscribe = services.events.subscribe((event) => {
      if (json) print(event);
      else bar.show(event);
      if (event.type !== 'run' || (event.run.state !== 'idle' && event.run.state !== 'paused')) return;
      unsubscribe();
      bar.end();
      resolve(event.run);
    });
  });
}

/** A line for each state that a frame comes to: what is learnt of it later (its stars) is in `frames list`. */
function progressPrinter(): (event: ConsoleEvent) => void {
  const told = new Map<string, string>();
  return (event) => {
    if (event.type === 'frame') {
      const { uid, taskUid, state, path, filterName, exposureS, reason } = event.frame;
      if (told.get(uid) === state) return;
      told.set(uid, state);
      printJson(wireNames({ type: 'frame', uid, taskUid, state, path, filterName, exposureS, reason }));
    } else if (event.type === 'log') {
      printJson(wireNames({ type: 'log', ...event.entry }));
    }
  };
}

/** On a terminal one line that is written over; elsewhere only what is worth a line of its own. */
function progressBar() {
  const terminal = process.stdout.isTTY;
  let line = '';
  const draw = (text: string) => {
    if (!terminal || text === line) return;
    line = text;
    process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns ?? 80) - 1)}`);
  };
  const say = (text: string) => {
    if (terminal) process.stdout.write('\r\x1b[2K');
    printLine(text);
    if (terminal) process.stdout.write(line);
  };
  return {
    show(event: ConsoleEvent) {
      if (event.type === 'log') say(`${event.entry.at.slice(11, 19)} ${event.entry.message}`);
      else if (event.type === 'run') {
        const { activity, frameOfCell } = event.run;
        const filled =
          frameOfCell === null ? 0 : Math.round((20 * (frameOfCell.number - 1)) / Math.max(1, frameOfCell.of));
        draw(`[${'#'.repeat(filled)}${'·'.repeat(20 - filled)}] ${activity}`);
      }
    },
    end() {
      if (terminal) process.stdout.write('\n');
    },
  };
}
