/** Entry of the threads that read and combine. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import type { ThreadJob, ThreadReply, ThreadTask } from './combine-job.ts';
import { CombineWork } from './combine-work.ts';

const port = parentPort;
if (port === null) throw new Error('The combining worker runs as a worker thread only.');

let work: CombineWork | null = null;
port.on('message', (task: ThreadTask) => port.postMessage(answer(task)));

function answer(task: ThreadTask): ThreadReply {
  try {
    // Here, and not before the first task, so that a file that cannot be opened is an answer too.
    work ??= new CombineWork(workerData as ThreadJob);
    return work.do(task);
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}
