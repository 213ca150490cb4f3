/**
 * `npm run pictures:record`: a sample night on the simulated observatory, taken as far as some frames and a master, and every answer
 * that its pages get. To be run again when the contract between console and page changes.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putHistory } from '../e2e/a-history.ts';
import { callConsole } from '../e2e/call-console.ts';
import { startInBrowser } from '../e2e/hosts/browser.ts';
import { comeToRest, goTo, loadSampleNight, PAGES } from '../e2e/screen.ts';
import { putSensor, SMALL_SENSOR } from '../e2e/sensor.ts';
import { RECORDING, type Recording, recordAnswers } from './recording.ts';

const FRAMES = 6;

const dataFolder = mkdtempSync(join(tmpdir(), 'warmroom-recording-'));
putHistory(dataFolder);
putSensor(dataFolder, SMALL_SENSOR);
const console_ = await startInBrowser({ dataFolder, speed: 60 });
try {
  const { page } = console_;
  await loadSampleNight(page);
  await page.keyboard.press('r');
  await page
    .getByRole('table')
    .getByText('Counted')
    .nth(FRAMES - 1)
    .waitFor({ timeout: 120_000 });
  await comeToRest(page);
  await callConsole(page, 'devices.injectFault', { device: 'clock', kind: 'step', parameters: { byS: 600 } });
  await page.getByText('set forward by 10 min').first().waitFor();

  const answers = recordAnswers(page);
  await page.reload();
  for (const name of PAGES) {
    await goTo(page, name);
    if (name === 'Queue') await page.getByRole('listbox', { name: 'Tasks' }).getByRole('option').nth(1).click();
    if (name === 'Calibration') {
      await page.getByRole('button', { name: 'Over time' }).click();
      await page.waitForTimeout(1000);
    }
    await page.waitForTimeout(1000);
  }
  const now = await page.evaluate(() => new Date().toISOString());
  const recording: Recording = { now, answers: answers() };
  // The folder is another one every time, and nobody's business.
  const text = JSON.stringify(recording, null, 1).replaceAll(dataFolder, '/data');
  writeFileSync(RECORDING, `${text}\n`);
} finally {
  await console_.dispose();
  rmSync(dataFolder, { recursive: true, maxRetries: 5 });
}
console.log(`Recorded in ${RECORDING}.`);
