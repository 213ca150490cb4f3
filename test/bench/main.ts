/**
 * `npm run bench`: measures what the console promises and prints one table with each figure beside its aim.
 * The exit code says whether everything could be measured, not whether every aim was met: figures belong to a machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { ensureBuilt } from '../../src-main/hosts/launch/build.ts';
import { findProject } from '../../src-main/hosts/launch/project.ts';
import { chromiumLaunchOptions } from '../e2e/chromium.ts';
import { type Bench, FULL, QUICK } from './bench.ts';
import { type Figure, met, spreadOf, tableOf } from './figures.ts';
import { frameBench } from './frame-bench.ts';
import { importBench } from './import-bench.ts';
import { largeFrameBench } from './large-frame-bench.ts';
import { mastersBench } from './masters-bench.ts';
import { queueBench } from './queue-bench.ts';
import { runBench } from './run-bench.ts';
import { starsBench } from './stars-bench.ts';
import { startBench } from './start-bench.ts';
import { describeSurroundings, processorShare } from './surroundings.ts';

const SECTIONS = ['import', 'queue', 'start', 'frame', 'run', 'large', 'masters', 'stars'] as const;
type Section = (typeof SECTIONS)[number];

const HELP = `Usage: npm run bench -- [SECTION …] [--quick] [--json] [--folder DIR]
  SECTION       measures only these: ${SECTIONS.join(', ')}; queue, start and run bring import with them
  --quick       a tenth of the tasks and few repetitions: under a minute on a quiet machine
  --json        print one JSON object instead of the table
  --folder DIR  where data folders are made while it runs (default: the system's temporary folder)`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    folder: { type: 'string', default: tmpdir() },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !SECTIONS.includes(name as Section));
if (options.help) console.log(HELP);
else if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. They are ${SECTIONS.join(', ')}.`);
  process.exitCode = 2;
} else await measureAndPrint();

async function measureAndPrint(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await ensureBuilt(findProject(import.meta.dirname), 'all', say);
  const browser = await chromium.launch(chromiumLaunchOptions());
  const folder = mkdtempSync(join(resolve(options.folder), 'warmroom-bench-'));
  try {
    const surroundings = describeSurroundings(folder, browser.version());
    const began = performance.now();
    const figures = await measureAll({ size: options.quick ? QUICK : FULL, folder, say }, browser);
    const tookS = (performance.now() - began) / 1000;
    if (options.json) {
      const lines = figures.map((figure) => ({ ...figure, met: met(figure) }));
      console.log(JSON.stringify({ surroundings, quick: options.quick, tookS, figures: lines }));
    } else {
      console.log(tableOf(figures));
      console.log(
        `\nMeasured in ${tookS.toFixed(0)} s on ${surroundings.machine}; Node ${surroundings.node}; ${surroundings.browser}.`,
      );
      console.log('The camera is simulated: rendering its frames takes processor time that a real camera would not.');
      for (const warning of surroundings.warnings) console.log(warning);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, maxRetries: 5 });
  }
}

async function measureAll(bench: Bench, browser: Browser): Promise<Figure[]> {
  const shares = [processorShare()];
  const figures: Figure[] = [];
  const measure = async (section: () => Promise<Figure[]>) => {
    figures.push(...(await section()));
    shares.push(processorShare());
  };
  const wanted = (...sections: Section[]) =>
    positionals.length === 0 || sections.some((section) => positionals.includes(section));
  if (wanted('import', 'queue', 'start', 'run')) {
    let longQueue = '';
    await measure(async () => {
      const imported = await importBench(bench);
      longQueue = imported.longQueue;
      return imported.figures;
    });
    if (wanted('queue')) await measure(() => queueBench(bench, longQueue));
    if (wanted('start')) await measure(() => startBench(bench, longQueue, browser));
    if (wanted('run')) await measure(() => runBench(bench, longQueue, browser));
  }
  if (wanted('frame')) await measure(() => frameBench(bench));
  if (wanted('large')) await measure(() => largeFrameBench(bench, browser));
  if (wanted('masters')) await measure(() => mastersBench(bench));
  if (wanted('stars')) await measure(() => starsBench(bench));
  return [...figures, ...machineFigures(shares)];
}

function machineFigures(shares: readonly number[]): Figure[] {
  const percents = shares.map((share) => 100 * share);
  const about = { section: 'The machine meanwhile', unit: '%', aim: null } as const;
  return [
    {
      ...about,
      what: 'processor that a busy thread gets, median',
      value: spreadOf(percents).median,
      note: `of ${percents.length} looks between the sections; 100 % when nothing else runs`,
    },
    { ...about, what: 'processor that a busy thread gets, least', value: spreadOf(percents).best, note: '' },
  ];
}
