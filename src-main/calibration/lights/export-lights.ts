/** Writes calibrated lights, each a file of its own. Runs in a worker thread. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConsoleError } from '../../contract/errors.ts';
import { isFileFault } from '../../contract/file-fault.ts';
import { type WhyNot, whyNot } from '../../contract/why-not.ts';
import { CalibratedLight } from '../../frames/calibrated/calibrated-light.ts';
import type { Correction } from '../../frames/calibrated/correction.ts';
import { readFitsHeader, readStoredImage } from '../../frames/fits/image-file.ts';
import { hashAndSum } from '../../frames/inspect-frame.ts';
import { saveRows } from '../../frames/save-rows.ts';
import type { CombineWatch } from '../masters/combine-files.ts';
import { type CalibrationInputs, calibratedCards, type FileHash, isOfSameInputs } from './calibrated-header.ts';

export interface LightToExport {
  readonly uid: string;
  /** Absolute; of the light. */
  readonly path: string;
  /** The ledger's hash of that file, hexadecimal; null where it knows none. */
  readonly knownSha256: string | null;
  readonly correction: Correction;
  /** The dark still has its bias, which goes off with it. */
  readonly biasIsInDark: boolean;
  /** Absolute; where the calibrated file goes. */
  readonly folder: string;
}

export interface ExportJob {
  readonly lights: readonly LightToExport[];
  /** UTC, ms. */
  readonly madeAt: number;
  readonly softwareVersion: string;
}

/** What became of a light: its file, which may be that of an earlier export from the same inputs, or why there is none. */
export type ExportOutcome =
  | { readonly uid: string; readonly path: string; readonly wasThere: boolean }
  | (WhyNot & { readonly uid: string; readonly name: string });

/**
 * Light after light. One whose own file is at fault is told of, and the others go on; files that are there already are left
 * as they are. When it is stopped, the file in hand is not there, and the outcomes end with the light before it.
 * @throws ConsoleError `storage` when the disk refuses what is written: then, too, those before it are there
 */
export async function exportLights(job: ExportJob, watch: CombineWatch): Promise<ExportOutcome[]> {
  const hashes = new HashesOfMasters();
  const outcomes: ExportOutcome[] = [];
  for (const [i, light] of job.lights.entries()) {
    const onProgress = (done: number) => watch.onProgress((i + done) / job.lights.length);
    const outcome = await exportLight(light, { ...job, hashes }, { ...watch, onProgress }).catch(unlessStopped);
    if (outcome === null) break;
    outcomes.push(outcome);
  }
  return outcomes;
}

interface Surroundings extends Pick<ExportJob, 'madeAt' | 'softwareVersion'> {
  readonly hashes: HashesOfMasters;
}

async function exportLight(
  light: LightToExport,
  { hashes, madeAt, softwareVersion }: Surroundings,
  watch: CombineWatch,
): Promise<ExportOutcome> {
  const { uid, path, correction, folder } = light;
  mustGoOn(watch);
  const name = `${basename(path).replace(/\.fits?$/i, '')}_cal.fits`;
  const told = { uid, name: basename(path) };
  const read = await readLight(light).catch(whyNot);
  if ('why' in read) return { ...told, ...read };
  const { image, cards, sha256 } = read;
  try {
    const facts = {
      ...{ cards, madeAt, softwareVersion, biasIsInDark: light.biasIsInDark, darkScale: correction.darkScale },
      raw: { name: basename(path), sha256 },
      bias: await hashes.of(correction.bias),
      dark: await hashes.of(correction.dark),
      flat: await hashes.of(correction.flat),
      badPixels: await hashes.of(correction.badPixels),
    };
    const there = await whatIsThere(join(folder, name), facts);
    if (there === 'the same') return { uid, path: join(folder, name), wasThere: true };
    if (there !== null) return { ...told, ...there };
    const { width, height } = image.layout;
    const saved = await saveRows({
      ...{ folder, name, width, height },
      cards: () => calibratedCards({ ...facts, repaired: image.repaired }),
      rows: (first, count) => {
        watch.onProgress(first / height);
        mustGoOn(watch);
        return image.read({ left: 0, top: first, width, height: count });
      },
    });
    return { uid, path: saved.path, wasThere: false };
  } finally {
    image.close();
  }
}

/** @throws ConsoleError or FitsError for what is wrong with the light's file, or with a master's */
async function readLight({ path, knownSha256, correction }: LightToExport) {
  const { sha256 } = await hashAndSum(path);
  if (knownSha256 !== null && knownSha256 !== sha256) {
    const facts = { code: 'not-as-taken', path } as const;
    throw new ConsoleError('storage', `${path} is not what was written when the frame was taken.`, { facts });
  }
  const { cards } = await readFitsHeader(path);
  return { image: await CalibratedLight.open(path, correction), cards, sha256 };
}

/** Many lights have the same masters: each is hashed once. */
class HashesOfMasters {
  readonly #known = new Map<string, FileHash>();

  async of(path: string | null): Promise<FileHash | null> {
    if (path === null) return null;
    const known = this.#known.get(path) ?? { name: basename(path), sha256: (await hashAndSum(path)).sha256 };
    this.#known.set(path, known);
    return known;
  }
}

/** Whether a file of that name is whole and of the same inputs; null for none, else why it is in the way. */
async function whatIsThere(path: string, facts: CalibrationInputs): Promise<'the same' | WhyNot | null> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  try {
    const { header } = await readStoredImage(path);
    if (isOfSameInputs(header.cards, facts)) return 'the same';
  } catch (thrown) {
    const { why, whyFacts } = whyNot(thrown);
    const fault = whyFacts !== null && isFileFault(whyFacts) ? whyFacts : null;
    return { why: `${path} is there already, and ${why}`, whyFacts: { code: 'broken-export', path, fault } };
  }
  return {
    why: `${path} is there already, made with other masters. Move it away, or export into another folder.`,
    whyFacts: { code: 'other-export', path },
  };
}

/** Read by the loop between two bands: a worker hears what it is told only between them. */
function mustGoOn({ signal }: CombineWatch): void {
  if (!signal.aborted) return;
  throw new Stopped();
}

/** Ends the file in hand, of which nothing is left. */
class Stopped extends Error {}

function unlessStopped(thrown: unknown): null {
  if (thrown instanceof Stopped) return null;
  throw thrown;
}
