/** An alarm as the observer meets it: seen on every page, heard, muted, acknowledged with one key. */
import type { Page } from '@playwright/test';
import { callConsole, expect, test } from './fixtures.ts';
import { goTo } from './screen.ts';

/** Counts the tones that the page lets out, by their pitch. */
async function listen(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const heard: number[] = [];
    Object.assign(window, { heard });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      heard.push(this.frequency.value);
      Object.assign(window, { audio: this.context });
      start.call(this, when);
    };
  });
  await page.reload();
  await expect(page).toHaveTitle(/^Tonight – /);
  return () => page.evaluate(() => (window as unknown as { heard: number[] }).heard.splice(0));
}

const stepClock = (page: Page, byS: number) =>
  callConsole(page, 'devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS } });

test('an alarm is on every page and heard; one key acknowledges it, and the history knows by whom', async ({
  page,
}) => {
  const heard = await listen(page);
  const bar = page.getByRole('region', { name: 'Alarm', exact: true });
  await expect(bar).toContainText('No alarms.');
  // Browsers let no sound out before this.
  await page.keyboard.press('2');
  await stepClock(page, 3600);
  await expect(bar).toContainText('Serious');
  await expect(bar).toContainText('set forward by 1 h');
  await expect(bar).toContainText('Check the computer’s time');
  await expect.poll(heard).toEqual([784, 784, 784]);
  for (const name of ['Frames', 'Devices', 'Log'] as const) {
    await goTo(page, name);
    await expect(bar.getByRole('button', { name: /^Acknowledge/ })).toBeVisible();
  }
  await page.keyboard.press('q');
  await expect(bar).toContainText('No alarms.');
  await page.keyboard.press('7');
  const past = page.getByRole('list', { name: 'Past' });
  await expect(past.getByRole('listitem')).toContainText(/set forward by 1 h.*Acknowledged by observer at/s);
});

test('muted, nothing is heard; the mute counts down, outlives a reload and ends; sounds can be tried', async ({
  page,
}) => {
  const heard = await listen(page);
  const bar = page.getByRole('region', { name: 'Alarm', exact: true });
  await bar.getByRole('button', { name: 'Mute 10 min' }).click();
  await expect(bar.getByRole('button', { name: /^Muted, 9:5\d left/ })).toBeVisible();
  await stepClock(page, 3600);
  await expect(bar).toContainText('set forward by 1 h');
  await page.reload();
  await expect(bar.getByRole('button', { name: /^Muted, 9:\d\d left/ })).toBeVisible();
  await goTo(page, 'Alarms');
  expect(await heard()).toEqual([]);
  const sound = page.getByRole('region', { name: 'Sound' });
  await sound.getByRole('button', { name: 'Critical' }).click();
  expect(await heard()).toHaveLength(10);
  // Between sounds the audio device sleeps, and each wakes it up.
  const device = () => page.evaluate(() => (window as unknown as { audio: AudioContext }).audio.state);
  await expect.poll(device).toBe('running');
  await expect.poll(device).toBe('suspended');
  // It sounds as soon as it may: nobody has acknowledged it.
  await bar.getByRole('button', { name: /Sound on$/ }).click();
  await expect.poll(heard).toEqual([784, 784, 784]);
  await expect.poll(device).toBe('running');
  await sound.getByRole('button', { name: 'Off' }).click();
  await stepClock(page, -3600);
  await expect(bar).toContainText('set back by 1 h');
  expect(await heard()).toEqual([]);
});
