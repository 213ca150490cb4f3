/** The console dies under the page in the middle of a run: what the page shows afterwards is what the console knows. */
import { expect, test } from './fixtures.ts';
import type { BrowserConsole } from './hosts/browser.ts';
import { goTo, takeFirstFrame, taskNames } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

test('during the outage the page claims nothing; afterwards queue, frames and run are there again', async ({
  warmroom,
}) => {
  const { page, killConsole, startAgain } = warmroom as BrowserConsole;
  await takeFirstFrame(page);
  await killConsole();
  await expect(page.getByRole('alert')).toContainText('No connection');
  await expect(page.locator('[data-run-state]')).toHaveText('Unknown');
  await expect(page.getByRole('button', { name: /^(Pause|Run|Resume)/ })).toBeDisabled();
  await startAgain();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('[data-run-state]')).not.toHaveText(/Unknown|Running/);
  await expect(page.getByRole('list', { name: 'Last frames' }).getByText('Counted').first()).toBeVisible();
  await goTo(page, 'Queue');
  await expect.poll(async () => (await taskNames(page)).length).toBeGreaterThan(3);
});
