import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Project {
  /** Absolute. */
  readonly root: string;
  /** True with the sources and build tools at hand, false for an installed console that has its build only. */
  readonly isCheckout: boolean;
}

/** The project that a file of it belongs to, be it a source or a built one: the nearest package.json of this name. */
export function findProject(from: string = import.meta.dirname): Project {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'warmroom') {
      return { root: folder, isCheckout: existsSync(join(folder, 'electron.vite.config.ts')) };
    }
    if (dirname(folder) === folder) throw new Error(`${from} is not inside the project`);
  }
}
