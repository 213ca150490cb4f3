/** How the Frames page shares out its room, in several windows, on the answers of a recorded console. */
import { join } from 'node:path';
import { type Browser, chromium, type Page, test as plain } from '@playwright/test';
import { replay } from '../pictures/recording.ts';
import { openStatic } from '../pictures/static-page.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { textsThatDoNotFit } from './fitting.ts';
import { expect } from './fixtures.ts';
import { PROJECT_ROOT } from './hosts/child-process.ts';

let browser: Browser;
plain.beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
plain.afterAll(() => browser.close());

async function openFrames(window: { width: number; height: number }, language = 'en'): Promise<Page> {
  const page = await browser.newPage({ viewport: window, timezoneId: 'UTC' });
  await page.addInitScript((chosen) => localStorage.setItem('warmroom.language', chosen), language);
  await replay(page);
  await openStatic(page, join(PROJECT_ROOT, 'out', 'renderer'), '#frames');
  // The page's own time stands still but for this, however long loading takes.
  await expect
    .poll(async () => {
      await page.clock.runFor(500);
      return page.locator('canvas[data-frame]').count();
    })
    .toBe(1);
  return page;
}

const areaOf = async (page: Page, selector: string) => {
  const { width, height } = (await page.locator(selector).boundingBox())!;
  return width * height;
};

plain('at 1280 × 800 the picture has the greater part of the page', async () => {
  const page = await openFrames({ width: 1280, height: 800 });
  expect(await areaOf(page, 'canvas[data-frame]')).toBeGreaterThan((await areaOf(page, 'main')) / 2);

  // The frame's figures are folded away and back by the button that shows them, and the list has their place.
  const list = page.getByRole('listbox', { name: 'Frames' });
  const before = (await list.boundingBox())!.height;
  const numbers = page.getByRole('button', { name: 'Numbers' });
  await numbers.click();
  await expect(page.getByText('HFR', { exact: true })).toHaveCount(0);
  await expect.poll(async () => (await list.boundingBox())!.height).toBeGreaterThan(before + 150);
  await numbers.click();
  await expect(page.getByText('HFR', { exact: true })).toBeVisible();
  await page.close();
});

const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
  // 1280 × 800 at 200 %.
  { width: 640, height: 400 },
];
for (const language of ['en', 'de']) {
  plain(`every tool is whole and every text fits, ${language}`, async () => {
    const page = await openFrames(WINDOWS[0]!, language);
    // A page that no key was pressed on yet says that it cannot sound.
    await page.keyboard.press('Shift');
    for (const window of WINDOWS) {
      await page.setViewportSize(window);
      await page.clock.runFor(100);
      const size = `${window.width} × ${window.height}`;
      expect.soft(await textsThatDoNotFit(page), size).toEqual([]);
      expect.soft(await toolsInPart(page), size).toEqual([]);
    }
    await page.close();
  });
}

/** The viewer's tools that cannot be brought into view as a whole, or without scrolling them in their own column. */
async function toolsInPart(page: Page): Promise<string[]> {
  return page.locator('.looks').evaluate((column: HTMLElement) => {
    const tools = [...column.querySelectorAll('button')];
    if (tools.length !== 12) return [`${tools.length} tools`];
    const own = column.getBoundingClientRect();
    return tools.flatMap((tool) => {
      tool.scrollIntoView({ block: 'nearest' });
      const { x, y, right, bottom, width, height } = tool.getBoundingClientRect();
      const isSeen = document.elementFromPoint(x + width / 2, y + height / 2)?.closest('button') === tool;
      const isWhole = x >= 0 && y >= 0 && right <= innerWidth && bottom <= innerHeight;
      const isInColumn = tool.offsetTop + height <= column.offsetTop + own.height + 0.5;
      const isLarge = width >= 43.5 && height >= 43.5;
      return isSeen && isWhole && isInColumn && isLarge ? [] : [`${tool.ariaLabel ?? tool.textContent}`];
    });
  });
}
