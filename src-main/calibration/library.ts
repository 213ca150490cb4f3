/** All masters and bad-pixel maps of a data folder. */
import type { MasterListView } from '../contract/calibration-views.ts';
import { listMaps, mapsFolder } from './bad-pixels/maps-folder.ts';
import { fitsFiles, listMasters, mastersFolder } from './masters/masters-folder.ts';

/** Reads headers only when files have come or gone: what is once in these folders is never written again. */
export class CalibrationLibrary {
  readonly #dataFolder: string;
  #known: { readonly names: string; readonly list: MasterListView } | null = null;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** Masters and maps, each oldest first. The same object as long as no file comes or goes. */
  async list(): Promise<MasterListView> {
    const folders = [mastersFolder(this.#dataFolder), mapsFolder(this.#dataFolder)];
    const names = JSON.stringify(await Promise.all(folders.map(fitsFiles)));
    if (this.#known?.names !== names) {
      const [{ masters, problems }, maps] = await Promise.all([
        listMasters(this.#dataFolder),
        listMaps(this.#dataFolder),
      ]);
      this.#known = { names, list: { masters, maps: maps.maps, problems: [...problems, ...maps.problems] } };
    }
    return this.#known.list;
  }
}
