/** Entry of the masters worker: builds the one master or map it was started for, and says how that goes. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { buildBadPixelMap } from '../bad-pixels/build-map.ts';
import { type AsideJob, type MasterReport, STOP } from './build-aside.ts';
import { buildMaster } from './build-master.ts';

const port = parentPort;
if (port === null) throw new Error('The masters worker runs as a worker thread only.');

const stopping = new AbortController();
port.on('message', (message) => {
  if (message === STOP) stopping.abort();
});
const say = (report: MasterReport) => port.postMessage(report);
const watch = { signal: stopping.signal, onProgress: (done: number) => say({ done }) };
const { what, job } = workerData as AsideJob;
const build = what === 'master' ? buildMaster(job, watch) : buildBadPixelMap(job, watch);
const ended = await build.then(() => null, toFailure);
say({ ended });
// Listening would keep the thread alive.
port.close();
