/**
 * The process that owns one instrument's devices. Started by main with a channel; ends when main is gone, so that no
 * camera is left exposing for nobody.
 */
import { createBirpc } from 'birpc';
import { createClock } from '../clock.ts';
import { type HostEnd, type MainEnd, processChannel, toHostFailure } from '../instrument-channel.ts';
import type { InstrumentCalls } from '../instrument-protocol.ts';
import { createInstrument } from './instrument.ts';

/** Real time between two looks at what has changed, ms. */
const REPORT_EVERY_MS = 1000;
/** Real time between two looks at what is plugged in, ms. */
const FIND_EVERY_MS = 2000;

if (!process.send) {
  console.error('This program drives an instrument for the console, which starts it. It does nothing by itself.');
  process.exit(2);
}

const clock = createClock();
const instrument = createInstrument({
  clock,
  onNews(news) {
    // A failure to send means that main is gone; the disconnect ends this process.
    main.event({ ...news, aheadMs: clock.aheadMs }).catch(() => {});
  },
});

const hostEnd: HostEnd = {
  async call(name, args, aheadMs) {
    clock.runAheadTo(aheadMs);
    const outcome = await perform(name, args).then((value) => ({ ok: true, value }) as const, toHostFailure);
    return { outcome, aheadMs: clock.aheadMs };
  },
  async ping() {
    return clock.aheadMs;
  },
};

async function perform(name: keyof InstrumentCalls, args: readonly unknown[]): Promise<unknown> {
  const operation = instrument.operations[name] as (...args: readonly unknown[]) => Promise<unknown>;
  return operation(...args);
}

const main = createBirpc<MainEnd, HostEnd>(hostEnd, {
  ...processChannel(process),
  eventNames: ['event'],
  // An answer that cannot be sent: main is gone.
  onGeneralError: () => true,
});

setInterval(() => void instrument.reportChanges(), REPORT_EVERY_MS);
setInterval(() => void instrument.reportFound(), FIND_EVERY_MS);

const letGo = () => {
  const end = () => process.exit(0);
  instrument.operations.close().then(end, end);
};
process.on('disconnect', letGo);
// Main may have gone while this program was being loaded.
if (!process.connected) letGo();
// A Ctrl-C in the terminal reaches the whole group; main decides what becomes of the frame in flight.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('uncaughtException', (error) => {
  console.error(error.stack ?? error.message);
  process.exit(1);
});
