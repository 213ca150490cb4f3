/** When each frame came to stand on a page's canvas. */
import type { Page } from '@playwright/test';
import { type Figure, spreadFigures } from './figures.ts';

/** Wall-clock times, ms since 1970. */
export interface DrawnFrame {
  readonly uid: string;
  /** The page asked for the frame's first pixels, and had got its last ones. */
  readonly askedAt: number;
  readonly arrivedAt: number;
  /** The first moment at which the page had been painted with this frame in it. */
  readonly drawnAt: number;
}

declare global {
  interface Window {
    drawnFrames?: DrawnFrame[];
  }
}

/** Watches the viewer from outside, by the frame that its canvas names. To be called before the page is opened. */
export async function watchCanvas(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn: DrawnFrame[] = [];
    window.drawnFrames = drawn;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const uid = target instanceof HTMLCanvasElement ? target.dataset.frame : undefined;
        if (uid === undefined) continue;
        // The picture is drawn in the step that names the frame; it is on the screen once the frame after has begun.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const fetches = performance
              .getEntriesByType('resource')
              .filter(({ name }) => name.includes(`/pixels/${uid}`)) as PerformanceResourceTiming[];
            drawn.push({
              uid,
              askedAt: performance.timeOrigin + Math.min(...fetches.map(({ startTime }) => startTime)),
              arrivedAt: performance.timeOrigin + Math.max(...fetches.map(({ responseEnd }) => responseEnd)),
              drawnAt: Date.now(),
            });
          }),
        );
      }
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frame'] });
  });
}

export async function drawnFrames(page: Page): Promise<ReadonlyMap<string, DrawnFrame>> {
  const drawn = await page.evaluate(() => window.drawnFrames ?? []);
  return new Map(drawn.map((frame) => [frame.uid, frame]));
}

/** Those of the frames that were seen, with when. */
export function seenOf<Frame extends { readonly uid: string }>(
  frames: readonly Frame[],
  drawn: ReadonlyMap<string, DrawnFrame>,
): (Frame & DrawnFrame)[] {
  return frames.flatMap((frame) => {
    const onScreen = drawn.get(frame.uid);
    return onScreen === undefined ? [] : [{ ...frame, ...onScreen }];
  });
}

/**
 * The parts of the way to the screen, in whose section they stand.
 * @param what the way begins with, and when that was
 */
export function wayFigures<Frame extends DrawnFrame>(
  section: string,
  what: string,
  beginOf: (frame: Frame) => number,
  seen: readonly Frame[],
): Figure[] {
  const part = { section, unit: 'ms', aim: null, note: 'of the above' } as const;
  return [
    ...spreadFigures(
      { ...part, what: `${what} to asked for by the page` },
      seen.map((frame) => frame.askedAt - beginOf(frame)),
    ),
    ...spreadFigures(
      { ...part, what: 'asked for to arrived' },
      seen.map(({ askedAt, arrivedAt }) => arrivedAt - askedAt),
    ),
    ...spreadFigures(
      { ...part, what: 'arrived to drawn' },
      seen.map(({ arrivedAt, drawnAt }) => drawnAt - arrivedAt),
    ),
  ];
}

/** Waits until the page shows Tonight, knows the console's state and could be used; gives the wall-clock time, ms. */
export async function untilInteractive(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => {
    const run = [...document.querySelectorAll<HTMLButtonElement>('fieldset[aria-label="Run controls"] button')];
    const usable = run.some(({ disabled }) => !disabled);
    return document.title.startsWith('Tonight') && usable ? Date.now() : false;
  });
  return (await handle.jsonValue()) as number;
}
