/** The pages checked with axe: names, roles, contrast. */
import { seriousFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { comeToRest, goTo, PAGES, takeFirstFrame } from './screen.ts';

test('no page has a serious fault, in the dark and in the light look', async ({ page }) => {
  test.slow();
  expect(await seriousFaults(page), 'first minutes').toEqual([]);
  await takeFirstFrame(page);
  await comeToRest(page);
  for (const look of ['Dark', 'Light']) {
    await page.getByRole('button', { name: look, exact: true }).click();
    for (const name of PAGES) {
      await goTo(page, name);
      if (name === 'Queue') await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').first().click();
      expect(await seriousFaults(page), `${name}, ${look}`).toEqual([]);
    }
    for (const [name, key] of [
      ['Queue', 'c'],
      ['Frames', 'e'],
    ] as const) {
      await goTo(page, name);
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await seriousFaults(page), `dialog on ${name}, ${look}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});

test('everything to press is at least 44 px high', async ({ page }) => {
  await takeFirstFrame(page);
  await comeToRest(page);
  for (const name of PAGES) {
    await goTo(page, name);
    const small = await page
      .locator('main button.button:visible, header button:visible, nav a:visible')
      .evaluateAll((all) =>
        all.filter((element) => element.getBoundingClientRect().height < 43.5).map(({ textContent }) => textContent),
      );
    expect(small, name).toEqual([]);
  }
});
