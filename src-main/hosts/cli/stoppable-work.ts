/** Work of a command that takes its time: shows how far it is, and stops it on Ctrl-C. */
import type { ConsoleEvent } from '../../contract/events.ts';
import type { ConsoleServices } from '../../contract/services.ts';
import { type Call, type GlobalOptions, withConsole } from './session.ts';

interface Stopping {
  /** The procedure that ends the work. */
  readonly stop: 'masters.stop' | 'frames.stopExport';
  /** What an event says of how far it is; null for events about something else. */
  progressOf(event: ConsoleEvent): string | null;
}

export function stoppable<Result>(
  options: GlobalOptions,
  { stop, progressOf }: Stopping,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  return withConsole(options, async (call, services) => {
    const onSignal = () => void call(stop, {});
    const endProgress = showProgress(services, progressOf, options.json ?? false);
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    try {
      return await work(call);
    } finally {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      endProgress();
    }
  });
}

/** One line that is written over, on a terminal only: a script wants the result. Returns what clears it. */
function showProgress({ events }: ConsoleServices, progressOf: Stopping['progressOf'], json: boolean): () => void {
  if (json || !process.stderr.isTTY) return () => undefined;
  const unsubscribe = events.subscribe((event) => {
    const text = progressOf(event);
    if (text !== null) process.stderr.write(`\r\x1b[2K${text}`);
  });
  return () => {
    unsubscribe();
    process.stderr.write('\r\x1b[2K');
  };
}
