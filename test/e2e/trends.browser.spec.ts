/** The plots of the Calibration page: seen, gone through by keyboard, read as a table, in every look. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';
import { brightestChannels, goTo } from './screen.ts';

test.use({ history: true });

test('thirty nights of a sensor: plots that say what is wrong, by pointer, by keyboard and as a table', async ({
  page,
}) => {
  await goTo(page, 'Calibration');
  await page.getByRole('button', { name: 'Over time' }).click();
  const plots = page.getByRole('region', { name: 'Over time' });
  await expect(plots.getByRole('figure')).toHaveCount(5);
  await expect(plots.getByRole('list', { name: 'Not as it should be' })).toHaveText(
    /The read noise is 6\.4 e⁻, where the camera should have 3\.2/,
  );

  const readNoise = plots.getByRole('figure', { name: 'Read noise, e⁻' });
  const points = readNoise.getByRole('slider', { name: 'Read noise, e⁻, 30 points' });
  await points.focus();
  await expect(points).toHaveAttribute('aria-valuetext', /^2026-10-19 21:00 UTC: 6\.4 \(10 frames, −10\.0 °C\)$/);
  await page.keyboard.press('Home');
  await expect(points).toHaveAttribute('aria-valuetext', /^2026-09-20 21:00 UTC: 3\.2 /);
  await page.keyboard.press('ArrowRight');
  await expect(points).toHaveAttribute('aria-valuenow', '2');
  // What the keyboard says is seen, too.
  await expect(readNoise.locator('.told')).toHaveText(/^2026-09-21 21:00 UTC: 3\.225/);

  await readNoise.getByRole('button', { name: 'Table of Read noise, e⁻' }).click();
  const table = readNoise.getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(31);
  await expect(table.getByRole('row').nth(1)).toContainText('6.4');

  // Series are told apart by their names and shapes, temperatures stand along the axis.
  await expect(plots.getByRole('figure', { name: /^Flat level/ }).getByRole('listitem')).toHaveText([
    /Ha · sky/,
    /L · panel/,
  ]);
  const dark = plots.getByRole('figure', { name: 'Dark current, e⁻/s, against temperature' }).getByRole('slider');
  await dark.focus();
  await page.keyboard.press('Home');
  await expect(dark).toHaveAttribute('aria-valuetext', /^−20: 0\.0/);

  for (const look of ['Dark', 'Light']) {
    await page.getByRole('button', { name: look, exact: true }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
  await page.keyboard.press('n');
  await page.setViewportSize({ width: 1024, height: 768 });
  const { red, green, blue } = await brightestChannels(page);
  expect({ green, blue }).toEqual({ green: 0, blue: 0 });
  expect(red).toBeGreaterThan(100);
  for (const button of await page.locator('main button').all()) {
    const box = (await button.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(44);
    expect(box.x + box.width).toBeLessThanOrEqual(1024);
  }
  // A reload comes back to the plots.
  await page.reload();
  await expect(plots.getByRole('figure')).toHaveCount(5);
});
