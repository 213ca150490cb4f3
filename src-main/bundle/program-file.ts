/** How the console's own files find each other, whether it runs from its sources or from the bundle. */
import { existsSync } from 'node:fs';

/**
 * Where the program of a worker thread or of another process is: a source file relative to the module that starts it, when
 * running from source; in the bundle's main folder otherwise, of which that module may have ended up in a sub-folder for
 * shared chunks.
 * @param moduleUrl `import.meta.url` of the module that starts it
 */
export function programFile(moduleUrl: string, source: string, bundled: string): URL {
  // Names in variables: bundlers take `new URL('<literal>', import.meta.url)` for an asset to copy.
  if (moduleUrl.endsWith('.ts')) return new URL(source, moduleUrl);
  const beside = new URL(bundled, moduleUrl);
  return existsSync(beside) ? beside : new URL(`.${bundled}`, moduleUrl);
}
