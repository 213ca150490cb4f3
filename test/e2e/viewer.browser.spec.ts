/** Looking closely at frames: what the viewer can do beside showing the newest one. */
import { expect, test } from './fixtures.ts';
import { brightestChannels, comeToRest, goTo, takeFirstFrame } from './screen.ts';

test('a frame is held and compared with another, blinking and side by side, by keys and in the red night mode', async ({
  page,
}) => {
  test.slow();
  await takeFirstFrame(page);
  await expect(page.getByRole('table').getByText('Counted').nth(1)).toBeVisible({ timeout: 45_000 });
  await comeToRest(page);
  await goTo(page, 'Frames');
  const counted = page.getByRole('listbox', { name: 'Frames' }).locator('[data-state="counted"]');
  const canvases = page.locator('canvas[data-frame]');
  await counted.nth(0).click();
  await page.keyboard.press('h');
  const heldUid = await counted.nth(0).getAttribute('data-uid');
  await counted.nth(1).click();
  await page.keyboard.press('v');
  await expect(canvases).toHaveCount(2);
  await expect(canvases.nth(1)).toHaveAttribute('data-frame', heldUid ?? '');
  expect(await canvases.nth(0).getAttribute('data-frame')).not.toBe(heldUid);

  // The two move together: the pixel that keys point at in one is read out of both.
  await canvases.nth(0).focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press('+');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.locator('.pixel')).toHaveText(/x\s*\d+\s*y\s*\d+\s*[\d\s\u2009]+ ADU\s*Held\s*[\d\s\u2009]+$/);

  await page.keyboard.press('b');
  const shown = page.locator('.caption', { hasText: 'Shown' });
  const held = page.locator('.caption', { hasText: 'Held' });
  await expect(held).toBeVisible();
  await expect(shown).toBeHidden();
  await expect(shown).toBeVisible();
  await page.keyboard.press('n');
  const { green, blue } = await brightestChannels(page);
  expect({ green, blue }).toEqual({ green: 0, blue: 0 });
  await page.keyboard.press('b');
  await expect(canvases).toHaveCount(1);
});
