import { workerFile } from '../worker-file.ts';

/** Where the pixel worker's code is. */
export function workerEntry(moduleUrl: string = import.meta.url): URL {
  return workerFile(moduleUrl, './worker.ts', './pixel-worker.js');
}
