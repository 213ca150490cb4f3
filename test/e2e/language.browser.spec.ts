/** The screen in German: chosen at once, kept, whole on a small panel, and as good to a screen reader. */
import type { Page } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { englishTexts } from './english-texts.ts';
import { textsThatDoNotFit } from './fitting.ts';
import { callConsole, expect, test } from './fixtures.ts';
import { SMALL_SENSOR } from './sensor.ts';

test.use({ sensor: SMALL_SENSOR });

/** Whether a picture of each step is kept in the test's results, to be looked at: `PICTURES=1`. */
const KEEP_PICTURES = process.env.PICTURES !== undefined;

async function choose(page: Page, language: 'English' | 'Deutsch'): Promise<void> {
  await page.getByRole('combobox', { name: /^(Language|Sprache)/ }).click();
  await page.getByRole('option', { name: language }).click();
}

test('every page and dialog is whole in German at 1024 × 768', async ({ page }, testInfo) => {
  // Axe takes seconds on each of the pages.
  test.setTimeout(420_000);
  await page.setViewportSize({ width: 1024, height: 768 });
  const expectWhole = async (what: string) => {
    if (KEEP_PICTURES) await page.screenshot({ path: testInfo.outputPath(`${what}.png`) });
    expect.soft(await textsThatDoNotFit(page), what).toEqual([]);
    expect.soft(await englishTexts(page), what).toEqual([]);
    expect.soft(await axeFaults(page), what).toEqual([]);
  };
  const inDialog = async (key: string, what: string) => {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectWhole(what);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };

  await choose(page, 'Deutsch');
  await expectWhole('first minutes');
  await page.getByRole('button', { name: 'Beispielnacht laden' }).click();
  await page.getByRole('button', { name: /^Start/ }).click();
  await expect(page.locator('canvas[data-frame]')).toBeVisible({ timeout: 90_000 });
  await expectWhole('tonight, running');
  await page.getByRole('button', { name: /^Pause/ }).click();
  await expect(page.locator('[data-run-state="paused"]')).toBeVisible({ timeout: 90_000 });
  await expectWhole('tonight, paused');
  await inDialog('?', 'shortcuts');

  await page.keyboard.press('2');
  await page.getByRole('listbox', { name: 'Aufträge' }).getByRole('option').nth(1).click();
  for (const part of ['Plan', 'Verlauf', 'Datensatz']) {
    await page.getByRole('tab', { name: part }).click();
    await expectWhole(`queue, ${part}`);
  }
  await inDialog('Delete', 'cancel');
  await page.keyboard.press('c');
  for (const type of ['Light', 'Bias', 'Dark', 'Flat']) {
    await page.getByRole('dialog').getByRole('button', { name: type, exact: true }).click();
    await expectWhole(`new task, ${type}`);
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Light', exact: true }).click();
  await page.getByRole('button', { name: 'Mosaik …' }).click();
  await page.getByLabel('Gesamtbelichtung, s').fill('viel');
  await expectWhole('new task, mosaic and a problem');
  await page.getByLabel('Gesamtbelichtung, s').fill('0');
  await expect(page.getByText('Lights brauchen eine Gesamtbelichtung über 0 s.')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('3');
  await expect(
    page.getByRole('listbox', { name: 'Aufnahmen' }).locator('[data-state="counted"]').first(),
  ).toBeVisible();
  await expectWhole('frames');
  await inDialog('x', 'reject');
  await page.keyboard.press('4');
  await expect(page.locator('[data-state="lacking"]').first()).toBeVisible();
  await expectWhole('calibration');
  await page.keyboard.press('5');
  await page.getByRole('button', { name: 'Ausschnitt' }).click();
  await expectWhole('devices');
  await page.getByRole('button', { name: 'Einrichtung …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectWhole('set-up');
  await page.keyboard.press('Escape');
  await page.keyboard.press('6');
  await expectWhole('log');
});

test('an alarm is told in German: in the bar, on its page, and when it is past', async ({ page }) => {
  await callConsole(page, 'devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS: 3600 } });
  const bar = page.getByRole('region', { name: 'Alarm', exact: true });
  await expect(bar).toContainText('set forward by 1 h');
  await choose(page, 'Deutsch');
  const sentence = 'Die Uhr des Computers wurde um 1 h 0 min 0 s vorgestellt.';
  await expect(bar).toContainText(sentence);
  await expect(bar).toContainText('Uhrzeit und Zeitdienst des Computers prüfen.');
  await expect(bar).not.toContainText('set forward');
  await page.keyboard.press('7');
  const open = page.getByRole('list', { name: 'Jetzt' });
  await expect(open.getByRole('listitem')).toContainText(sentence);
  await open.getByRole('button', { name: `Quittieren: ${sentence}` }).click();
  await expect(bar).toContainText('Keine Alarme.');
  await expect(page.getByRole('list', { name: 'Früher' })).toContainText(sentence);
});

test('the language is chosen at once, told to the browser, and outlives a reload', async ({ page }) => {
  const html = page.locator('html');
  await expect(html).toHaveAttribute('lang', 'en');
  await page.keyboard.press('6');
  await page.getByRole('textbox', { name: 'Search the log' }).fill('run');
  await choose(page, 'Deutsch');
  await expect(html).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle(/^Protokoll – /);
  // Without a reload: what was typed is still there.
  await expect(page.getByRole('textbox', { name: 'Protokoll durchsuchen' })).toHaveValue('run');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Protokoll' })).toBeVisible();
  await choose(page, 'English');
  await expect(page.getByRole('heading', { name: 'Log' })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');
});
