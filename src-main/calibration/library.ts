/** All masters and bad-pixel maps of a data folder. */
import type { Objection } from '../contract/calibration-reason.ts';
import type { MasterListView } from '../contract/calibration-views.ts';
import type { RejectedFrames } from '../store/calibration-store.ts';
import { listMaps, mapsFolder } from './bad-pixels/maps-folder.ts';
import { fitsFiles, mastersFolder, readMasters, replacedFolder } from './masters/masters-folder.ts';
import { judgeStale, judgeStaleMaps } from './stale.ts';

interface Headers extends MasterListView {
  readonly replaced: MasterListView['masters'];
}

/** Reads headers only when files have come or gone: what is once in these folders is never written again. */
export class CalibrationLibrary {
  readonly #dataFolder: string;
  readonly #rejected: () => RejectedFrames;
  #headers: { readonly names: string; readonly found: Headers } | null = null;
  #judged: { readonly of: Headers; readonly rejected: string; readonly list: MasterListView } | null = null;

  /** @param rejected the calibration frames that do not count any more, as the ledger has them now */
  constructor(dataFolder: string, rejected: () => RejectedFrames) {
    this.#dataFolder = dataFolder;
    this.#rejected = rejected;
  }

  /** Masters and maps, each oldest first. The same object as long as no file comes or goes, and none becomes stale or fresh. */
  async list(): Promise<MasterListView> {
    const headers = await this.#read();
    const rejected = this.#rejected();
    const key = JSON.stringify([...rejected]);
    if (this.#judged?.of !== headers || this.#judged.rejected !== key) {
      const { masters, replaced, maps, problems } = headers;
      const list = {
        masters: judgeStale(masters, replaced, rejected),
        maps: judgeStaleMaps(maps, rejected),
        problems,
      };
      this.#judged = { of: headers, rejected: key, list };
    }
    return this.#judged.list;
  }

  /** Why masters are stale, by uid, also those that were replaced: what was measured of them is still there. */
  async stale(): Promise<ReadonlyMap<string, readonly Objection[]>> {
    const { masters, replaced } = await this.#read();
    const judged = judgeStale([...replaced, ...masters], [], this.#rejected());
    return new Map(judged.filter(({ stale }) => stale.length > 0).map(({ uid, stale }) => [uid, stale]));
  }

  async #read(): Promise<Headers> {
    const folders = [mastersFolder, replacedFolder, mapsFolder].map((folderIn) => folderIn(this.#dataFolder));
    const names = JSON.stringify(await Promise.all(folders.map(fitsFiles)));
    if (this.#headers?.names !== names) {
      const [masters, maps] = await Promise.all([readMasters(this.#dataFolder), listMaps(this.#dataFolder)]);
      const problems = [...masters.problems, ...maps.problems];
      this.#headers = { names, found: { ...masters, maps: maps.maps, problems } };
    }
    return this.#headers.found;
  }
}
