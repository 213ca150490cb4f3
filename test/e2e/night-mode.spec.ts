/** Red night mode: a single green or blue pixel costs dark-adapted eyes minutes. */
import { expect, test } from './fixtures.ts';
import { brightestChannels, comeToRest, goTo, PAGES, takeFirstFrame } from './screen.ts';

test('no pixel of any page, dialog or list has any green or blue, and the choice outlives a reload', async ({
  page,
}) => {
  test.slow();
  await takeFirstFrame(page);
  await comeToRest(page);
  await page.keyboard.press('n');
  await page.reload();

  const expectRedOnly = async (what: string) => {
    const { red, green, blue } = await brightestChannels(page);
    expect({ green, blue }, what).toEqual({ green: 0, blue: 0 });
    expect(red, what).toBeGreaterThan(100);
  };
  for (const name of PAGES) {
    await goTo(page, name);
    if (name === 'Tonight' || name === 'Frames') await expect(page.locator('canvas[data-frame]')).toBeVisible();
    await expectRedOnly(name);
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
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectRedOnly('list of shortcuts');
});
