/** A run with the long queue behind it: main's event loop, frames until they count and until they are seen, memory. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { type Bench, shownCount } from './bench.ts';
import type { RunReport } from './console-process.ts';
import type { LagReport } from './event-loop-lag.ts';
import { type Figure, spreadFigures } from './figures.ts';
import { AIM_MS as FRAME_AIM_MS } from './frame-bench.ts';
import { DRAWING_MS, SPEED, startConsoleProcess, startRun } from './measured-run.ts';
import { type Memory, memoryNow, watchMemory } from './processes.ts';
import { type DrawnFrame, drawnFrames, seenOf, untilInteractive, watchCanvas, wayFigures } from './screen-probe.ts';

const LAG_AIM_MS = 20;
/** After the run, before memory is looked at again, ms. */
const REST_MS = 5_000;

export async function runBench(bench: Bench, dataFolder: string, browser: Browser): Promise<Figure[]> {
  const { frames, tasks } = bench.size;
  const host = startConsoleProcess();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const url = await host.console.open(dataFolder, SPEED);
    await startRun(host.console, frames);
    bench.say('run: cooling, and a first frame');
    await host.console.measureFrames(1);

    const endMemory = watchMemory();
    const endIdle = startIdleProcess();
    bench.say(`run: ${frames} frames without a screen`);
    const unseen = await host.console.measureFrames(frames);

    const page = await context.newPage();
    await watchCanvas(page);
    await page.goto(url);
    await untilInteractive(page);
    bench.say(`run: ${frames} frames with a screen`);
    // The frame under way when the page opened is not one that it saw from its last byte on.
    await host.console.measureFrames(1);
    const seen = await host.console.measureFrames(frames);
    const idle = await endIdle();
    await new Promise((resolve) => setTimeout(resolve, DRAWING_MS));
    const drawn = await drawnFrames(page);
    const during = await endMemory();
    await host.console.call('run.stopNow', {});
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const after = await memoryNow();

    const queue = `${shownCount(tasks)} tasks in the queue`;
    return [
      ...lagFigures('Main’s event loop during a run', unseen.lag, LAG_AIM_MS, `no screen; ${queue}`),
      ...lagFigures('Main’s event loop during a run, a screen open', seen.lag, LAG_AIM_MS, `Tonight open; ${queue}`),
      ...lagFigures('Beside it, a process that does nothing', idle, null, 'what the machine’s load adds to the above'),
      ...frameFigures('Frames of 4096 × 4096 in a run', unseen, null),
      ...frameFigures('Frames of 4096 × 4096 in a run, a screen open', seen, drawn),
      ...memoryFigures(during, after),
    ];
  } finally {
    await context.close();
    await host.end();
  }
}

function startIdleProcess(): () => Promise<LagReport> {
  const child = fork(join(import.meta.dirname, 'idle-process.ts'), [], { execArgv: [] });
  return async () => {
    const report = once(child, 'message') as Promise<[LagReport]>;
    child.send('end');
    return (await report)[0];
  };
}

function lagFigures(section: string, lag: LagReport, aim: number | null, note: string): Figure[] {
  const ms = { section, unit: 'ms', note: '' } as const;
  return [
    { ...ms, what: 'lag, p50', value: lag.p50, aim: null, note },
    { ...ms, what: 'lag, p99', value: lag.p99, aim },
    { ...ms, what: 'lag, max', value: lag.max, aim: null },
    { ...ms, what: 'loop busy', value: 100 * lag.busy, unit: '%', aim: null },
  ];
}

function frameFigures(section: string, { frames }: RunReport, drawn: ReadonlyMap<string, DrawnFrame> | null): Figure[] {
  const about = { section, unit: 'ms', aim: FRAME_AIM_MS } as const;
  const counted = frames.map(({ lastByteAt, countedAt }) => countedAt - lastByteAt);
  const figures = spreadFigures({ ...about, what: 'last byte to counted', note: 'the ledger has it, synced' }, counted);
  if (drawn === null) return figures;
  const seen = seenOf(frames, drawn);
  return [
    ...figures,
    ...spreadFigures(
      { ...about, what: 'last byte to pixels on the screen', note: 'Chromium, drawn by the processor, 1440 × 900' },
      seen.map(({ lastByteAt, drawnAt }) => drawnAt - lastByteAt),
    ),
    ...wayFigures(section, 'counted', ({ countedAt }) => countedAt, seen),
  ];
}

function memoryFigures(during: Memory, after: Memory): Figure[] {
  const about = { section: 'Memory (resident)', unit: 'MiB', aim: null } as const;
  return [...during].flatMap(([role, mib]) => [
    { ...about, what: `${role}, highest during the run`, value: mib, note: 'looked at once a second' },
    { ...about, what: `${role}, after it`, value: after.get(role) ?? 0, note: `${REST_MS / 1000} s after the end` },
  ]);
}
