/** The command palette: everything by keyboard, nothing done that cannot be, and the focus back where it was. */
import type { Page } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { brightestChannels, goTo, loadSampleNight } from './screen.ts';

async function openPalette(page: Page) {
  await page.keyboard.press('Control+k');
  const input = page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox');
  await expect(input).toBeFocused();
  return { input, options: page.getByRole('dialog').getByRole('option') };
}

test('from any page an action is found by its words and done where it belongs', async ({ page }) => {
  await loadSampleNight(page);
  await goTo(page, 'Log');
  const { input, options } = await openPalette(page);
  // A reader hears which option Enter would take.
  await input.pressSequentially('new ta');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(input).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id'))!);
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle(/^Queue – /);
  await expect(page.getByRole('dialog', { name: 'New task' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // What was chosen last stands first; a key's name finds what it does; a task and a night are gone to by name.
  const again = await openPalette(page);
  await expect(again.options.first()).toContainText('New task');
  await again.input.pressSequentially('/');
  await expect(again.options.first()).toContainText('Search the queue');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Search')).toBeFocused();
  // Typing in a field does not keep the palette away.
  const third = await openPalette(page);
  await third.input.pressSequentially('crab');
  await expect(third.options).toHaveText(/Crab Nebula/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Crab Nebula/ })).toBeVisible();
});

test('what cannot be done now says why, and Escape gives the focus back', async ({ page }) => {
  await goTo(page, 'Devices');
  const button = page.getByRole('button', { name: 'Set-up …' });
  await button.focus();
  const { input, options } = await openPalette(page);
  expect(await axeFaults(page)).toEqual([]);
  await input.pressSequentially('pause');
  await expect(options.first()).toContainText('Nothing is running.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/Nothing is running\./);
  // No trap: Tab goes round in the dialog, and Escape leaves it.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button).toBeFocused();

  // By pointer, too, in night mode without a green or blue pixel.
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Commands: find and do anything' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await brightestChannels(page)).toMatchObject({ green: 0, blue: 0 });
  await page.getByRole('option', { name: /^Light look/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});
