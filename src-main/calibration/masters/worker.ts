/** Entry of the masters worker: builds the one master or map, or exports the lights, it was started for, and says how that goes. */
import { parentPort, workerData } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { buildBadPixelMap } from '../bad-pixels/build-map.ts';
import { exportLights } from '../lights/export-lights.ts';
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

function work(aside: AsideJob): Promise<unknown> {
  switch (aside.what) {
    case 'master':
      return buildMaster(aside.job, watch);
    case 'bad-pixels':
      return buildBadPixelMap(aside.job, watch);
    case 'lights':
      return exportLights(aside.job, watch);
  }
}

say(
  await work(workerData as AsideJob).then(
    (result) => ({ result }),
    (thrown) => ({ ended: toFailure(thrown) }),
  ),
);
// Listening would keep the thread alive.
port.close();
