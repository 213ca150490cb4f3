/** Entry of a pixel worker: cuts what it is asked for, one request after another. */
import { parentPort } from 'node:worker_threads';
import { toFailure } from '../../contract/errors.ts';
import { cutPixels, type PixelRequest } from './cut-pixels.ts';
import type { WorkerAnswer } from './worker-pool.ts';

const port = parentPort;
if (port === null) throw new Error('The pixel worker runs as a worker thread only.');

port.on('message', async (request: PixelRequest) => {
  try {
    const cut = await cutPixels(request);
    port.postMessage({ ok: true, cut } satisfies WorkerAnswer, [cut.pixels.buffer]);
  } catch (thrown) {
    port.postMessage({ ok: false, failure: toFailure(thrown) } satisfies WorkerAnswer);
  }
});
