/** Gloves, a tablet, 3 a.m.: everything to press is at least 44 × 44 px on a panel of 1024 × 768. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { comeToRest, goTo, takeFirstFrame } from './screen.ts';
import { SMALL_SENSOR } from './sensor.ts';

/**
 * What can be pressed and is smaller than 44 × 44 px, with its size. Left out, as WCAG 2.5.8 does: a link in a line of text,
 * whose height is that of the line. Of rows and options only the height is at stake: they are as wide as their list.
 */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    /** Rounding of the layout, px. */
    const SLACK = 0.5;
    const PRESSED = [
      'a[href]',
      'button',
      'input',
      'textarea',
      'summary',
      '[role="option"]',
      '[role="slider"]',
      '[role="tab"]',
      '[role="combobox"]',
      '[tabindex="0"]',
    ].join(',');

    const isInText = (element: Element) =>
      element.matches('a') &&
      getComputedStyle(element).display === 'inline' &&
      [...element.parentElement!.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '',
      );

    const root = document.querySelector('[role="dialog"]') ?? document.body;
    return [...root.querySelectorAll(PRESSED)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => !isInText(element))
      .flatMap((element) => {
        const { width, height } = element.getBoundingClientRect();
        if (width >= LEAST - SLACK && height >= LEAST - SLACK) return [];
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim();
        return [`${element.tagName} “${name}” ${width.toFixed(0)} × ${height.toFixed(0)}`];
      });
  });
}

test.use({ sensor: SMALL_SENSOR });

test('everything to press is at least 44 px high and wide', async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 1024, height: 768 });
  const expectLarge = async (what: string) => expect.soft(await smallTargets(page), what).toEqual([]);
  const inDialog = async (what: string, open: () => Promise<void>) => {
    await open();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectLarge(what);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const press = (key: string) => () => page.keyboard.press(key);

  await expectLarge('first minutes');
  await takeFirstFrame(page);
  await comeToRest(page);
  await expectLarge('tonight');
  await inDialog('shortcuts', press('?'));
  await inDialog('commands', press('Control+k'));
  await inDialog('plan', press('t'));
  await inDialog('look', () => page.getByRole('button', { name: 'Brightness and dusk' }).click());
  await page.keyboard.press('l');
  await expectLarge('viewer with a line cut');

  await goTo(page, 'Queue');
  await expectLarge('queue');
  await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1).click();
  for (const part of ['Plan', 'History', 'Record']) {
    await page.getByRole('tab', { name: part }).click();
    await expectLarge(`task, ${part}`);
  }
  await inDialog('new task', press('c'));
  await inDialog('cancel', press('Delete'));

  await goTo(page, 'Frames');
  for (const part of ['Over the night', 'Header']) {
    await page.getByRole('button', { name: part }).click();
    await expectLarge(`frames, ${part}`);
  }
  await inDialog('reject', press('x'));

  await goTo(page, 'Calibration');
  await expectLarge('calibration');
  await page.getByRole('button', { name: 'Over time' }).click();
  await expectLarge('trends');

  for (const name of ['Devices', 'Log', 'Alarms'] as const) {
    await goTo(page, name);
    // What a line of the log leads to is there with the line.
    if (name === 'Log') await expect(page.getByRole('link', { name: 'task', exact: true }).first()).toBeVisible();
    await expectLarge(name);
  }
  await goTo(page, 'Devices');
  await inDialog('set-up', () => page.getByRole('button', { name: 'Set-up …' }).click());
});
