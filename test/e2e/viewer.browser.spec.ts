/** Looking closely at frames: what the viewer can do beside showing the newest one. */
import { randomUUID } from 'node:crypto';
import { frameTask } from '../bench/made-tasks.ts';
import { axeFaults } from './axe.ts';
import { callConsole, expect, test } from './fixtures.ts';
import { brightestChannels, colourfulness, comeToRest, goTo, shades, takeFirstFrame } from './screen.ts';

test('frames are compared, marked and cut through, by keys and in the red night mode', async ({ page }) => {
  test.slow();
  await takeFirstFrame(page);
  await expect(page.getByRole('list', { name: 'Last frames' }).getByText('Counted').nth(1)).toBeVisible({
    timeout: 45_000,
  });
  await comeToRest(page);
  await goTo(page, 'Frames');
  const counted = page.getByRole('listbox', { name: 'Frames' }).locator('[data-state="counted"]');
  const canvases = page.locator('canvas[data-frame]');
  const heldUid = await counted.nth(0).getAttribute('data-uid');
  const choose = async (at: number) => {
    await counted.nth(at).click();
    const uid = (await counted.nth(at).getAttribute('data-uid'))!;
    await expect(canvases.first()).toHaveAttribute('data-frame', uid, { timeout: 45_000 });
  };
  await choose(0);
  await page.keyboard.press('h');
  await choose(1);
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
  const expectRedOnly = async () => {
    const { green, blue } = await brightestChannels(page);
    expect({ green, blue }).toEqual({ green: 0, blue: 0 });
  };
  await expectRedOnly();
  await page.keyboard.press('b');
  await expect(canvases).toHaveCount(1);

  // What is saturated is hatched, and the pixels along a line are plotted: none of that has another colour either.
  const plot = page.getByRole('slider', { name: 'Pixels along the cut' });
  await page.keyboard.press('0');
  await page.keyboard.press('o');
  await page.keyboard.press('l');
  await expect(plot).toHaveAttribute('aria-valuemax', '4095');
  await plot.press('End');
  await expect(plot).toHaveAttribute('aria-valuetext', /^pixel 4095: [\d\s\u2009]+ ADU$/);
  await page.getByRole('slider', { name: 'Where the cut ends' }).press('ArrowLeft');
  await expect(plot).not.toHaveAttribute('aria-valuemax', '4095');
  await expectRedOnly();

  // Stars are marked by shape, and keys go from one to the next; zooming keeps the one that is looked at.
  await page.keyboard.press('i');
  const marks = page.locator('canvas[data-marks]');
  await expect(marks).not.toHaveAttribute('data-marks', '0', { timeout: 15_000 });
  await canvases.first().focus();
  await page.keyboard.press('.');
  const star = page.locator('[data-stars="known"] .star');
  await expect(star).toContainText(/HFR (–|\d+\.\d\d) px.*peak ≥?[\d\s\u2009]+ ADU.*S\/N/);
  const brightest = await star.textContent();
  await page.keyboard.press('.');
  await expect(star).not.toHaveText(brightest ?? '');
  await page.keyboard.press(',');
  for (let i = 0; i < 6; i++) await page.keyboard.press('+');
  await expect(star).toHaveText(brightest ?? '');
  await expectRedOnly();

  // The simulated telescope is in order, and there are stars enough to say so.
  await page.keyboard.press('f');
  const field = page.locator('[data-field="known"]');
  await expect(field.getByRole('cell')).toHaveCount(18);
  await expect(field.locator('[data-tilt]')).toHaveAttribute('data-tilt', 'false');
  await expect(field).toContainText('once a master bias or dark fits');
  await expectRedOnly();
  // Pure red cannot have the contrast that axe wants.
  await page.keyboard.press('n');
  expect(await axeFaults(page)).toEqual([]);
});

test('turning the wheel fetches what it comes to, not what it passes by', async ({ page }) => {
  await takeFirstFrame(page);
  await comeToRest(page);
  const levels: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.startsWith('/pixels/') && searchParams.has('x')) levels.push(searchParams.get('level')!);
  });
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.locator('canvas[data-frame]').hover();
  // From the whole frame, 4 × 4 pixels in one of the screen, to single pixels.
  for (let i = 0; i < 14; i++) await page.mouse.wheel(0, -90);
  await page.clock.runFor(20);
  expect(levels).toEqual([]);
  await page.clock.runFor(200);
  await expect.poll(() => levels.length).toBeGreaterThan(0);
  expect(new Set(levels)).toEqual(new Set(['1']));
});

test('a colour camera’s frames are shown in colour, binned and pixel by pixel, and in red alone at night', async ({
  page,
}) => {
  test.slow();
  await callConsole(page, 'devices.assign', { instrumentId: 1, family: 'simulator', key: 'SIM-CAM-0002' });
  await goTo(page, 'Devices');
  const light = { instrumentId: 1, frameType: 'light', exposureS: 20, binning: 1 };
  await callConsole(page, 'devices.testFrame', light);
  const canvas = page.locator('canvas[data-frame]');
  await expect(canvas).toBeVisible({ timeout: 45_000 });
  expect(await colourfulness(canvas)).toBe(0);

  await page.keyboard.press('w');
  await expect(canvas).toHaveAttribute('data-bayer', 'RGGB');
  await expect.poll(() => colourfulness(canvas)).toBeGreaterThan(40);
  await canvas.focus();
  for (let i = 0; i < 9; i++) await page.keyboard.press('+');
  await expect.poll(() => colourfulness(canvas)).toBeGreaterThan(40);
  await page.keyboard.press('n');
  await page.keyboard.press('0');
  const { red, green, blue } = await brightestChannels(page);
  expect({ green, blue }).toEqual({ green: 0, blue: 0 });
  expect(red).toBeGreaterThan(100);

  await page.keyboard.press('n');
  await page.keyboard.press('w');
  await expect.poll(() => colourfulness(canvas)).toBe(0);
});

test('a frame that is being taken is no picture yet, asks for none, and appears by itself once it is safe', async ({
  page,
}) => {
  const refused: string[] = [];
  page.on('response', (response) => {
    if (!response.ok()) refused.push(`${response.status()} ${response.url()}`);
  });
  // Of some seconds each at the console's speed.
  await callConsole(page, 'queue.import', { text: JSON.stringify([frameTask(randomUUID(), 3, 240)]) });
  await callConsole(page, 'run.start', {});
  await goTo(page, 'Frames');
  const list = page.getByRole('listbox', { name: 'Frames' });
  const rows = list.getByRole('option');
  const canvas = page.getByRole('img', { name: /of M 51|still being taken/ });
  await expect(rows.first()).toHaveAttribute('data-state', /intended|exposing/, { timeout: 45_000 });
  await expect(page.getByText('still being taken')).toBeVisible();
  const first = await rows.first().getAttribute('data-uid');
  await expect(canvas).toHaveAttribute('data-frame', first!, { timeout: 45_000 });

  // The next one has come in above it. It does not stand under the picture of the one before.
  await expect(rows).toHaveCount(2);
  expect(await shades(canvas)).toBeGreaterThan(10);
  await list.focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('still being taken')).toBeVisible();
  expect(await shades(canvas)).toBe(1);
  const second = await rows.first().getAttribute('data-uid');
  expect(second).not.toBe(first);
  await expect(canvas).toHaveAttribute('data-frame', second!, { timeout: 45_000 });
  expect(refused).toEqual([]);
});
