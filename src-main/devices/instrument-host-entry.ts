import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The file that an instrument host runs: TypeScript beside this one when running from source; otherwise
 * `instrument-host.js` in the bundle's main folder, of which this code may have ended up in a sub-folder for shared chunks.
 */
export function instrumentHostEntry(moduleUrl: string = import.meta.url): string {
  // Names in variables: bundlers take `new URL('<literal>', import.meta.url)` for an asset to copy.
  const [source, bundled] = ['./instrument-host/main.ts', './instrument-host.js'];
  if (moduleUrl.endsWith('.ts')) return fileURLToPath(new URL(source!, moduleUrl));
  const beside = fileURLToPath(new URL(bundled!, moduleUrl));
  return existsSync(beside) ? beside : fileURLToPath(new URL(`.${bundled}`, moduleUrl));
}
