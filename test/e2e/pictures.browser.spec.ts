/**
 * Every page and every component in each look, held against a picture of it. The pages get the answers of a recorded console at a
 * time that stands still, so that nothing but the screen itself can differ. `npm run pictures` takes the pictures anew.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page, test as plain, type Request } from '@playwright/test';
import { build } from 'vite';
import { replay } from '../pictures/recording.ts';
import { openStatic } from '../pictures/static-page.ts';
import { hasPictureFonts } from '../run/requirements.ts';
import { axeFaults } from './axe.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { expect } from './fixtures.ts';
import { PROJECT_ROOT } from './hosts/child-process.ts';
import { brightestChannels, goTo, PAGES } from './screen.ts';

const THEMES = ['dark', 'night', 'light'] as const;
const PAGE_FOLDER = join(PROJECT_ROOT, 'out', 'renderer');
const GALLERY_FOLDER = join(PROJECT_ROOT, 'out', 'gallery');

/** In a row. */
const CALM_LOOKS = 4;

plain.describe.configure({ timeout: 240_000 });
plain.skip(!hasPictureFonts(), 'The pictures were taken with the Liberation and DejaVu fonts, which are not here.');

let browser: Browser;
plain.beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
plain.afterAll(() => browser.close());

async function newPage(theme: (typeof THEMES)[number], height: number): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height }, locale: 'en-GB', timezoneId: 'UTC' });
  await page.addInitScript((look) => localStorage.setItem('warmroom.theme', look), theme);
  return page;
}

for (const theme of THEMES) {
  plain(`the pages, ${theme}`, async () => {
    const page = await newPage(theme, 800);
    await replay(page);
    await openStatic(page, PAGE_FOLDER);
    const onTheirWay = new Set<Request>();
    let asked = 0;
    page.on('request', (request) => {
      asked++;
      onTheirWay.add(request);
    });
    const arrived = (request: Request) => void onTheirWay.delete(request);
    page.on('requestfinished', arrived);
    page.on('requestfailed', arrived);
    /** Lets the page's own time go on until nothing is on its way any more, and nothing follows: pixels come in several rounds. */
    const settle = async () => {
      await page.clock.runFor(1500);
      for (let calm = 0; calm < CALM_LOOKS; ) {
        const before = asked;
        await page.clock.runFor(100);
        await page.waitForTimeout(100);
        calm = onTheirWay.size === 0 && asked === before ? calm + 1 : 0;
      }
    };
    await settle();
    for (const name of PAGES) {
      await goTo(page, name);
      await settle();
      if (name === 'Tonight' || name === 'Frames') {
        await expect(page.locator('canvas[data-frame]')).toBeVisible();
        await settle();
      }
      await expect(page).toHaveScreenshot(`${name.toLowerCase()}-${theme}.png`);
    }
    await goTo(page, 'Calibration');
    await page.getByRole('button', { name: 'Over time' }).click();
    await settle();
    await expect(page).toHaveScreenshot(`trends-${theme}.png`);
    await goTo(page, 'Queue');
    await page.keyboard.press('c');
    await settle();
    await expect(page.getByRole('dialog', { name: 'New task' })).toBeVisible();
    await expect(page).toHaveScreenshot(`new-task-${theme}.png`);
    await page.close();
  });
}

plain.describe('the components', () => {
  plain.beforeAll(() =>
    build({ configFile: join(PROJECT_ROOT, 'test', 'gallery', 'vite.config.ts'), logLevel: 'warn' }),
  );

  for (const theme of THEMES) {
    plain(`the gallery, ${theme}`, async () => {
      const page = await newPage(theme, 2600);
      await openStatic(page, GALLERY_FOLDER);
      await expect(page.getByRole('figure')).toHaveCount(2);
      await expect(page).toHaveScreenshot(`gallery-${theme}.png`);
      if (theme === 'night') expect(await brightestChannels(page)).toMatchObject({ green: 0, blue: 0 });
      expect(await axeFaults(page)).toEqual([]);
      await page.close();
    });
  }

  plain('every component is in the gallery', async () => {
    const page = await newPage('dark', 800);
    await openStatic(page, GALLERY_FOLDER);
    const folder = join(PROJECT_ROOT, 'src-renderer', 'components');
    const components = readdirSync(folder).flatMap((file) => (file.endsWith('.svelte') ? [file.slice(0, -7)] : []));
    await expect(page.getByRole('region', { name: 'Key', exact: true })).toBeVisible();
    const shown = await page.locator('section').evaluateAll((all) => all.map((part) => part.ariaLabel));
    expect(components.filter((name) => !shown.includes(name))).toEqual([]);
    await page.close();
  });
});
