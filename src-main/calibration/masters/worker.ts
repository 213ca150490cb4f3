/** Entry of the masters worker: builds the one master it was started for, and says how that goes. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { type MasterReport, STOP } from './build-aside.ts';
import { buildMaster, type MasterJob } from './build-master.ts';

const port = parentPort;
if (port === null) throw new Error('The masters worker runs as a worker thread only.');

const stopping = new AbortController();
port.on('message', (message) => {
  if (message === STOP) stopping.abort();
});
const say = (report: MasterReport) => port.postMessage(report);
const watch = { signal: stopping.signal, onProgress: (done: number) => say({ done }) };
const ended = await buildMaster(workerData as MasterJob, watch).then(() => null, toFailure);
say({ ended });
// Listening would keep the thread alive.
port.close();
