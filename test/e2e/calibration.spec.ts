/** Calibration before and after a night: what is lacking, queueing it, and the masters in the morning. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { brightestChannels, goTo, loadSampleNight } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

const coverage = 'What the queued lights need';

/** Queues a light of M 33 in L, frames of a minute each, by the form. */
async function queueLight(page: Page, exposureS = '60'): Promise<void> {
  await goTo(page, 'Queue');
  await page.getByRole('button', { name: /^New task/ }).click();
  const form = page.getByRole('dialog', { name: 'New task' });
  await form.getByLabel('Name', { exact: true }).fill('M 33');
  await form.getByLabel('Right ascension of tile 1').fill('01 33 50.9');
  await form.getByLabel('Declination of tile 1').fill('+30 39 37');
  await form.getByRole('button', { name: 'L', exact: true }).click();
  await form.getByLabel('Exposure in all, s').fill(exposureS);
  await form.getByLabel('Longest frame, s').fill('60');
  await form.getByRole('button', { name: 'Add to the queue' }).click();
}

test('what the queued lights lack is queued by one key, and taken back by one', async ({ page }) => {
  await loadSampleNight(page);
  await goTo(page, 'Queue');
  const second = page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1);
  await second.click();
  const pane = page.getByRole('region', { name: 'Task' });
  // The sample night has flats for L and R of its own, and some bias frames.
  await expect(pane.getByText(/^Calibration:/)).toHaveText(/Lacks bias, dark 60 s, flat L, flat R, flat G, flat B\.$/);

  await page.keyboard.press('4');
  const table = page.getByRole('region', { name: coverage });
  await expect(table.locator('[data-state="lacking"]').first()).toBeVisible();
  await expect(table.getByRole('row').filter({ hasText: 'Dark 120 s' })).toContainText('0 of 10');
  const lacking = await table.locator('[data-state="lacking"]').count();
  expect(lacking).toBeGreaterThan(5);

  await page.keyboard.press('m');
  await expect(table.locator('[data-state="queued"]')).toHaveCount(lacking);
  await expect(page.getByRole('button', { name: /^Queue what is missing/ })).toBeDisabled();
  await expect(page.getByText(/tasks of \d+ frames are at the end of the queue/)).toBeVisible();

  await goTo(page, 'Queue');
  await second.click();
  await expect(pane.getByText(/^Calibration:/)).toHaveText(/: Queued bias, dark 60 s/);

  await goTo(page, 'Calibration');
  await page.keyboard.press('z');
  await expect(table.locator('[data-state="lacking"]')).toHaveCount(lacking);
});

test('the moment a light is queued the screen says what calibration it has and lacks', async ({ page }) => {
  await queueLight(page, '600');
  await expect(page.getByRole('status').filter({ hasText: 'end of the queue' })).toHaveText(
    /Calibration: Lacks bias, dark 60 s, flat L\./,
  );
});

