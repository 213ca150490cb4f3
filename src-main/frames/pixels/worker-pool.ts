import { Worker } from 'node:worker_threads';
import { ConsoleError, type Failure } from '../../contract/errors.ts';
import type { PixelCut, PixelRequest } from './cut-pixels.ts';
import type { PlaneSurvey } from './survey-plane.ts';

export type WorkerRequest =
  | ({ readonly do: 'cut' } & PixelRequest)
  /** Absolute path of a master. */
  | { readonly do: 'survey'; readonly path: string };

export type WorkerAnswer =
  | { readonly ok: true; readonly value: PixelCut | PlaneSurvey }
  | { readonly ok: false; readonly failure: Failure };

export interface WorkerPool {
  /**
   * Has a worker cut pixels. Rejects with what the worker says is wrong, with `internal` when it dies, with the
   * signal's reason when aborted while still waiting for a worker.
   */
  cut(request: PixelRequest, signal?: AbortSignal): Promise<PixelCut>;
  /** Likewise has a worker look at a master's values. */
  survey(path: string): Promise<PlaneSurvey>;
  /** Ends all workers; what is under way or waiting is rejected. */
  close(): Promise<void>;
}

interface Job {
  readonly request: WorkerRequest;
  readonly signal: AbortSignal | undefined;
  resolve(value: PixelCut | PlaneSurvey): void;
  reject(reason: unknown): void;
}

/** Worker threads for pixels, each started when there is work for it. A worker that dies is replaced by the next job. */
export function createWorkerPool(entry: URL, size: number): WorkerPool {
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  let closed = false;

  const startWorker = (): Worker => {
    const worker = new Worker(entry);
    worker.on('message', (answer: WorkerAnswer) => {
      const job = busy.get(worker);
      busy.delete(worker);
      // An idle worker must not keep a finished command line alive.
      worker.unref();
      idle.push(worker);
      if (answer.ok) job?.resolve(answer.value);
      else job?.reject(new ConsoleError(answer.failure.reason, answer.failure.message));
      giveOut();
    });
    worker.on('error', (error) => drop(worker, error.message));
    worker.on('exit', (code) => drop(worker, `exit code ${code}`));
    return worker;
  };

  const drop = (worker: Worker, why: string) => {
    const job = busy.get(worker);
    busy.delete(worker);
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
    job?.reject(closed ? closing() : new ConsoleError('internal', `The pixel worker ended: ${why}. Try again.`));
    if (!closed) giveOut();
  };

  const giveOut = () => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const job = waiting.shift()!;
      if (job.signal?.aborted) {
        job.reject(job.signal.reason);
        continue;
      }
      const worker = idle.pop() ?? startWorker();
      busy.set(worker, job);
      worker.ref();
      worker.postMessage(job.request);
    }
  };

  const ask = <Value extends PixelCut | PlaneSurvey>(request: WorkerRequest, signal?: AbortSignal) =>
    new Promise<Value>((resolve, reject) => {
      if (closed) return reject(closing());
      waiting.push({ request, signal, resolve: (value) => resolve(value as Value), reject });
      giveOut();
    });

  return {
    cut: (request, signal) => ask<PixelCut>({ do: 'cut', ...request }, signal),
    survey: (path) => ask<PlaneSurvey>({ do: 'survey', path }),
    close: async () => {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(closing());
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}

function closing(): ConsoleError {
  return new ConsoleError('disconnected', 'The console is closing.');
}
