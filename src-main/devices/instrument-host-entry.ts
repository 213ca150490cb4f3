import { fileURLToPath } from 'node:url';
import { programFile } from '../bundle/program-file.ts';

/** Path of the file that an instrument host runs. */
export function instrumentHostEntry(moduleUrl: string = import.meta.url): string {
  return fileURLToPath(programFile(moduleUrl, './instrument-host/main.ts', './instrument-host.js'));
}
