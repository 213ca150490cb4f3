/** The masters on disk: `<data>/masters/….fits`, known by their headers; those replaced in `<data>/masters/replaced`. */
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { MasterListView, MasterView } from '../../contract/calibration-views.ts';
import { whyNot } from '../../contract/why-not.ts';
import { toAscii } from '../../frames/ascii.ts';
import { openFloatImage } from '../../frames/fits/image-file.ts';
import { moveSafely } from '../../frames/save-safely.ts';
import { storageFailure } from '../../frames/storage-failure.ts';
import type { RejectedFrames } from '../../store/calibration-store.ts';
import { judgeStale } from '../stale.ts';
import { masterView } from './master-header.ts';

const FOLDER = 'masters';
const REPLACED = `${FOLDER}/replaced`;

export interface MastersFound {
  readonly masters: readonly MasterView[];
  /** Files that are no masters, or are damaged. */
  readonly problems: MasterListView['problems'];
}

export function mastersFolder(dataFolder: string): string {
  return join(dataFolder, FOLDER);
}

export function replacedFolder(dataFolder: string): string {
  return join(dataFolder, REPLACED);
}

/** All masters, oldest first; files that are none are told of, not passed over. */
export async function listMasters(dataFolder: string, rejected: RejectedFrames): Promise<MastersFound> {
  const { masters, replaced, problems } = await readMasters(dataFolder);
  return { masters: judgeStale(masters, replaced, rejected), problems };
}

/** By their headers alone, which do not tell whether they are stale; those replaced, too. */
export async function readMasters(
  dataFolder: string,
): Promise<MastersFound & { readonly replaced: readonly MasterView[] }> {
  const { masters, problems } = await mastersIn(dataFolder, FOLDER);
  // What else was set aside there, or is damaged by now, serves nobody.
  const { masters: replaced } = await mastersIn(dataFolder, REPLACED);
  return { masters, replaced, problems };
}

async function mastersIn(dataFolder: string, folder: string): Promise<MastersFound> {
  const masters: MasterView[] = [];
  const problems: MasterListView['problems'][number][] = [];
  for (const name of await fitsFiles(join(dataFolder, folder))) {
    const path = `${folder}/${name}`;
    try {
      const image = await openFloatImage(join(dataFolder, path));
      await image.close();
      const master = masterView(image.header.cards, path);
      if (master === null) {
        problems.push({
          path,
          why: `${path} is not a master of this console.`,
          whyFacts: { code: 'no-master-file', path },
        });
      } else masters.push(master);
    } catch (thrown) {
      problems.push({ path, ...whyNot(thrown) });
    }
  }
  masters.sort((a, b) => (a.builtAt ?? '').localeCompare(b.builtAt ?? ''));
  return { masters, problems };
}

/**
 * Moves a master or map to those that are replaced, where it serves nothing any more and is kept.
 * @param path relative to the data folder
 * @returns where it is now, likewise
 * @throws ConsoleError `storage` when the disk refuses; then it is where it was
 */
export async function setAside(dataFolder: string, path: string): Promise<string> {
  const movedTo = `${REPLACED}/${posix.basename(path)}`;
  await moveSafely(join(dataFolder, path), join(dataFolder, movedTo));
  return movedTo;
}

/** In the order of their names, which begin with their time. */
export async function fitsFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.fits')).sort();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw storageFailure(thrown, 'read', folder);
  }
}

export interface MasterNaming extends Pick<MasterView, 'uid' | 'kind' | 'filterName' | 'exposureS' | 'temperatureC'> {
  readonly binning: number | null;
  readonly gain: number | null;
  /** UTC, ms. */
  readonly builtAt: number;
}

/** `20261122T031502_MasterDark_60s_-10C_bin1_gain100_1b9d6bcd.fits`: sorts by time, and a person can read it. */
export function masterFileName(master: MasterNaming): string {
  const { kind, exposureS, temperatureC, binning, gain } = master;
  const dark = kind === 'dark';
  const parts = [
    new Date(master.builtAt).toISOString().slice(0, 19).replace(/[-:]/g, ''),
    `Master${kind[0]!.toUpperCase()}${kind.slice(1)}`,
    kind === 'flat' ? namePart(master.filterName ?? '') : '',
    dark && exposureS !== null ? `${Number(exposureS.toPrecision(6))}s` : '',
    dark && temperatureC !== null ? `${Number(temperatureC.toFixed(1))}C` : '',
    binning === null ? '' : `bin${binning}`,
    gain === null ? '' : `gain${gain}`,
    master.uid.slice(0, 8),
  ];
  return `${parts.filter((part) => part !== '').join('_')}.fits`;
}

function namePart(text: string): string {
  return toAscii(text)
    .replace(/[^A-Za-z0-9.+]+/g, '-')
    .slice(0, 16)
    .replace(/^[-.]+|[-.]+$/g, '');
}
