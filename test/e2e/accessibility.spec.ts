/** The pages checked with axe: names, roles, contrast. */
import { axeFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { comeToRest, goTo, PAGES, takeFirstFrame } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

test('axe finds nothing on any page, in any look', async ({ page }) => {
  test.slow();
  expect(await axeFaults(page), 'first minutes').toEqual([]);
  await takeFirstFrame(page);
  await comeToRest(page);
  for (const look of ['Dark', 'Night', 'Light']) {
    await page.getByRole('button', { name: look, exact: true }).click();
    for (const name of PAGES) {
      await goTo(page, name);
      if (name === 'Queue') await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1).click();
      expect(await axeFaults(page), `${name}, ${look}`).toEqual([]);
    }
    for (const [name, key] of [
      ['Queue', 'c'],
      ['Frames', 'e'],
    ] as const) {
      await goTo(page, name);
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await axeFaults(page), `dialog on ${name}, ${look}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  }
});
