/** A bad-pixel map from the darks and flats that a person names. */
import { randomUUID } from 'node:crypto';
import type { BadPixelMapView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import type { RejectedFrames } from '../../store/calibration-store.ts';
import { buildAside } from '../masters/build-aside.ts';
import { refuseRejected } from '../masters/build-masters.ts';
import { checkInputs, ENOUGH_INPUTS, mixed, readoutDifference } from '../masters/check-inputs.ts';
import type { CombineWatch } from '../masters/combine-files.ts';
import { type MasterInput, readMasterInput } from '../masters/input-facts.ts';
import { mapsFolder, readMap } from './maps-folder.ts';

export interface MapSettings extends CombineWatch {
  /** Absolute. */
  readonly dataFolder: string;
  /** UTC, ms. */
  readonly now: number;
  readonly softwareVersion: string;
  /** Absolute paths of darks of one exposure and flats of one filter. */
  readonly files: readonly string[];
  /** Frames that do not count any more: no map is made from them. */
  readonly rejected: RejectedFrames;
}

/** @throws ConsoleError naming the file that is at fault; then nothing was written */
export async function badPixelMap(settings: MapSettings): Promise<BadPixelMapView> {
  const { dataFolder, now, softwareVersion, signal, onProgress } = settings;
  const { darks, flats } = await sorted(settings);
  const uid = randomUUID();
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const name = `${stamp}_BadPixels_${uid.slice(0, 8)}.fits`;
  const folder = mapsFolder(dataFolder);
  const job = { uid, darks, flats, folder, name, builtAt: now, softwareVersion };
  await buildAside({ what: 'bad-pixels', job }, { signal, onProgress });
  return readMap(dataFolder, name);
}

async function sorted({ files, rejected }: MapSettings): Promise<{ darks: MasterInput[]; flats: MasterInput[] }> {
  const inputs: MasterInput[] = [];
  for (const file of files) inputs.push(await readMasterInput(file, null));
  refuseRejected(inputs, rejected);
  const darks = inputs.filter(({ kind }) => kind === 'dark');
  const flats = inputs.filter(({ kind }) => kind === 'flat');
  const stray = inputs.find(({ kind }) => kind === 'bias');
  if (stray !== undefined) {
    throw new ConsoleError('bad-input', `${stray.file.path} is a bias frame; bad pixels are found in darks and flats.`);
  }
  if (darks.length < ENOUGH_INPUTS) {
    throw new ConsoleError(
      'bad-input',
      `A bad-pixel map takes at least ${ENOUGH_INPUTS} darks, to tell noisy pixels from cosmic rays; there are ${darks.length}.`,
    );
  }
  checkInputs(darks, 'dark');
  if (flats.length > 0) {
    checkInputs(flats, 'flat');
    const difference = readoutDifference(darks[0]!, flats[0]!);
    if (difference !== null) throw mixed(difference, 'Name frames of one camera.');
  }
  return { darks, flats };
}
