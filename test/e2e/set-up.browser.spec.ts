/** The guided set-up, from an empty console to a test frame, left in the middle and come back to. */
import { DEFAULT_SETUP } from '../../src-main/app/default-setup.ts';
import { axeFaults } from './axe.ts';
import { callConsole, expect, test } from './fixtures.ts';
import { brightestChannels, goTo } from './screen.ts';

test('a newcomer is led through the set-up, told what is wrong, and ends with a test frame', async ({ page }) => {
  test.slow();
  await page.getByRole('button', { name: 'Set up this observatory' }).click();
  const guide = page.getByRole('dialog', { name: 'Set-up' });
  const goOn = guide.getByRole('button', { name: 'Save and go on' });
  await guide.getByLabel('Name of the site').fill('Sierra Nevada');
  await guide.getByLabel('Latitude').fill('95 N');
  await expect(guide.getByText('Latitude lies between 90° south and 90° north.')).toBeVisible();
  await expect(goOn).toBeDisabled();
  await guide.getByLabel('Latitude').fill('37 03 51.12 N');
  expect(await axeFaults(page)).toEqual([]);
  await goOn.click();
  await expect(page).toHaveTitle(/Sierra Nevada$/);
  await guide.getByLabel('Focal length, mm').fill('800');
  await expect(guide.getByText('f/4.0')).toBeVisible();
  await goOn.click();
  await expect(guide.getByRole('heading', { name: 'Plugged in' })).toBeVisible();
  await goOn.click();
  await guide.getByLabel('Slot 7').fill('SII');

  // What was saved stays, and one comes back to where one left.
  await goOn.click();
  await expect(guide.getByRole('heading', { name: 'Star limits' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Set-up …' }).click();
  await expect(guide.getByRole('heading', { name: 'Star limits' })).toBeVisible();
  expect(await brightestChannels(page)).toMatchObject({ green: 0, blue: 0 });
  await guide.getByRole('button', { name: 'Filters' }).click();
  await expect(guide.getByLabel('Slot 7')).toHaveValue('SII');

  await guide.getByRole('button', { name: 'Test frame' }).click();
  await guide.getByRole('button', { name: 'Connect' }).click();
  await guide.getByRole('button', { name: 'Take a test frame' }).click({ timeout: 60_000 });
  await expect(guide.locator('canvas[data-frame]')).toBeVisible({ timeout: 60_000 });
  await guide.getByRole('button', { name: 'Done: to Tonight' }).click();
  await expect(page).toHaveTitle(/^Tonight – /);
});

test('what is typed and not saved stays in its step, and is saved or discarded by one press', async ({ page }) => {
  await goTo(page, 'Devices');
  const guide = page.getByRole('dialog', { name: 'Set-up' });
  const openGuide = () => page.getByRole('button', { name: 'Set-up …' }).click();
  const step = (name: string) => guide.getByRole('navigation').getByRole('button', { name });
  const unsaved = guide.getByRole('navigation').getByRole('button', { name: 'not saved yet' });
  await openGuide();
  await guide.getByLabel('Name of the site').fill('Sierra Nevada');
  await step('Telescope').click();
  await guide.getByLabel('Focal length, mm').fill('9');
  await expect(unsaved).toHaveText([/Site/, /Telescope/]);
  await expect(guide.getByRole('status').filter({ hasText: 'not saved yet' })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);

  // Neither another page nor a set-up that changes elsewhere takes it away.
  await page.keyboard.press('Escape');
  await goTo(page, 'Queue');
  const elsewhere = { ...DEFAULT_SETUP, site: { ...DEFAULT_SETUP.site, elevation: 12 } };
  await callConsole(page, 'setup.save', { text: JSON.stringify(elsewhere) });
  await goTo(page, 'Devices');
  await openGuide();
  await expect(guide.getByLabel('Focal length, mm')).toHaveValue('9');
  await guide.getByRole('button', { name: 'Discard' }).click();
  await expect(guide.getByLabel('Focal length, mm')).toHaveValue('1000');
  await expect(unsaved).toHaveText([/Site/]);

  await step('Site').click();
  await expect(guide.getByLabel('Elevation, m')).toHaveValue('12');
  await guide.getByRole('button', { name: 'Save and go on' }).click();
  await expect(page).toHaveTitle(/Sierra Nevada$/);
  await expect(unsaved).toHaveCount(0);
});
