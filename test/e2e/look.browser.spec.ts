/** The look of the screen at dusk, which waits for the hand to be away. */
import { callConsole, expect, test } from './fixtures.ts';

test('dusk brings the night look, but not under a press; what the observer chooses then stays', async ({ page }) => {
  const root = page.locator('html');
  const sun = page.getByText(/^Sun /);
  const stepTo = async (hour: number) => {
    const [h, m] = (await page.locator('[data-clock="utc"]').textContent())!.split(':').map(Number);
    const byS = ((hour - h! + 24) % 24) * 3600 - m! * 60;
    await callConsole(page, 'devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS } });
    // The alarm about the clock stands where the sun does while all is quiet.
    await expect(page.getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
    await page.keyboard.press('q');
  };
  await stepTo(12);
  await expect(sun).not.toContainText('−');
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  await page.getByRole('button', { name: 'Brightness and dusk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Nautical' }).click();
  await page.keyboard.press('Escape');

  await page.mouse.move(700, 600);
  await page.mouse.down();
  await stepTo(0);
  await expect(sun).toContainText('−');
  await page.waitForTimeout(3000);
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.mouse.up();
  await expect(root).toHaveAttribute('data-theme', 'night');
  await page.keyboard.press('n');
  await page.waitForTimeout(4000);
  await expect(root).toHaveAttribute('data-theme', 'light');
});
