/** The bad-pixel maps on disk: `<data>/masters/bad-pixels/….fits`, known by their headers. */
import { join } from 'node:path';
import type { BadPixelMapView, MasterListView } from '../../contract/calibration-views.ts';
import { ConsoleError } from '../../contract/errors.ts';
import { whyNot } from '../../contract/why-not.ts';
import type { ReadCard } from '../../frames/fits/card.ts';
import { readStoredImage } from '../../frames/fits/image-file.ts';
import { textOf } from '../masters/input-facts.ts';
import { inputsByCards, utcText } from '../masters/master-header.ts';
import { fitsFiles, mastersFolder } from '../masters/masters-folder.ts';

/** Beside the masters, in a folder of their own. */
const FOLDER = 'bad-pixels';

export function mapsFolder(dataFolder: string): string {
  return join(mastersFolder(dataFolder), FOLDER);
}

export interface MapsFound {
  readonly maps: readonly BadPixelMapView[];
  /** Files that are no maps, or are damaged. */
  readonly problems: MasterListView['problems'];
}

/** All maps by their headers alone, oldest first, as their names begin with their time. */
export async function listMaps(dataFolder: string): Promise<MapsFound> {
  const maps: BadPixelMapView[] = [];
  const problems: MasterListView['problems'][number][] = [];
  for (const name of await fitsFiles(mapsFolder(dataFolder))) {
    try {
      maps.push(await readMap(dataFolder, name));
    } catch (thrown) {
      problems.push({ path: pathOf(name), ...whyNot(thrown) });
    }
  }
  return { maps, problems };
}

/** @throws FitsError for a damaged file, ConsoleError `storage` for one that cannot be read or is no map of this console's */
export async function readMap(dataFolder: string, name: string): Promise<BadPixelMapView> {
  const path = pathOf(name);
  const { header, layout } = await readStoredImage(join(dataFolder, path));
  const map = mapView(header.cards, layout, path);
  if (map === null) {
    const facts = { code: 'no-map-file', path } as const;
    throw new ConsoleError('storage', `${path} is not a bad-pixel map of this console.`, { facts });
  }
  return map;
}

function pathOf(name: string): string {
  return `masters/${FOLDER}/${name}`;
}

function mapView(
  cards: readonly ReadCard[],
  { width, height }: { readonly width: number; readonly height: number },
  path: string,
): BadPixelMapView | null {
  const values = new Map(cards.map((card) => [card.keyword, card.value]));
  const number = (keyword: string) => {
    const value = values.get(keyword);
    return typeof value === 'number' ? value : null;
  };
  const uid = textOf(cards, 'WRMAP');
  if (uid === null) return null;
  return {
    ...{ uid, path, inputs: inputsByCards(cards), width, height, pixels: width * height, stale: [] },
    builtAt: utcText(textOf(cards, 'DATE')),
    bad: number('WRBAD') ?? 0,
    hot: number('WRHOT') ?? 0,
    cold: number('WRCOLD'),
    noisy: number('WRNOISY') ?? 0,
    camera: textOf(cards, 'CAMERAID') ?? textOf(cards, 'INSTRUME'),
    binning: number('XBINNING'),
    originX: number('XORGSUBF') ?? 0,
    originY: number('YORGSUBF') ?? 0,
  };
}
