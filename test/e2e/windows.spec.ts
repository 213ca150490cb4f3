/** Every window shows the same truth, at once and after a reload. */
import { expect, test } from './fixtures.ts';
import { goTo, loadedTaskNames, loadSampleNight, taskNames } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

test('a run started in one window shows in the other, and after a reload', async ({ warmroom, page }) => {
  const second = await warmroom.openSecondPage();
  await loadSampleNight(page);
  await expect(second.getByRole('button', { name: 'Load a sample night' })).toHaveCount(0);
  await second.getByRole('button', { name: /^Run/ }).click();
  await expect(page.locator('[data-run-state="running"]')).toBeVisible();
  await page.reload();
  await expect(page.locator('[data-run-state="running"]')).toBeVisible();
});

test('what is reordered in one window is reordered in the other', async ({ warmroom, page }) => {
  await loadSampleNight(page);
  await goTo(page, 'Queue');
  const second = await warmroom.openSecondPage();
  await goTo(second, 'Queue');
  const before = await loadedTaskNames(page);
  expect(before.length).toBeGreaterThan(3);
  await expect.poll(() => taskNames(second)).toEqual(before);
  await page.getByRole('listbox', { name: 'Tasks' }).focus();
  await page.keyboard.press('Alt+End');
  await expect.poll(() => taskNames(second)).toEqual([...before.slice(1), before[0]]);
});
