/** Measuring a light's sky and stars, beside SEP (SExtractor's code as a library) on the same frame. */
import { rmSync } from 'node:fs';
import { acquisitionCards } from '../../src-main/frames/frame-header.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { createFileMeasurer } from '../../src-main/frames/stars/measure-file.ts';
import { createPause } from '../../src-main/frames/workers/pause.ts';
import { anAcquiredFrame } from '../frames/a-frame.ts';
import { askSep } from '../frames/judges/judges.ts';
import { takeSky } from '../frames/stars/simulated-sky.ts';
import { findPython } from '../run/requirements.ts';
import { type Bench, FULL, newDataFolder, timed } from './bench.ts';
import { type Figure, spreadFigures, spreadOf } from './figures.ts';

/** A light's figures are there within a second of its readout; its file takes its part of that. */
const AIM_MS = 800;
const AIM_OF_SEP = 100;
const REPETITIONS = 5;
/** 61 megapixels, as the largest common sensors have. */
const LARGE_SIDE = 7810;

export async function starsBench(bench: Bench): Promise<Figure[]> {
  const folder = newDataFolder(bench, 'stars');
  const side = bench.size.stack.side;
  try {
    const usual = await sky(bench, folder, side);
    const ours = await measured(bench, usual);
    const section = `Stars of a light, ${side} × ${side}`;
    const about = { section, unit: 'ms', aim: null } as const;
    const figures = [
      ...spreadFigures(
        { ...about, what: 'sky and stars', aim: AIM_MS, note: `${ours.stars} stars; reading the file included` },
        ours.ms,
      ),
      ...besideSep(bench, section, usual, ours.ms),
    ];
    if (bench.size !== FULL) return figures;
    const large = await measured(bench, await sky(bench, folder, LARGE_SIDE));
    return [
      ...figures,
      ...spreadFigures(
        { ...about, what: '61 megapixels', aim: AIM_MS, note: `${large.stars} stars; likewise` },
        large.ms,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function sky(bench: Bench, folder: string, side: number): Promise<string> {
  bench.say(`stars: making a frame of ${side} × ${side}`);
  const { width, height, pixels, saturationAdu, eGain } = await takeSky({ side, exposureS: 60 });
  const cards = acquisitionCards({ ...anAcquiredFrame, saturationAdu, eGain });
  return (await saveFrame({ folder, name: `sky-${side}.fits`, cards, width, height, pixels })).path;
}

/** The first time, in which memory is made and code is compiled, does not count: a night has many frames. */
async function measured(bench: Bench, path: string): Promise<{ ms: number[]; stars: number }> {
  bench.say(`stars: measuring ${path}`);
  // As the console's thread does it, which lets others go first now and then.
  const measurer = createFileMeasurer(createPause());
  const { measurement } = await measurer.measure(path);
  await measurer.measure(path);
  const ms: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) ms.push(await timed(() => measurer.measure(path)));
  return { ms, stars: measurement.stars };
}

function besideSep(bench: Bench, section: string, path: string, ours: readonly number[]): Figure[] {
  const what = 'the same by SEP';
  if (findPython() === null) {
    const note = 'not measured: SEP is not installed (apt-get install python3-astropy python3-sep)';
    return [{ section, what, value: Number.NaN, unit: 'ms', aim: null, note }];
  }
  bench.say('stars: SEP');
  const { ms = Number.NaN } = askSep([path], true).get(path)!;
  const { best } = spreadOf(ours);
  const note = 'best of 3; sky, detection and half-flux radii, pixels in memory';
  return [
    { section, what, value: ms, unit: 'ms', aim: null, note },
    {
      ...{ section, what: 'our best time as part of SEP’s', value: (100 * best) / ms, unit: '%', aim: AIM_OF_SEP },
      note: `${(ms / best).toFixed(1)} × as fast, with reading the file and fitting profiles besides`,
    },
  ];
}
