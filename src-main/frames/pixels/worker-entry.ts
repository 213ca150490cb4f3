import { existsSync } from 'node:fs';

/**
 * Where the pixel worker's code is: beside this file as TypeScript when running from source; as `pixel-worker.js` in
 * the bundle's main folder otherwise, of which this code may have ended up in a sub-folder for shared chunks.
 */
export function workerEntry(moduleUrl: string = import.meta.url): URL {
  // Names in variables: bundlers take `new URL('<literal>', import.meta.url)` for an asset to copy.
  const [source, bundled] = ['./worker.ts', './pixel-worker.js'];
  if (moduleUrl.endsWith('.ts')) return new URL(source!, moduleUrl);
  const beside = new URL(bundled!, moduleUrl);
  return existsSync(beside) ? beside : new URL(`.${bundled}`, moduleUrl);
}
