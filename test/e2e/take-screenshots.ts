/**
 * Takes the README's pictures from a running console: a sample night under way on the simulated observatory.
 * `npm run screenshots`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInBrowser } from './hosts/browser.ts';

const PICTURES = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
/** Frames of the sample night to wait for: two of the focus check and some of M 51. */
const FRAMES = 7;

const dataFolder = mkdtempSync(join(tmpdir(), 'warmroom-pictures-'));
const console_ = await startInBrowser({ dataFolder, speed: 30 });
try {
  const { page } = console_;
  await page.getByRole('button', { name: 'Load a sample night' }).click();
  await page.getByRole('button', { name: /^Run/ }).click();
  await page
    .getByText('Counted')
    .nth(FRAMES - 2)
    .waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(PICTURES, 'tonight.png') });
  await page.keyboard.press('2');
  await page.getByText('M 51 in colour').first().click();
  await page.keyboard.press('n');
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(PICTURES, 'queue-night.png') });
} finally {
  await console_.dispose();
  rmSync(dataFolder, { recursive: true, maxRetries: 5 });
}
console.log(`Pictures are in ${PICTURES}`);