test.describe('with frames on disk', () => {
  const tasksFile = join(import.meta.dirname, '..', 'samples', 'calibration.json');
  test.use({ speed: 2000, sensor: SMALL_SENSOR, tasksFile });

  test('the coverage follows the run, masters are built with their progress, and say their numbers', async ({
    page,
    warmroom,
  }) => {
    test.slow();
    await goTo(page, 'Calibration');
    const table = page.getByRole('region', { name: coverage });
    const row = (text: string) => table.getByRole('row').filter({ hasText: text });
    await expect(row('Bias')).toContainText('0 of 20');
    await goTo(page, 'Tonight');
    await page.getByRole('button', { name: /^Run/ }).click();
    await goTo(page, 'Calibration');
    await expect(row('Bias')).toContainText('6 of 20', { timeout: 60_000 });
    await expect(row('Bias')).toContainText(/ADU/);
    // The darks of the queue are shorter than the light wants them.
    await expect(row('Dark')).toContainText(
      /2 on disk do not serve. The newest: The exposure .* needed is 60; this has 30/,
    );

    const library = page.getByRole('region', { name: 'Library of masters' });
    await expect(library.getByText('No masters yet.')).toBeVisible();
    await page.keyboard.press('b');
    const list = library.getByRole('listbox', { name: 'Masters' });
    await expect(list.getByRole('option').filter({ hasText: 'Bias' })).toContainText('6 frames', { timeout: 60_000 });
    await expect(library.getByText(/Only 2 frames; a master is built from 5/)).toBeVisible();
    await expect(row('Bias')).toContainText('In a master');

    const numbers = page.getByRole('region', { name: 'The master' });
    await expect(numbers.getByRole('heading')).toHaveText('Master bias');
    await expect(numbers).toContainText('1024 × 1024');
    await expect(numbers).toContainText(/masters\/.*_MasterBias_.*\.fits/);

    // The master as a picture, with its numbers; in the night mode nothing of it is green or blue.
    await page.keyboard.press('n');
    await page.keyboard.press('l');
    const preview = page.getByRole('dialog', { name: 'Master bias' });
    await expect(preview.getByRole('img', { name: 'Master bias' })).toHaveAttribute('data-frame', /.{36}/);
    await expect(preview).toContainText(/Level, median[\d.,\s]+ADU/);
    const { red, green, blue } = await brightestChannels(page);
    expect({ green, blue }).toEqual({ green: 0, blue: 0 });
    expect(red).toBeGreaterThan(100);
    await page.keyboard.press('Escape');
    await expect(preview).toBeHidden();
    await page.keyboard.press('n');

    // A light, calibrated with what there is, and every reason for the rest.
    await queueLight(page);
    // The run, which waits for a task of another time, takes it up.
    await goTo(page, 'Frames');
    const light = page
      .getByRole('listbox', { name: 'Frames' })
      .getByRole('option')
      .filter({ hasText: /light/i })
      .first();
    await light.filter({ hasText: 'Counted' }).click({ timeout: 60_000 });
    const picture = page.getByRole('img', { name: /light frame of/i });
    await expect(picture).toHaveAttribute('data-frame', /.{36}/);
    await page.keyboard.press('g');
    await expect(page.getByRole('button', { name: /^Calibrated/ })).toHaveAttribute('aria-pressed', 'true');
    const state = page.locator('[data-calibration]');
    await expect(state).toHaveText(/Calibrated:\s*bias ✓\s*dark – none for 60 s, −10 °C\s*flat – none for filter L/);
    await expect(state).toHaveAttribute('data-calibration', /^[0-9a-f]{16}$/);
    await page.getByText('Why not').click();
    await expect(page.getByText('There is no master flat.')).toBeVisible();

    // A bias frame is rejected and restored at another screen: the light is shown without its master, then with it again.
    const calibrated = await state.getAttribute('data-calibration');
    const second = await warmroom.openSecondPage();
    await goTo(second, 'Frames');
    const aBias = second.getByRole('option').filter({ hasText: /bias/i }).first();
    await aBias.click();
    await second.keyboard.press('x');
    await second.getByLabel('Why').fill('glow');
    await second.keyboard.press('Enter');
    await expect(state).toHaveAttribute('data-calibration', 'raw');
    await expect(state).toHaveText(/Not calibrated, no master fits:\s*bias –/);
    await expect(second.getByRole('region', { name: 'The frame' }).getByText('Rejected')).toBeVisible();
    await second.keyboard.press('u');
    await expect(state).toHaveAttribute('data-calibration', calibrated!);
    await expect(picture).toHaveAttribute('data-frame', /.{36}/);
    await second.close();

    await page.keyboard.press('g');
    await expect(state).toBeHidden();

    // It is exported with what there is, once that is allowed; then again.
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export calibrated lights' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByText(/^Nothing was exported\. One light lacks a master dark, flat/)).toBeVisible();
    for (const kind of ['Dark', 'Flat']) await dialog.getByRole('button', { name: kind, exact: true }).click();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByText(/^1 light written to .*calibrated/)).toBeVisible({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByText('1 light there already, from the same masters')).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');

    // A bias frame turns out to be bad: its master is stale, and built anew from the other five.
    const bias = page.getByRole('listbox', { name: 'Frames' }).getByRole('option').filter({ hasText: /bias/i });
    await bias.first().click();
    await page.keyboard.press('x');
    await page.getByLabel('Why').fill('glow');
    await page.keyboard.press('Enter');
    await goTo(page, 'Calibration');
    await expect(list.getByRole('option').filter({ hasText: 'Bias' })).toContainText('Stale');
    await expect(numbers).toContainText(/Stale\. Built from a frame rejected since: .*\.fits \(glow\)\./);
    await expect(row('Bias')).toContainText('Their master is stale.');
    await library.getByRole('button', { name: 'Rebuild 1 stale' }).click();
    await expect(list.getByRole('option').filter({ hasText: 'Bias' })).toContainText('5 frames', { timeout: 60_000 });
    await expect(list.getByRole('option').filter({ hasText: 'Stale' })).toHaveCount(0);
    await expect(row('Bias')).toContainText('In a master');
  });
});

test('at 1024 × 768 everything to press is within the page, and at least 44 px high', async ({ page }) => {
  await loadSampleNight(page);
  await page.setViewportSize({ width: 1024, height: 768 });
  await goTo(page, 'Calibration');
  await expect(page.getByRole('region', { name: coverage }).getByRole('row').nth(1)).toBeVisible();
  for (const button of await page.locator('main button').all()) {
    const box = (await button.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.x + box.width).toBeLessThanOrEqual(1024);
    expect(box.y + box.height).toBeLessThanOrEqual(768);
  }
});
