/** Builds a bad-pixel map from darks and flats: combines them, finds what stands out, writes. Runs in a worker thread. */
import type { HeaderCard } from '../../frames/fits/card.ts';
import { saveFrame } from '../../frames/save-frame.ts';
import { type CombineWatch, combineFiles } from '../masters/combine-files.ts';
import { type CombineMethod, DEFAULT_METHOD } from '../masters/combine-method.ts';
import { type MasterInput, mustBeAsTaken } from '../masters/input-facts.ts';
import { commonCards, fitsTime, type HashedInput, inputCards } from '../masters/master-header.ts';
import { type BadPixelCounts, countBad, markCold, markHot, markNoisy } from './find-bad-pixels.ts';

export interface BadPixelJob {
  readonly uid: string;
  /** Of one exposure. */
  readonly darks: readonly MasterInput[];
  /** Of one filter; empty for a map without cold pixels. */
  readonly flats: readonly MasterInput[];
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  /** UTC, ms. */
  readonly builtAt: number;
  readonly softwareVersion: string;
}

/** Of few frames clipping leaves cosmic rays in (one of five lies no further than 2.5 σ out); the median does not mind them. */
const MEDIAN: CombineMethod = { ...DEFAULT_METHOD, name: 'median' };
const SCATTER: CombineMethod = { ...DEFAULT_METHOD, name: 'scatter' };

/** Part of the work that each step is, for telling progress. */
const STEPS = [0.4, 0.7, 1] as const;

/**
 * Writes the map: 16-bit pixels whose bits say what is wrong (`HOT`, `COLD`, `NOISY`), 0 for sound ones.
 * @throws ConsoleError or FitsError naming the file at fault; then nothing was written
 */
export async function buildBadPixelMap(job: BadPixelJob, watch: CombineWatch): Promise<BadPixelCounts> {
  const { darks, flats, folder, name } = job;
  const { width, height } = darks[0]!.file.layout;
  const map = new Uint16Array(width * height);
  const step = (index: 0 | 1 | 2): CombineWatch => {
    const from = index === 0 ? 0 : STEPS[index - 1]!;
    return { ...watch, onProgress: (done) => watch.onProgress(from + (STEPS[index] - from) * done) };
  };
  const stackOf = (inputs: readonly MasterInput[]) => ({
    files: inputs.map(({ file }) => ({ ...file, darkScale: 1 })),
    ...{ bias: null, dark: null, method: MEDIAN },
  });
  // One after the other: each plane is let go before the next is made.
  const dark = await combineFiles({ ...stackOf(darks), normalise: false }, step(0));
  markHot(dark, map);
  markNoisy(await combineFiles({ ...stackOf(darks), normalise: false, method: SCATTER }, step(1)), map);
  const inputs = darks.map((input, i) => ({ input, sha256: dark.hashes[i]! }));
  if (flats.length > 0) {
    const flat = await combineFiles({ ...stackOf(flats), normalise: true }, step(2));
    markCold(flat, map);
    inputs.push(...flats.map((input, i) => ({ input, sha256: flat.hashes[i]! })));
  }
  for (const { input, sha256 } of inputs) mustBeAsTaken(input, sha256);
  const counts = countBad(map);
  await saveFrame({ folder, name, cards: mapCards(job, counts, inputs), width, height, pixels: map });
  return counts;
}

function mapCards(
  { uid, darks, flats, builtAt, softwareVersion }: BadPixelJob,
  { hot, cold, noisy, any }: BadPixelCounts,
  inputs: readonly HashedInput[],
): HeaderCard[] {
  return [
    { keyword: 'IMAGETYP', value: 'Bad Pixel Map', comment: 'bits: 1 hot, 2 cold, 4 noisy; 0 sound' },
    ...commonCards('dark', darks[0]!.cards),
    { keyword: 'WRBAD', value: any, comment: 'bad pixels' },
    { keyword: 'WRHOT', value: hot, comment: 'hot ones' },
    // Without flats nobody has looked for them.
    ...(flats.length === 0 ? [] : [{ keyword: 'WRCOLD', value: cold, comment: 'cold ones' }]),
    { keyword: 'WRNOISY', value: noisy, comment: 'noisy ones' },
    { keyword: 'DATE', value: fitsTime(builtAt), comment: '[UTC] when this file was made' },
    { keyword: 'TIMESYS', value: 'UTC', comment: 'time system of all times' },
    { keyword: 'SWCREATE', value: `Warmroom ${softwareVersion}`, comment: 'program that made this file' },
    { keyword: 'WRMAP', value: uid, comment: 'uid of this map' },
    ...inputCards(inputs),
  ];
}
