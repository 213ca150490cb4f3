/** What an observer does with the queue, on a queue that is very long. */
import { openConsole } from '../../src-main/app/open-console.ts';
import type { ConsoleEvent } from '../../src-main/contract/events.ts';
import { callProcedure } from '../../src-main/contract/rpc.ts';
import type { ConsoleServices } from '../../src-main/contract/services.ts';
import { type Bench, shownCount, timed } from './bench.ts';
import { measureLag } from './event-loop-lag.ts';
import { type Figure, spreadFigures } from './figures.ts';
import { madeUid } from './made-tasks.ts';

const AIM_MS = 20;
/** Rows that a screen asks for at a time. */
const PAGE = 100;

interface Operation {
  readonly what: string;
  readonly note: string;
  /** The i-th time. */
  call(i: number): { readonly name: string; readonly input: unknown };
}

function operations(tasks: number): { looking: Operation[]; changing: Operation[] } {
  /** Spread over the whole queue, each index once. */
  const anywhere = (i: number) => madeUid((i * 7919 + 13) % tasks);
  const pageAt = (input: object) => () => ({ name: 'queue.page', input: { limit: PAGE, ...input } });
  return {
    looking: [
      { what: 'first page', note: `${PAGE} rows`, call: pageAt({ offset: 0 }) },
      { what: 'page in the middle', note: `${PAGE} rows`, call: pageAt({ offset: Math.floor(tasks / 2) }) },
      {
        what: 'first page, sorted by expiry',
        note: `${PAGE} rows`,
        call: pageAt({ offset: 0, sort: 'expiration', descending: true }),
      },
      { what: 'search', note: 'rows whose text has “field 777”', call: pageAt({ offset: 0, text: 'field 777' }) },
      { what: 'one task in full', note: '', call: (i) => ({ name: 'queue.detail', input: { uid: anywhere(i) } }) },
      { what: 'the state a screen starts with', note: '', call: () => ({ name: 'console.state', input: {} }) },
    ],
    changing: [
      {
        what: 'reorder',
        note: 'a task in front of another',
        call: (i) => ({ name: 'queue.move', input: { uids: [anywhere(i)], to: { before: anywhere(i + tasks / 2) } } }),
      },
      {
        what: 'status change',
        note: 'a pending task cancelled',
        call: (i) => ({ name: 'queue.cancel', input: { uids: [anywhere(i)], why: 'measured' } }),
      },
    ],
  };
}

/** Through the procedure table, as every host calls it; a change is measured also until the screens were told. */
export async function queueBench(bench: Bench, dataFolder: string): Promise<Figure[]> {
  const { tasks, operations: times } = bench.size;
  const section = `Queue with ${shownCount(tasks)} tasks`;
  const services = await openConsole({ dataFolder, host: 'browser' });
  try {
    const { looking, changing } = operations(tasks);
    const figures: Figure[] = [];
    for (const { what, note, call } of looking) {
      bench.say(`queue: ${what}`);
      const took = await repeated(times, (i) => timed(() => perform(services, call(i))));
      figures.push(...spreadFigures({ section, what, unit: 'ms', aim: AIM_MS, note }, took));
    }
    for (const { what, note, call } of changing) {
      bench.say(`queue: ${what}`);
      const told: number[] = [];
      const took = await repeated(times, async (i) => {
        const began = performance.now();
        const queueEvent = nextEvent(services, 'queue');
        const doneMs = await timed(() => perform(services, call(i)));
        await queueEvent;
        told.push(performance.now() - began);
        return doneMs;
      });
      figures.push(...spreadFigures({ section, what, unit: 'ms', aim: AIM_MS, note }, took));
      figures.push(
        ...spreadFigures(
          { section, what: `${what}, screens told`, unit: 'ms', aim: AIM_MS, note: 'the same, until its event' },
          told.slice(1),
        ),
      );
    }
    figures.push(...(await coverageFigures(bench, services, section)));
    return figures;
  } finally {
    await services.close();
  }
}

const LOOKS = 3;

/** What all of the queue's lights need: the one question that looks at every task. */
async function coverageFigures(bench: Bench, services: ConsoleServices, section: string): Promise<Figure[]> {
  bench.say('queue: calibration coverage');
  const look = { name: 'calibration.coverage', input: {} };
  const took = await repeated(LOOKS, () => timed(() => perform(services, look)));
  const lagSoFar = measureLag();
  await perform(services, look);
  const { p99 } = lagSoFar();
  const what = 'calibration coverage';
  return [
    ...spreadFigures({ section, what, unit: 'ms', aim: null, note: 'looks at every task, in pieces' }, took),
    { section, what: `${what}, event loop held up, p99`, value: p99, unit: 'ms', aim: AIM_MS, note: 'meanwhile' },
  ];
}

async function repeated(times: number, measure: (i: number) => Promise<number>): Promise<number[]> {
  const took: number[] = [];
  // The first one compiles and fills caches; every later one of a night is like the others.
  for (let i = 0; i <= times; i++) {
    const ms = await measure(i);
    if (i > 0) took.push(ms);
  }
  return took;
}

async function perform(services: ConsoleServices, { name, input }: { name: string; input: unknown }): Promise<void> {
  const outcome = await callProcedure(services.handlers, name, input, { who: 'observer' });
  if (!outcome.ok) throw new Error(`${name}: ${outcome.failure.message}`);
}

function nextEvent(services: ConsoleServices, type: ConsoleEvent['type']): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = services.events.subscribe((event) => {
      if (event.type !== type) return;
      unsubscribe();
      resolve();
    });
  });
}
