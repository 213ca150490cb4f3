import { programFile } from '../../bundle/program-file.ts';

/** Where the pixel worker's code is. */
export function workerEntry(moduleUrl: string = import.meta.url): URL {
  return programFile(moduleUrl, './worker.ts', './pixel-worker.js');
}
