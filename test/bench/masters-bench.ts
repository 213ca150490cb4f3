/** Building masters, beside what other programs take for the same files: siril, ccdproc, and just reading them. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { openConsole } from '../../src-main/app/open-console.ts';
import { NODE_FLAGS } from '../../src-main/bundle/node-flags.ts';
import { acquisitionCards, planCards } from '../../src-main/frames/frame-header.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { callerOf } from '../../src-main/hosts/cli/session.ts';
import { PROJECT_ROOT } from '../e2e/hosts/child-process.ts';
import { anAcquiredFrame, aPlannedFrame } from '../frames/a-frame.ts';
import { findPython } from '../run/requirements.ts';
import { type Bench, FULL, newDataFolder, timed } from './bench.ts';
import { type Figure, spreadFigures, spreadOf } from './figures.ts';
import { type Command, type ProcessRun, runProcess } from './process-run.ts';

const MEMORY_AIM_MIB = 512;
/** Part of the others' time that a master may take, %. Of small frames the time is mostly that of starting. */
const AIMS = { ofSiril: 100 / 5, ofCcdproc: 100 / 25 };
const NO_AIMS = { ofSiril: null, ofCcdproc: null };
const REPETITIONS = 3;

export async function mastersBench(bench: Bench): Promise<Figure[]> {
  const { few, many, side } = bench.size.stack;
  const folder = newDataFolder(bench, 'stack');
  try {
    bench.say(`masters: making ${many} darks of ${side} × ${side}`);
    const darks = await makeFrames({ ...DARKS, folder, count: many, side });
    const figures = await measureStacks(bench, folder, darks, few);
    for (const file of darks) rmSync(file);
    bench.say(`masters: making ${few} flats`);
    const flats = await makeFrames({ ...FLATS, folder, count: few, side });
    const biases = await makeFrames({ ...BIASES, folder, count: 2, side });
    return [...figures, ...(await measureFlats(bench, folder, flats, biases))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureStacks(bench: Bench, folder: string, files: string[], few: number): Promise<Figure[]> {
  const section = `Master dark of ${bench.size.stack.side} × ${bench.size.stack.side}, 3 × 3 σ clipping`;
  const aims = bench.size === FULL ? AIMS : NO_AIMS;
  const about = { section, unit: 's', aim: null } as const;
  const stack = files.slice(0, few);
  const siril = sirilCommand(folder, few);
  const sirilOfAll = sirilCommand(folder, files.length);
  const allInConsole: number[] = [];
  const allTheirs: ProcessRun[] = [];
  const commands: ProcessRun[] = [];
  const theirs: ProcessRun[] = [];
  const reading: number[] = [];
  const inConsole: number[] = [];
  // As in a console that was started: its threads find their code compiled.
  process.env.NODE_COMPILE_CACHE ??= enableCompileCache().directory;
  const services = await openConsole({ dataFolder: join(folder, 'console'), host: 'cli' });
  try {
    const call = callerOf(services);
    // Turn by turn, so that other work on the machine falls on all alike. The console's first build compiles its kernels.
    for (let i = 0; i <= REPETITIONS; i++) {
      bench.say(`masters: ${few} frames, ${i} of ${REPETITIONS}`);
      const seconds = (await timed(() => call('masters.build', { kind: 'dark', files: stack }))) / 1000;
      if (i === 0) continue;
      inConsole.push(seconds);
      reading.push((await timed(() => stack.forEach(readAll))) / 1000);
      commands.push(await buildMaster(folder, 'dark', stack));
      if (siril !== null) theirs.push(await runProcess(siril));
    }
    bench.say(`masters: ${files.length} frames`);
    allInConsole.push((await timed(() => call('masters.build', { kind: 'dark', files }))) / 1000);
    if (sirilOfAll !== null) allTheirs.push(await runProcess(sirilOfAll));
  } finally {
    await services.close();
  }
  const read = spreadOf(reading).median;
  const own = [
    { whose: 'the console', median: spreadOf(inConsole).median },
    { whose: 'the command', median: spreadOf(secondsOf(commands)).median },
  ];
  const figures: Figure[] = [
    ...spreadFigures(
      { ...about, what: `${few} frames, in a running console`, note: byReading(own[0]!.median, read) },
      inConsole,
    ),
    ...spreadFigures(
      { ...about, what: `${few} frames, the whole command`, note: `\`masters build\`${processorNote(commands)}` },
      secondsOf(commands),
    ),
    { ...about, what: `${few} frames, only read`, value: read, note: 'by one thread, files in memory; the median' },
  ];
  if (siril === null) figures.push(notThere(section, 'siril-cli', 'apt-get install siril'));
  else figures.push(...comparison(section, 'siril-cli', own, theirs, aims.ofSiril, 'clipping about the median'));
  bench.say('masters: ccdproc');
  const ccdproc = ccdprocCommand(stack);
  if (ccdproc === null) figures.push(notThere(section, 'ccdproc', 'apt-get install python3-ccdproc'));
  else
    figures.push(...comparison(section, 'ccdproc', own, [await runProcess(ccdproc)], aims.ofCcdproc, 'one round only'));

  const readMany = (await timed(() => files.forEach(readAll))) / 1000;
  const all = await buildMaster(folder, 'dark', files);
  figures.push({
    ...about,
    what: `${files.length} frames, the whole command`,
    value: all.seconds,
    note: `once; ${byReading(all.seconds, readMany)}${processorNote([all])}`,
  });
  const ofAll = `${files.length} frames, in a running console`;
  figures.push({
    ...about,
    what: ofAll,
    value: allInConsole[0]!,
    note: `once; ${byReading(allInConsole[0]!, readMany)}`,
  });
  if (sirilOfAll !== null) {
    const whose = `the console’s ${files.length} frames`;
    const inOne = [{ whose, median: allInConsole[0]! }];
    figures.push(...comparison(section, `siril-cli with ${files.length}`, inOne, allTheirs, aims.ofSiril, 'as above'));
  }
  if (all.peakMiB !== null)
    figures.push({
      ...{ section, what: `${files.length} frames, memory`, value: all.peakMiB, unit: 'MiB', aim: MEMORY_AIM_MIB },
      note: 'most that the whole process held',
    });
  return figures;
}

/** A master flat, and the camera measured by photon transfer, beside just reading the same files. */
async function measureFlats(bench: Bench, folder: string, flats: string[], biases: string[]): Promise<Figure[]> {
  const section = `Flats of ${bench.size.stack.side} × ${bench.size.stack.side}`;
  const about = { section, unit: 's', aim: null } as const;
  bench.say('masters: flats');
  const readS = async (files: readonly string[]) => (await timed(() => files.forEach(readAll))) / 1000;
  const flat = await buildMaster(folder, 'flat', flats);
  const pair = [...flats.slice(0, 2), ...biases];
  const transfer = await runProcess([...warmroom(folder, 'calibration', 'sensor'), ...pair]);
  return [
    {
      ...{ ...about, what: `master flat of ${flats.length} frames, the whole command`, value: flat.seconds },
      note: `once; ${byReading(flat.seconds, await readS(flats))}${processorNote([flat])}`,
    },
    {
      ...{ ...about, what: 'photon transfer of two flats and two biases, the whole command', value: transfer.seconds },
      note: `once; ${byReading(transfer.seconds, await readS(pair))}${processorNote([transfer])}`,
    },
  ];
}

function byReading(seconds: number, reading: number): string {
  return `${(seconds / reading).toFixed(1)} × as long as just reading the files (${reading.toFixed(2)} s)`;
}

function comparison(
  section: string,
  name: string,
  own: readonly { readonly whose: string; readonly median: number }[],
  theirs: readonly ProcessRun[],
  aim: number | null,
  note: string,
): Figure[] {
  const { median } = spreadOf(secondsOf(theirs));
  return [
    {
      section,
      what: `the same by ${name}`,
      value: median,
      unit: 's',
      aim: null,
      note: `median of ${theirs.length}; ${note}${processorNote(theirs)}`,
    },
    ...own.map((ours) => ({
      ...{
        section,
        what: `${ours.whose}’s time as part of ${name}’s`,
        value: (100 * ours.median) / median,
        unit: '%' as const,
        aim,
      },
      note: `${(median / ours.median).toFixed(1)} × as fast`,
    })),
  ];
}

function notThere(section: string, name: string, command: string): Figure {
  const note = `not measured: ${name} is not installed (${command})`;
  return { section, what: `the same by ${name}`, value: Number.NaN, unit: 's', aim: null, note };
}

/** Median processor time as a note; empty where it is not known. */
function processorNote(runs: readonly ProcessRun[]): string {
  const known = runs.map(({ processorS }) => processorS).filter((seconds) => seconds !== null);
  return known.length === 0 ? '' : `; ${spreadOf(known).median.toFixed(1)} s of processor time`;
}

const secondsOf = (runs: readonly ProcessRun[]) => runs.map(({ seconds }) => seconds);

function buildMaster(folder: string, kind: string, files: readonly string[]): Promise<ProcessRun> {
  return runProcess([...warmroom(folder, 'masters', 'build', '--kind', kind), ...files]);
}

/** A command on a data folder of its own. */
function warmroom(folder: string, ...words: string[]): Command {
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  return [process.execPath, ...NODE_FLAGS, cli, ...words, '--data', join(folder, 'commands')];
}

/** Null when siril is not installed. */
function sirilCommand(folder: string, frames: number): Command | null {
  if (spawnSync('siril-cli', ['--version'], { stdio: 'ignore' }).error !== undefined) return null;
  const script = join(folder, `stack-${frames}.ssf`);
  const sequence = join(folder, `siril-${frames}`);
  mkdirSync(sequence, { recursive: true });
  for (let i = 1; i <= frames; i++) {
    const link = join(sequence, fileName(i));
    if (!existsSync(link)) spawnSync('ln', ['-s', join(folder, fileName(i)), link]);
  }
  writeFileSync(script, 'requires 1.0.0\nsetext fits\nset32bits\nstack d_ rej s 3 3 -nonorm -out=master\n');
  return ['siril-cli', '-d', sequence, '-s', script];
}

const CCDPROC = `
import sys, warnings
import ccdproc, numpy as np
warnings.simplefilter("ignore")
ccdproc.combine(sys.argv[1:], method="average", unit="adu", sigma_clip=True, sigma_clip_low_thresh=3,
    sigma_clip_high_thresh=3, sigma_clip_func=np.ma.median, sigma_clip_dev_func=np.ma.std, mem_limit=2e9,
    dtype=np.float32)
`;

/** Null when ccdproc is not installed. */
function ccdprocCommand(files: readonly string[]): Command | null {
  const python = findPython();
  if (python === null || spawnSync(python, ['-c', 'import ccdproc'], { stdio: 'ignore' }).status !== 0) return null;
  return [python, '-c', CCDPROC, ...files];
}

const fileName = (number: number) => `d_${String(number).padStart(5, '0')}.fits`;

interface FramesToMake {
  readonly frameType: 'bias' | 'dark' | 'flat';
  readonly exposureS: number;
  /** Mean and standard deviation, ADU. */
  readonly level: number;
  readonly noise: number;
  readonly folder: string;
  readonly count: number;
  readonly side: number;
}

const DARKS = { frameType: 'dark', exposureS: 60, level: 1000, noise: 12 } as const;
const FLATS = { frameType: 'flat', exposureS: 2, level: 30_000, noise: 150 } as const;
const BIASES = { frameType: 'bias', exposureS: 0, level: 1000, noise: 8 } as const;

/** Frames of noise with a cosmic ray in every 100,000 pixels, different in each. */
async function makeFrames({ folder, count, side, ...wanted }: FramesToMake): Promise<string[]> {
  const { frameType, exposureS, level, noise } = wanted;
  const pixels = side * side;
  const noisy = Uint16Array.from({ length: pixels }, () => {
    let sum = 0;
    for (let i = 0; i < 6; i++) sum += Math.random() - 0.5;
    // The sum of six has a standard deviation of √½.
    return Math.round(level + Math.SQRT2 * noise * sum);
  });
  const files: string[] = [];
  for (let i = 1; i <= count; i++) {
    // The same noise from another place on: making it anew a hundred times would take minutes.
    const start = Math.floor(Math.random() * pixels);
    const frame = new Uint16Array(pixels);
    frame.set(noisy.subarray(start));
    frame.set(noisy.subarray(0, start), pixels - start);
    for (let hit = 0; hit < pixels / 100_000; hit++) {
      frame[Math.floor(Math.random() * pixels)] = 2000 + Math.floor(60_000 * Math.random());
    }
    const uid = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    const planned = { ...aPlannedFrame, frameType, frameUid: uid } as const;
    const cards = [...planCards(planned), ...acquisitionCards({ ...anAcquiredFrame, exposureS })];
    const name = frameType === 'dark' ? fileName(i) : `${frameType}_${i}.fits`;
    files.push((await saveFrame({ folder, name, cards, width: side, height: side, pixels: frame })).path);
  }
  return files;
}

function readAll(path: string): void {
  const file = openSync(path, 'r');
  const piece = new Uint8Array(4 * 1024 * 1024);
  while (readSync(file, piece, 0, piece.length, null) > 0);
  closeSync(file);
}
