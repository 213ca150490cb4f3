/** On every host: the console opens, shows its pages, and any further window shows the same. */
import { expect, test } from './fixtures.ts';
import { PAGES } from './screen.ts';

test('the console opens on Tonight and leads to every page', async ({ page }) => {
  await expect(page).toHaveTitle(/^Tonight – /);
  for (const name of PAGES) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await expect(page).toHaveTitle(new RegExp(`^${name} – `));
  }
});

test('nothing is reported in the browser’s console: no error, no violation of the security policy', async ({
  page,
}) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.reload();
  await expect(page).toHaveTitle(/^Tonight – /);
  for (const name of PAGES) await page.getByRole('navigation').getByRole('link', { name }).click();
  expect(complaints).toEqual([]);
});

test('a reload and a second window show the truth at once', async ({ warmroom, page }) => {
  await expect(page).toHaveTitle(/^Tonight – /);
  await page.reload();
  await expect(page).toHaveTitle(/^Tonight – /);
  const second = await warmroom.openSecondPage();
  await expect(second).toHaveTitle(await page.title());
});

test('it ends in order when told to', async ({ warmroom, page }) => {
  await expect(page).toHaveTitle(/^Tonight – /);
  expect(await warmroom.stop()).toBe(0);
});
