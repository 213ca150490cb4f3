import { Worker } from 'node:worker_threads';
import { programFile } from '../../bundle/program-file.ts';
import { ConsoleError, type Failure } from '../../contract/errors.ts';
import type { BadPixelJob } from '../bad-pixels/build-map.ts';
import type { ExportJob } from '../lights/export-lights.ts';
import type { MasterJob } from './build-master.ts';
import type { CombineWatch } from './combine-files.ts';

/** What the masters worker is started for. */
export type AsideJob =
  | { readonly what: 'master'; readonly job: MasterJob }
  | { readonly what: 'bad-pixels'; readonly job: BadPixelJob }
  | { readonly what: 'lights'; readonly job: ExportJob };

/** What the masters worker says: how far it is, 0..1, and how it ended. */
export type MasterReport = { readonly done: number } | { readonly result: unknown } | { readonly ended: Failure };

/** What it is told. */
export const STOP = 'stop';

/**
 * `buildMaster`, `buildBadPixelMap` or `exportLights` in a thread of its own, so that the console goes on meanwhile. Resolves
 * with what that does.
 */
export function buildAside<Result = unknown>(job: AsideJob, { signal, onProgress }: CombineWatch): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const entry = programFile(import.meta.url, './worker.ts', './masters-worker.js');
    const worker = new Worker(entry, { workerData: job });
    const stop = () => worker.postMessage(STOP);
    signal.addEventListener('abort', stop);
    worker.on('message', (report: MasterReport) => {
      if ('done' in report) onProgress(report.done);
      else if ('result' in report) resolve(report.result as Result);
      else reject(ConsoleError.from(report.ended));
    });
    worker.once('error', (error) => reject(died(error.message)));
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(died(`exit code ${code}`));
    });
    if (signal.aborted) stop();
  });
}

function died(why: string): ConsoleError {
  return new ConsoleError(
    'internal',
    `The thread that does the work ended: ${why}. Nothing half written is left; try again.`,
  );
}
