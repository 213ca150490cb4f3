/** Red night mode: a single green or blue pixel costs dark-adapted eyes minutes. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { brightestChannels, comeToRest, goTo, PAGES, takeFirstFrame } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

/** Elements over which the mouse pointer would be the system's, which no picture shows. */
async function foreignCursors(page: Page): Promise<string[]> {
  return page.locator('body *').evaluateAll((all) => [
    ...new Set(
      all
        .map((element) => ({ element, cursor: getComputedStyle(element).cursor }))
        .filter(({ cursor }) => !cursor.startsWith('url("data:image/svg+xml'))
        .map(({ element, cursor }) => `${element.tagName} .${element.className}: ${cursor}`),
    ),
  ]);
}

test('no pixel of any page, dialog or list has any green or blue, and the choice outlives a reload', async ({
  page,
}) => {
  test.slow();
  await takeFirstFrame(page);
  await comeToRest(page);
  await page.keyboard.press('n');
  await page.reload();

  const expectRedOnly = async (what: string, leastRed = 100) => {
    const { red, green, blue } = await brightestChannels(page);
    expect({ green, blue }, what).toEqual({ green: 0, blue: 0 });
    expect(red, what).toBeGreaterThan(leastRed);
  };
  for (const name of PAGES) {
    await goTo(page, name);
    if (name === 'Tonight' || name === 'Frames') await expect(page.locator('canvas[data-frame]')).toBeVisible();
    await expectRedOnly(name);
    expect(await foreignCursors(page), name).toEqual([]);
    // The focus ring too, wherever it goes first.
    await page.keyboard.press('Tab');
    await expectRedOnly(`${name}, focus`);
  }
  await goTo(page, 'Queue');
  await page.keyboard.press('c');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel('Exposure in all, s').fill('nonsense');
  await page.getByLabel('Exposure in all, s').selectText();
  await expectRedOnly('form with a problem and selected text');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: /^Type/ }).click();
  await expect(page.getByRole('option', { name: 'Radio mapping' })).toBeVisible();
  await expectRedOnly('drop-down list');
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1).click();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('cancelling a task');
  await page.keyboard.press('Escape');
  await goTo(page, 'Frames');
  await expect(page.locator('canvas[data-frame]')).toBeVisible();
  await page.keyboard.press('x');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('rejecting a frame');
  await page.keyboard.press('Escape');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('exporting lights');
  await page.keyboard.press('Escape');
  await goTo(page, 'Devices');
  await page.getByRole('button', { name: 'Set-up …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('set-up');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Brightness and dusk' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('brightness and dusk');
  await page.getByRole('button', { name: '20 %' }).click();
  const dimmed = await brightestChannels(page);
  expect(dimmed).toMatchObject({ green: 0, blue: 0 });
  expect(dimmed.red).toBeGreaterThan(30);
  expect(dimmed.red).toBeLessThan(60);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('list of shortcuts', 30);
});
