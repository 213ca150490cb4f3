/** Looking through the night's frames and sorting out the bad ones. */
import { expect, test } from './fixtures.ts';
import { comeToRest, goTo, takeFirstFrame } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

test('a frame is rejected with a reason and restored, by keys, and its header can be searched', async ({ page }) => {
  await takeFirstFrame(page);
  await comeToRest(page);
  await goTo(page, 'Frames');
  const list = page.getByRole('listbox', { name: 'Frames' });
  await list.locator('[data-state="counted"]').first().click();
  const uid = await list.locator('[aria-selected="true"]').getAttribute('data-uid');
  await expect(page.locator(`canvas[data-frame="${uid}"]`)).toBeVisible();

  await page.keyboard.press('x');
  await page.getByLabel('Why').fill('trailed stars');
  await page.keyboard.press('Enter');
  const side = page.getByRole('region', { name: 'The frame' });
  await expect(side.getByText('Rejected')).toBeVisible();
  await expect(side.getByText('trailed stars')).toBeVisible();
  await page.keyboard.press('u');
  await expect(side.getByText('Counted')).toBeVisible();

  await side.getByRole('button', { name: 'Header' }).click();
  await side.getByLabel('Search the header').fill('exptime');
  await expect(side.getByRole('row').filter({ hasText: 'EXPTIME' })).toBeVisible();
  await expect(side.getByRole('row').filter({ hasText: 'BITPIX' })).toHaveCount(0);
});
