/** Building masters, beside what other programs take for the same files: siril, ccdproc, and just reading them. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquisitionCards, planCards } from '../../src-main/frames/frame-header.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
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
    const files = await makeDarks(folder, many, side);
    return await measureStacks(bench, folder, files, few);
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
  const ours: ProcessRun[] = [];
  const theirs: ProcessRun[] = [];
  const reading: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    // Turn by turn, so that other work on the machine falls on all alike.
    bench.say(`masters: ${few} frames, ${i + 1} of ${REPETITIONS}`);
    reading.push((await timed(() => stack.forEach(readAll))) / 1000);
    ours.push(await buildMaster(folder, 'dark', stack));
    if (siril !== null) theirs.push(await runProcess(siril));
  }
  const own = spreadOf(ours.map(({ seconds }) => seconds)).median;
  const read = spreadOf(reading).median;
  const figures: Figure[] = [
    ...spreadFigures(
      { ...about, what: `${few} frames`, note: `\`masters build\`, the whole command${processorNote(ours)}` },
      secondsOf(ours),
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

  bench.say(`masters: ${files.length} frames`);
  const all = await buildMaster(folder, 'dark', files);
  figures.push({
    ...about,
    what: `${files.length} frames`,
    value: all.seconds,
    note: `\`masters build\`, once${processorNote([all])}`,
  });
  if (all.peakMiB !== null)
    figures.push({
      ...{ section, what: `${files.length} frames, memory`, value: all.peakMiB, unit: 'MiB', aim: MEMORY_AIM_MIB },
      note: 'most that the whole process held',
    });
  return figures;
}

function comparison(
  section: string,
  name: string,
  own: number,
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
    {
      ...{ section, what: `our time as part of ${name}’s`, value: (100 * own) / median, unit: '%', aim },
      note: `${(median / own).toFixed(1)} × as fast`,
    },
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
  const cli = join(PROJECT_ROOT, 'src-main', 'hosts', 'cli', 'main.ts');
  const data = join(folder, 'data');
  return runProcess([process.execPath, cli, 'masters', 'build', '--data', data, '--kind', kind, ...files]);
}

/** Null when siril is not installed. */
function sirilCommand(folder: string, frames: number): Command | null {
  if (spawnSync('siril-cli', ['--version'], { stdio: 'ignore' }).error !== undefined) return null;
  const script = join(folder, 'stack.ssf');
  const sequence = join(folder, 'siril');
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

/** Noise of 12 ADU about 1000 with a cosmic ray in every 100,000 pixels, different in each frame. */
async function makeDarks(folder: string, count: number, side: number): Promise<string[]> {
  const pixels = side * side;
  const noise = Uint16Array.from({ length: pixels }, () => {
    let sum = 0;
    for (let i = 0; i < 6; i++) sum += Math.random() - 0.5;
    return Math.round(1000 + 17 * sum);
  });
  const files: string[] = [];
  for (let i = 1; i <= count; i++) {
    // The same noise from another place on: making it anew a hundred times would take minutes.
    const start = Math.floor(Math.random() * pixels);
    const frame = new Uint16Array(pixels);
    frame.set(noise.subarray(start));
    frame.set(noise.subarray(0, start), pixels - start);
    for (let hit = 0; hit < pixels / 100_000; hit++) {
      frame[Math.floor(Math.random() * pixels)] = 2000 + Math.floor(60_000 * Math.random());
    }
    const uid = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    const planned = { ...aPlannedFrame, frameType: 'dark', frameUid: uid } as const;
    const cards = [...planCards(planned), ...acquisitionCards({ ...anAcquiredFrame, exposureS: 60 })];
    files.push((await saveFrame({ folder, name: fileName(i), cards, width: side, height: side, pixels: frame })).path);
  }
  return files;
}

function readAll(path: string): void {
  const file = openSync(path, 'r');
  const piece = new Uint8Array(4 * 1024 * 1024);
  while (readSync(file, piece, 0, piece.length, null) > 0);
  closeSync(file);
}
