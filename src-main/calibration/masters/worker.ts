/** Entry of the masters worker: builds the one master it was started for, and says how that went. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Failure, toFailure } from '../../contract/errors.ts';
import { buildMaster, type MasterJob } from './build-master.ts';

const port = parentPort;
if (port === null) throw new Error('The masters worker runs as a worker thread only.');

port.postMessage(
  await buildMaster(workerData as MasterJob).then(
    () => null,
    (thrown): Failure => toFailure(thrown),
  ),
);
