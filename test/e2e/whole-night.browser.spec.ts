/** A whole night's work, from an empty queue to calibrated lights: by the keyboard alone, and by finger on a small panel. */
import type { Page } from '@playwright/test';
import { textsThatDoNotFit } from './fitting.ts';
import { callConsole, expect, test } from './fixtures.ts';
import { fingerOf, type Hand, keyboardOf } from './hands.ts';
import { taskNames } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ speed: 2000, sensor: SMALL_SENSOR });

test('by the keyboard alone', async ({ page }) => {
  await wholeNight(page, keyboardOf(page), async () => {});
});

test('by finger at 1024 × 768, where every text fits', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await wholeNight(page, fingerOf(page), async (what) => {
    expect.soft(await textsThatDoNotFit(page), what).toEqual([]);
  });
});

/**
 * Creates two tasks and puts the second before the first, queues their calibration, runs, looks at a frame, sees and
 * acknowledges an alarm, rejects a frame, builds masters and looks at a calibrated light.
 */
async function wholeNight(page: Page, hand: Hand, look: (what: string) => Promise<void>): Promise<void> {
  test.setTimeout(600_000);
  const leadTo = async (name: string, key: string) => {
    await hand.press(page.getByRole('navigation').getByRole('link', { name }), key);
    await expect(page).toHaveTitle(new RegExp(`^${name} – `));
  };
  const button = (name: RegExp) => page.getByRole('button', { name });

  await leadTo('Queue', '2');
  await createLight(page, hand, { name: 'M 33', ra: '01 33 50.9', dec: '+30 39 37' });
  await createLight(page, hand, { name: 'M 51', ra: '13 29 52.7', dec: '+47 11 43' });
  await expect.poll(() => taskNames(page)).toEqual(['M 33', 'M 51']);
  const tasks = page.getByRole('listbox', { name: 'Tasks' });
  await hand.choose(tasks, 'second');
  await hand.moveUp(tasks);
  await expect.poll(() => taskNames(page)).toEqual(['M 51', 'M 33']);
  await look('queue');

  await leadTo('Calibration', '4');
  await hand.press(button(/^Queue what is missing/), 'm');
  const needs = page.getByRole('region', { name: 'What the queued lights need' });
  await expect(needs.locator('[data-state="queued"]')).toHaveCount(3);
  await look('calibration, queued');

  await leadTo('Tonight', '1');
  await hand.press(button(/^Run/), 'r');
  await expect(page.locator('[data-run-state="running"]')).toBeVisible();
  const canvas = page.locator('canvas[data-frame]');
  await expect(canvas).toBeVisible({ timeout: 60_000 });
  await hand.lookClosely(canvas);
  await expect(page.locator('.pixel')).toHaveText(/x\s*\d+\s*y\s*\d+\s*[\d\s\u2009]+ ADU/);
  await look('tonight, running');

  await callConsole(page, 'devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS: 600 } });
  const alarm = page.getByRole('region', { name: 'Alarm', exact: true });
  await expect(alarm).toContainText('set forward by 10 min');
  await look('an alarm');
  await hand.press(alarm.getByRole('button', { name: /^Acknowledge/ }), 'q');
  await expect(alarm.getByRole('button', { name: /^Acknowledge/ })).toHaveCount(0);

  await leadTo('Frames', '3');
  const frames = page.getByRole('listbox', { name: 'Frames' });
  await hand.choose(frames, 'last');
  const side = page.getByRole('region', { name: 'The frame' });
  await expect(side.getByText('Counted')).toBeVisible();
  await hand.press(button(/^Reject/), 'x');
  await hand.press(page.getByRole('dialog').getByRole('button', { name: 'clouds' }));
  await look('reject');
  await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Reject the frame' }));
  await expect(side.getByText('Rejected')).toBeVisible();
  await expect(side.getByText('clouds')).toBeVisible();

  await leadTo('Tonight', '1');
  await expect(alarm).toContainText('Nothing is left to run now', { timeout: 300_000 });
  await hand.press(alarm.getByRole('button', { name: /^Acknowledge/ }), 'q');
  await leadTo('Calibration', '4');
  const masters = page.getByRole('listbox', { name: 'Masters' });
  await hand.press(button(/^Build masters/), 'b');
  for (const master of ['Bias', 'Dark', 'Flat L']) {
    await expect(masters.getByRole('option').filter({ hasText: master })).toHaveCount(1, { timeout: 60_000 });
  }
  await hand.choose(masters, 'last');
  await hand.press(button(/^Look/), 'l');
  await expect(page.getByRole('dialog').getByRole('img')).toHaveAttribute('data-frame', /.{36}/);
  await look('a master');
  await hand.closeDialog();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await leadTo('Frames', '3');
  await hand.choose(frames, 'second to last');
  await expect(page.getByRole('img', { name: 'Light frame of M 51' })).toHaveAttribute('data-frame', /.{36}/);
  await hand.press(button(/^Calibrated/), 'g');
  await expect(page.locator('[data-calibration]')).toHaveText(/bias ✓.*dark ✓\s*flat ✓/);
  await look('a calibrated light');
}

async function createLight(page: Page, hand: Hand, target: { name: string; ra: string; dec: string }): Promise<void> {
  await hand.press(page.getByRole('button', { name: /^New task/ }), 'c');
  const form = page.getByRole('dialog', { name: 'New task' });
  await hand.type(form.getByLabel('Name', { exact: true }), target.name);
  await hand.type(form.getByLabel('Exposure in all, s'), '10');
  await hand.type(form.getByLabel('Longest frame, s'), '5');
  await hand.press(form.getByRole('button', { name: 'L', exact: true }));
  await hand.type(form.getByLabel('Right ascension of tile 1'), target.ra);
  await hand.type(form.getByLabel('Declination of tile 1'), target.dec);
  await expect(form.locator('[data-plan="frames"]')).toHaveText('2');
  await hand.press(form.getByRole('button', { name: 'Add to the queue' }));
  await expect(form).toHaveCount(0);
}
