/** Frames of 61 megapixels, as the largest cameras in use take them, from their file to the screen. */
import type { Browser } from '@playwright/test';
import { setupWith } from '../e2e/sensor.ts';
import { type Bench, newDataFolder } from './bench.ts';
import { type Figure, spreadFigures } from './figures.ts';
import { DRAWING_MS, SPEED, startConsoleProcess, startRun } from './measured-run.ts';
import { drawnFrames, seenOf, untilInteractive, watchCanvas, wayFigures } from './screen-probe.ts';

/** px; that of the IMX455 in full-frame cameras. */
const SENSOR = { width: 9576, height: 6388 };
const ON_SCREEN_AIM_MS = 1500;

export async function largeFrameBench(bench: Bench, browser: Browser): Promise<Figure[]> {
  const frames = Math.ceil(bench.size.frames / 2);
  const host = startConsoleProcess();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const url = await host.console.open(newDataFolder(bench, 'large-frames'), SPEED);
    await host.console.call('setup.save', { text: JSON.stringify(setupWith(SENSOR)) });
    const page = await context.newPage();
    await watchCanvas(page);
    await page.goto(url);
    await untilInteractive(page);
    await startRun(host.console, frames);
    bench.say(`run: ${frames} frames of ${SENSOR.width} × ${SENSOR.height} with a screen`);
    await host.console.measureFrames(1);
    const { frames: taken } = await host.console.measureFrames(frames);
    await page.waitForTimeout(DRAWING_MS);
    const drawn = await drawnFrames(page);
    await host.console.call('run.stopNow', {});

    const seen = seenOf(taken, drawn);
    const about = { section: 'Frames of 61 megapixels in a run, a screen open', unit: 'ms', aim: null } as const;
    return [
      ...spreadFigures(
        { ...about, what: 'last byte to file safe', note: 'measured, hashed, written, synced' },
        taken.map(({ lastByteAt, safeAt }) => safeAt - lastByteAt),
      ),
      ...spreadFigures(
        {
          ...{ ...about, aim: ON_SCREEN_AIM_MS, what: 'file safe to pixels on the screen' },
          note: 'Chromium, drawn by the processor, 1440 × 900',
        },
        seen.map(({ safeAt, drawnAt }) => drawnAt - safeAt),
      ),
      ...wayFigures(about.section, 'file safe', ({ safeAt }) => safeAt, seen),
    ];
  } finally {
    await context.close();
    await host.end();
  }
}
