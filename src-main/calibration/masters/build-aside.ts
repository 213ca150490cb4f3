import { Worker } from 'node:worker_threads';
import { ConsoleError, type Failure } from '../../contract/errors.ts';
import { workerFile } from '../../frames/worker-file.ts';
import type { MasterJob } from './build-master.ts';

/** `buildMaster` in a thread of its own, so that the console goes on meanwhile. */
export function buildAside(job: MasterJob): Promise<void> {
  return new Promise((resolve, reject) => {
    const entry = workerFile(import.meta.url, './worker.ts', './masters-worker.js');
    const worker = new Worker(entry, { workerData: job });
    worker.once('message', (failure: Failure | null) => {
      if (failure === null) resolve();
      else reject(new ConsoleError(failure.reason, failure.message));
    });
    worker.once('error', (error) => reject(died(error.message)));
    worker.once('exit', (code) => reject(died(`exit code ${code}`)));
  });
}

function died(why: string): ConsoleError {
  return new ConsoleError(
    'internal',
    `The thread that builds the master ended: ${why}. Nothing was written; try again.`,
  );
}
