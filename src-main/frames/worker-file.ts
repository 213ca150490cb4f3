import { existsSync } from 'node:fs';

/**
 * Where a worker thread's code is: beside the module that starts it, as TypeScript, when running from source; in the
 * bundle's main folder otherwise, of which that module may have ended up in a sub-folder for shared chunks.
 * @param moduleUrl `import.meta.url` of the module that starts the worker
 */
export function workerFile(moduleUrl: string, source: string, bundled: string): URL {
  // Names in variables: bundlers take `new URL('<literal>', import.meta.url)` for an asset to copy.
  if (moduleUrl.endsWith('.ts')) return new URL(source, moduleUrl);
  const beside = new URL(bundled, moduleUrl);
  return existsSync(beside) ? beside : new URL(`.${bundled}`, moduleUrl);
}
