/** Entry of a pixel worker: does what it is asked for, one request after another. */
import { parentPort } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { cutLine } from './cut-line.ts';
import { cutPixels } from './cut-pixels.ts';
import { surveyPlane } from './survey-plane.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-pool.ts';

const port = parentPort;
if (port === null) throw new Error('The pixel worker runs as a worker thread only.');

port.on('message', async (request: WorkerRequest) => {
  try {
    if (request.do === 'survey') {
      port.postMessage({ ok: true, value: await surveyPlane(request.path) } satisfies WorkerAnswer);
    } else {
      const cut = await (request.do === 'line' ? cutLine(request) : cutPixels(request));
      port.postMessage({ ok: true, value: cut } satisfies WorkerAnswer, [cut.pixels.buffer]);
    }
  } catch (thrown) {
    port.postMessage({ ok: false, failure: toFailure(thrown) } satisfies WorkerAnswer);
  }
});
