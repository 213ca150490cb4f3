/** The pages checked with axe: names, roles, contrast. */
import { seriousFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { comeToRest, goTo, PAGES, takeFirstFrame } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

test('no page has a serious fault, in the dark and in the light look', async ({ page }) => {
  test.slow();
  expect(await seriousFaults(page), 'first minutes').toEqual([]);
  await takeFirstFrame(page);
  await comeToRest(page);
  for (const look of ['Dark', 'Light']) {
    await page.getByRole('button', { name: look, exact: true }).click();
    for (const name of PAGES) {
      await goTo(page, name);
      if (name === 'Queue') await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1).click();
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
