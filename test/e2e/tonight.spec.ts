/** The first minutes of a newcomer, and an observer at the run's controls. */
import { expect, test } from './fixtures.ts';
import { comeToRest, loadSampleNight, shades, takeFirstFrame } from './screen.ts';

test('from an empty queue to a frame on the screen in two clicks', async ({ page }) => {
  await takeFirstFrame(page);
  await expect(page.getByText('Running').first()).toBeVisible();
  expect(await shades(page.locator('canvas[data-frame]'))).toBeGreaterThan(30);
  await expect(page.getByRole('list', { name: 'Last frames' }).getByText('Counted').first()).toBeVisible();
});

test('pause after this frame, resume, stop now in two presses, all by single keys', async ({ page }) => {
  await loadSampleNight(page);
  await page.keyboard.press('r');
  const state = page.locator('[data-run-state]');
  await expect(state).toHaveText('Running');
  await expect(page.getByRole('list', { name: 'Last frames' }).getByText('Exposing')).toBeVisible({ timeout: 120_000 });
  await page.keyboard.press('p');
  await expect(state).toHaveText('Paused', { timeout: 120_000 });
  await page.keyboard.press('r');
  await expect(state).toHaveText('Running');
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: /^Again/ })).toBeVisible();
  await expect(state).toHaveText('Running');
  await page.keyboard.press('s');
  await expect(state).toHaveText(/^(Idle|Paused)$/, { timeout: 120_000 });
});

test('the viewer zooms to single pixels and reads them out', async ({ page }) => {
  await takeFirstFrame(page);
  await comeToRest(page);
  const canvas = page.locator('canvas[data-frame]');
  await canvas.focus();
  for (let i = 0; i < 7; i++) await page.keyboard.press('+');
  await canvas.hover();
  // Without the sign for “about”: the tile with every pixel has come.
  await expect(page.locator('.pixel')).toHaveText(/x\s*\d+\s*y\s*\d+\s*[\d\s\u2009]+ ADU/);
  await page.keyboard.press('0');
  await expect(page.getByRole('button', { name: 'Show the whole frame' })).toHaveText(/^\d{1,2} %$/);
});
