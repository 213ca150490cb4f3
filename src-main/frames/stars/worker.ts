/** Entry of the star worker: measures one file after another. */
import { parentPort } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { createPause } from '../workers/pause.ts';
import type { WorkerAnswer } from '../workers/worker-pool.ts';
import { createFileMeasurer, type MeasuredFile } from './measure-file.ts';
import { stepBack } from './step-back.ts';

const port = parentPort;
if (port === null) throw new Error('The star worker runs as a worker thread only.');

stepBack();
const measurer = createFileMeasurer(createPause());
port.on('message', async (path: string) => {
  const answer: WorkerAnswer<MeasuredFile> = await measurer.measure(path).then(
    (value) => ({ ok: true, value }),
    (thrown) => ({ ok: false, failure: toFailure(thrown) }),
  );
  port.postMessage(answer);
});
