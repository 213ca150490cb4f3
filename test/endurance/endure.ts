/** Frame after frame comes in while somebody zooms, pans, stretches and goes from page to page. */
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { frameTask } from '../bench/made-tasks.ts';
import { callConsole } from '../e2e/call-console.ts';
import { PAGES } from '../e2e/screen.ts';
import { type Held, type Watch, type Watched, watchScreen } from './screen-watch.ts';
import { stolenSeconds } from './stolen-time.ts';

/** Of each frame. With what the simulated sensor and saving take beside the screen, `SPEED` makes it a frame a second. */
const EXPOSURE_S = 40;
export const SPEED = 80;
/** After it everything has been seen once, and what is kept is there. */
const WARM_UP_ROUNDS = 1;
const LEAST_ROUNDS = 2;
/** Fewer frames on the screen say nothing of their order. */
const LEAST_SHOWN = 5;
const MOVEMENTS = 16;
/** Somebody in a hurry looks for so long at what a gesture or a key has brought, ms. */
const LOOK_MS = 400;

export interface Endured {
  readonly seconds: number;
  readonly rounds: number;
  readonly watched: Watched;
  /** What the page held after the warm-up, and after each round that followed. */
  readonly held: readonly Held[];
  /** Uids of the frames that were counted meanwhile, in the order in which they were taken. */
  readonly counted: readonly string[];
  /** Exceptions in the page. */
  readonly errors: readonly string[];
  /** Requests that the console refused. */
  readonly refused: number;
  /** Processor time that the machine’s host took away meanwhile, s; null where the system does not say. */
  readonly stolenS: number | null;
}

/**
 * Works on the page of a new console until the time is over, some rounds have been made and some frames been seen.
 * @param countedFrames gives the uids of all frames counted so far, oldest first
 */
export async function endure(page: Page, forMs: number, countedFrames: () => Promise<string[]>): Promise<Endured> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  let refused = 0;
  page.on('response', (response) => {
    if (!response.ok()) refused++;
  });
  const watch = await watchScreen(page);
  await page.reload();
  await startRun(page);
  for (let i = 0; i < WARM_UP_ROUNDS; i++) await workOnEverything(page, watch);
  const held = [await watch.held()];
  await watch.take();
  const before = (await countedFrames()).length;
  const began = performance.now();
  const stolenBefore = stolenSeconds();
  while (
    held.length <= LEAST_ROUNDS ||
    performance.now() - began < forMs ||
    (await page.evaluate(() => window.screenWatch.shown.length)) < LEAST_SHOWN
  ) {
    await workOnEverything(page, watch);
    held.push(await watch.held());
  }
  const seconds = (performance.now() - began) / 1000;
  const stolenAfter = stolenSeconds();
  await comeToRest(page);
  const counted = (await countedFrames()).slice(before);
  await expect(page.locator('canvas[data-frame]')).toHaveAttribute('data-frame', counted.at(-1)!);
  return {
    seconds,
    rounds: held.length - 1,
    watched: await watch.take(),
    held,
    counted,
    errors,
    refused,
    stolenS: stolenBefore === null || stolenAfter === null ? null : stolenAfter - stolenBefore,
  };
}

async function startRun(page: Page): Promise<void> {
  const text = JSON.stringify([frameTask(randomUUID(), 10_000, EXPOSURE_S)]);
  await callConsole(page, 'queue.import', { text });
  await callConsole(page, 'run.start', {});
  await expect(page.locator('canvas[data-frame]')).toBeVisible({ timeout: 60_000 });
}

async function comeToRest(page: Page): Promise<void> {
  await page.keyboard.press('p');
  await expect(page.locator('[data-run-state="paused"]')).toBeVisible({ timeout: 60_000 });
}

/** Each thing once, every movement as soon as the one before has been taken, and back to the whole frame on Tonight. */
async function workOnEverything(page: Page, watch: Watch): Promise<void> {
  const { mouse } = page;
  const canvas = (await page.locator('canvas[data-frame]').boundingBox())!;
  const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
  const drag = async (from: { x: number; y: number }, width: number, height: number) => {
    await mouse.move(from.x, from.y);
    await mouse.down();
    for (let i = 1; i <= MOVEMENTS; i++) {
      const turn = Math.sin((2 * Math.PI * i) / MOVEMENTS);
      await mouse.move(from.x + turn * width, from.y + turn * height);
    }
    await mouse.up();
  };

  await mouse.move(middle.x, middle.y);
  await watch.begin('zoom');
  for (let i = 0; i < MOVEMENTS; i++) await mouse.wheel(0, -90);
  await page.waitForTimeout(LOOK_MS);
  await watch.begin('pan');
  await drag(middle, canvas.width / 4, canvas.height / 4);
  await page.waitForTimeout(LOOK_MS);
  await watch.begin('stretch');
  const handle = (await page.getByRole('slider').nth(1).boundingBox())!;
  await drag({ x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }, 60, 0);
  await page.waitForTimeout(LOOK_MS);
  await watch.begin('zoom');
  await mouse.move(middle.x, middle.y);
  for (let i = 0; i < MOVEMENTS; i++) await mouse.wheel(0, 90);
  await page.waitForTimeout(LOOK_MS);

  await watch.begin('pages');
  await page.getByRole('button', { name: 'Auto' }).click();
  await page.getByRole('button', { name: 'Show the whole frame' }).click();
  for (const [i, name] of [...PAGES.entries(), [0, PAGES[0]] as const]) {
    await page.keyboard.press(String(i + 1));
    await expect(page).toHaveTitle(new RegExp(`^${name} – `));
    await page.waitForTimeout(LOOK_MS);
  }
  await watch.begin('rest');
  await expect(page.locator('canvas[data-frame]')).toBeVisible();
  await page.waitForTimeout(LOOK_MS);
}
