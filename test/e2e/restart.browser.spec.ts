/** The console's process dies and comes back under a page that stays open. */
import { expect, test } from './fixtures.ts';
import type { BrowserConsole } from './hosts/browser.ts';

test('the page says that the console is gone, finds it again by itself, and is still signed in', async ({
  warmroom,
}) => {
  const { page, killConsole, startAgain } = warmroom as BrowserConsole;
  await expect(page).toHaveTitle(/^Tonight – /);
  await killConsole();
  await expect(page.getByRole('alert')).toContainText('No connection');
  await startAgain();
  await expect(page.getByRole('alert')).toHaveCount(0);
  // Asks the console for rows: the page has a live channel, not just an old picture.
  await page.getByRole('navigation').getByRole('link', { name: 'Log' }).click();
  await expect(page).toHaveTitle(/^Log – /);
  await page.reload();
  await expect(page).toHaveTitle(/^Log – /);
});
