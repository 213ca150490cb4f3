/**
 * `npm run endurance [-- MINUTES]`: five minutes of frames and of work on the screen. Prints each figure beside its aim; the
 * exit code is 1 when one is missed. Timings belong to a machine with nothing else to do.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { met, tableOf } from '../bench/figures.ts';
import { describeSurroundings } from '../bench/surroundings.ts';
import { startInBrowser } from '../e2e/hosts/browser.ts';
import { countedFrames } from '../e2e/run-cli.ts';
import { endure, SPEED } from './endure.ts';
import { figuresOf } from './judge.ts';

const minutes = Number(process.argv[2] ?? 5);
if (!(minutes > 0)) {
  console.error('Usage: npm run endurance [-- MINUTES]');
  process.exit(2);
}
const dataFolder = mkdtempSync(join(tmpdir(), 'warmroom-endurance-'));
const console_ = await startInBrowser({ dataFolder, speed: SPEED });
try {
  const { page } = console_;
  const surroundings = describeSurroundings(dataFolder, page.context().browser()!.version());
  const figures = figuresOf(await endure(page, minutes * 60_000, () => countedFrames(dataFolder)));
  console.log(tableOf(figures));
  console.log(`\nOn ${surroundings.machine}; Node ${surroundings.node}; ${surroundings.browser}, 1440 × 900.`);
  console.log('The simulated sensor, the console and Chromium’s drawing in software share the processors.');
  for (const warning of surroundings.warnings) console.log(warning);
  if (figures.some((figure) => met(figure) === false)) process.exitCode = 1;
} finally {
  await console_.dispose();
  rmSync(dataFolder, { recursive: true, maxRetries: 5 });
}
