/** Watches a page from inside while somebody works on it: what keeps its thread, how soon it answers, what it holds. */
import type { CDPSession, Page } from '@playwright/test';

export const ACTIVITIES = ['zoom', 'pan', 'stretch', 'pages', 'rest'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** Of a span of time, each with what was being done in it. */
export interface Watched {
  /** Tasks that kept the page's thread for more than 50 ms, but for the garbage collections that were asked for. */
  readonly longTasks: readonly { readonly doing: Activity; readonly ms: number }[];
  /** From a movement of the pointer or the wheel to the end of the frame that the page drew for it, ms. */
  readonly responses: readonly { readonly doing: Activity; readonly ms: number }[];
  /** Uids of the frames that stood on the canvas, in that order, the same one again after another page left out. */
  readonly shown: readonly string[];
}

/** What the page holds, after a garbage collection. */
export interface Held {
  /** JavaScript objects, and the pixels and other bytes outside of them. */
  readonly heapMiB: number;
  readonly bytesMiB: number;
  /** WebGL textures that have been made and not deleted. */
  readonly textures: number;
  readonly listeners: number;
  readonly nodes: number;
}

interface ScreenWatch {
  doing: Activity;
  textures: number;
  longTasks: { doing: Activity; ms: number; at: number }[];
  /** When garbage collections that were asked for began and ended. */
  collections: { from: number; to: number }[];
  responses: { doing: Activity; ms: number }[];
  shown: string[];
}

declare global {
  interface Window {
    screenWatch: ScreenWatch;
  }
}

export interface Watch {
  /** Says what is done from now on. */
  begin(doing: Activity): Promise<void>;
  held(): Promise<Held>;
  /** What was watched since the last call. */
  take(): Promise<Watched>;
}

/** To be called before the page is opened, or to be followed by a reload. */
export async function watchScreen(page: Page): Promise<Watch> {
  await page.addInitScript(watchFromInside);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return {
    begin: (doing) =>
      page.evaluate((activity) => {
        window.screenWatch.doing = activity;
      }, doing),
    held: () => heldBy(page, devtools),
    take: () =>
      page.evaluate(() => {
        const { longTasks, collections, responses, shown } = window.screenWatch;
        const ofPage = longTasks.filter(({ at }) => !collections.some(({ from, to }) => at >= from && at <= to));
        longTasks.length = 0;
        // The frame on the canvas stays known, so that it is not taken for a new one.
        return {
          longTasks: ofPage,
          responses: responses.splice(0),
          shown: shown.splice(0, shown.length - 1),
        };
      }),
  };
}

/** Runs in the page. */
function watchFromInside(): void {
  const watch: ScreenWatch = { doing: 'rest', textures: 0, longTasks: [], collections: [], responses: [], shown: [] };
  window.screenWatch = watch;

  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) {
      watch.longTasks.push({ doing: watch.doing, ms: duration, at: startTime });
    }
  }).observe({ type: 'longtask' });

  const { createTexture, deleteTexture } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.createTexture = function () {
    watch.textures++;
    return createTexture.call(this);
  };
  WebGL2RenderingContext.prototype.deleteTexture = function (texture) {
    if (texture !== null) watch.textures--;
    deleteTexture.call(this, texture);
  };

  const onMovement = (event: Event) => {
    const { doing } = watch;
    if (doing !== 'zoom' && doing !== 'pan' && doing !== 'stretch') return;
    requestAnimationFrame(() => {
      // A message is taken after the frame has been drawn.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        watch.responses.push({ doing, ms: performance.now() - event.timeStamp });
        port1.close();
      };
      port2.postMessage(null);
    });
  };
  addEventListener('pointermove', onMovement, { capture: true, passive: true });
  addEventListener('wheel', onMovement, { capture: true, passive: true });

  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const uid = target instanceof HTMLCanvasElement ? target.dataset.frame : undefined;
      if (uid !== undefined && uid !== watch.shown.at(-1)) watch.shown.push(uid);
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-frame'] });
}

async function heldBy(page: Page, devtools: CDPSession): Promise<Held> {
  const from = await page.evaluate(() => performance.now());
  await devtools.send('HeapProfiler.collectGarbage');
  await page.evaluate((began) => {
    window.screenWatch.collections.push({ from: began, to: performance.now() });
  }, from);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  const { usedSize, backingStorageSize } = (await devtools.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    backingStorageSize: number;
  };
  return {
    heapMiB: usedSize / 2 ** 20,
    bytesMiB: backingStorageSize / 2 ** 20,
    textures: await page.evaluate(() => window.screenWatch.textures),
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
  };
}
